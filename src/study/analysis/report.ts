/** What a record says: what was lost, what was chosen, what was earned, who answered and what it cost. */
import { CallEstimate } from '../../record/call-estimate.ts'
import type { Store } from '../../io/store/store.ts'
import { attritionQuestion, type Attrition } from './attrition.ts'
import { balanceOf, type Balance } from './balance.ts'
import { callTalliesQuestion } from './call-tallies.ts'
import type { CallTally } from './call-tally.ts'
import { choicesQuestion, type AskReport } from './choices.ts'
import { designOf, type Design } from './design.ts'
import { earnedQuestion, earningsAmong, type EarningsReport } from './earnings.ts'
import { flowOf, type Flow } from './flow.ts'
import { outcomesOf, type Outcome } from './outcomes.ts'
import { presentationQuestion, type PresentationEffect } from './presentation.ts'
import { optionProbabilitiesQuestion, type OptionProbability } from './option-probabilities.ts'
import { probeAnswersQuestion, type ProbeReport } from './probe-answers.ts'
import { readRuns, type Question } from './read-runs.ts'
import { methodsOf, type Methods } from './methods.ts'
import { measuredQuestion } from './measured-question.ts'
import { sensitivityAmong, type SensitivityReport } from './sensitivity.ts'
import { servedModelsQuestion, type ServedModels } from './served-models.ts'
import { ledgerQuestion, type SpendLedger } from './spend-ledger.ts'
import { spendQuestion, type ModelSpend } from './spend.ts'
import { talkQuestion, type TalkReport } from './talk.ts'
import { treatmentDifferences, type TreatmentDifference } from './treatment-differences.ts'
import { treatmentTests, type TreatmentTests } from './treatment-tests.ts'
import { keptSpendIn, type UnrecordedSpend } from './unrecorded-spend.ts'

/** Everything by treatment, in the order of the experiment. */
export interface Report {
  readonly methods: Methods
  /** How many runs are forks of others: they are no evidence on treatments, and only their cost is told here. */
  readonly forks: number
  readonly attrition: readonly Attrition[]
  readonly asks: readonly AskReport[]
  readonly earnings: readonly EarningsReport[]
  /** Empty where nobody said anything. */
  readonly talk: readonly TalkReport[]
  /** Empty where no probe was put. */
  readonly probes: readonly ProbeReport[]
  /** Between the first treatment and each of the others; worked out when it is wanted. */
  readonly differences: readonly TreatmentDifference[]
  /** From the plan to what was analysed. */
  readonly flow: Flow
  /** Empty where nothing was counterbalanced. */
  readonly balance: readonly Balance[]
  /** Empty where options were always shown in one way. */
  readonly presentation: readonly PresentationEffect[]
  /** Worked out when they are wanted; without pairs of many treatments. */
  readonly tests: TreatmentTests
  /** One value for each finished run, of what is tested. */
  readonly outcomes: readonly Outcome[]
  /** Empty where nobody's options were estimated. */
  readonly optionProbabilities: readonly OptionProbability[]
  readonly sensitivity: SensitivityReport
  readonly servedModels: ServedModels
  readonly spend: readonly ModelSpend[]
  /** By `provider/model`, over all treatments; empty where no model was called. */
  readonly calls: readonly CallTally[]
  /** Null where the record keeps no estimate. */
  readonly ledger: SpendLedger | null
  /** What was spent on calls of which nothing came, and that stand in no run; null where nothing was. */
  readonly unrecordedSpend: UnrecordedSpend | null
  /** At which cap of the budget the last sitting stopped, in words; null where it did not, or the record is from before this was kept. */
  readonly stoppedAtBudget: string | null
}

/** Reads a record once, run by run; memory grows with the number of runs, not with their length. `more` questions are put in the same reading. See `estimateOf` for the intervals. */
export function reportOf(
  store: Store,
  design: Design = designOf(store),
  more: readonly Question<unknown>[] = [],
): Report {
  const attrition = attritionQuestion(design)
  const asks = choicesQuestion(design)
  const earned = earnedQuestion(design)
  const measured = measuredQuestion(design)
  const probabilities = optionProbabilitiesQuestion(design)
  const servedModels = servedModelsQuestion(design)
  const spend = spendQuestion(design)
  const calls = callTalliesQuestion()
  const talk = talkQuestion(design)
  const probes = probeAnswersQuestion(design)
  const presentation = presentationQuestion(design)
  const ledger = keptLedgerQuestion(store, design)
  const questions = [
    attrition,
    asks,
    earned,
    measured,
    talk,
    probes,
    probabilities,
    servedModels,
    spend,
    calls,
    presentation,
    ...more,
  ]
  readRuns(store, design, ledger === null ? questions : [...questions, ledger])
  const { spend: unrecorded, stoppedAt } = keptSpendIn(store.unrecordedSpend())
  const [means, measures] = [earned.answer(), measured.answer()]
  const lost = attrition.answer()
  const treatments = design.treatments.map(({ treatment }) => treatment)
  let known: readonly Outcome[] | undefined
  const outcomes = (): readonly Outcome[] => (known ??= outcomesOf(measures, means))
  return {
    methods: methodsOf(store, design),
    forks: design.forks.size,
    attrition: lost,
    asks: asks.answer(),
    earnings: earningsAmong(means),
    talk: talk.answer(),
    probes: probes.answer(),
    get differences() {
      return treatmentDifferences(treatments, measures, means)
    },
    flow: flowOf(design, lost),
    balance: balanceOf(design),
    presentation: presentation.answer(),
    get tests() {
      return treatmentTests(treatments, outcomes())
    },
    get outcomes() {
      return outcomes()
    },
    optionProbabilities: probabilities.answer(),
    sensitivity: sensitivityAmong(measures),
    servedModels: servedModels.answer(),
    spend: spend.answer(),
    calls: calls.answer(),
    ledger: ledger?.answer() ?? null,
    unrecordedSpend:
      unrecorded.calls + unrecorded.usd + unrecorded.uncertainUsd === 0 ? null : unrecorded,
    stoppedAtBudget: stoppedAt,
  }
}

/** An estimate that was kept in another form than this cannot be compared. */
function keptLedgerQuestion(store: Store, design: Design): Question<SpendLedger> | null {
  const text = store.estimate()
  if (text === undefined) return null
  const { data } = CallEstimate.safeParse(JSON.parse(text))
  return data === undefined ? null : ledgerQuestion(data, design)
}
