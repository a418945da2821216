/** What an experiment will call its models for, what they will read and write, and what that will cost: found without asking anybody. */
import type { CallEstimate, EstimatedCell, Range } from '../../record/call-estimate.ts'
import { runIdOf, type Plan } from '../../record/plan.ts'
import type { Seat } from '../../record/seat.ts'
import type { AnswerStyle } from '../../play/agent/answer-format.ts'
import { llmSettingsOf } from '../../play/agent/policies/llm-settings.ts'
import type { Catalogue } from '../../play/experiment/catalogue.ts'
import type { Scenario } from '../../play/scenario/define-scenario.ts'
import { parametersOf } from '../../play/scenario/parameters.ts'
import { assumptionsOf } from './assumptions.ts'
import { BYTES_PER_TOKEN, TOKENS_PER_MESSAGE } from './assumed-tokens.ts'
import { groupPlans, type PlanGroup } from './choose-plays.ts'
import type { ModelFacts } from './model-facts.ts'
import { NO_NEEDS, plus, plusNeeds, round, rounded, roundedNeeds, ZERO } from './ranges.ts'
import { playCalls, seatNeeds, type AskedModel } from './seat-needs.ts'
import { sizesFor, type SeatSizes } from './seat-sizes.ts'
import { sizeExperiment, type Sizer } from './size-experiment.ts'
import type { AskSize } from './ask-size.ts'
import { summed } from './summed.ts'

/**
 * Walks the machine of some plans of every treatment, composes the prompts that models would read, and adds up. Every number of calls is exact
 * where the scenario's rounds are.
 */
export async function estimateExperiment(
  plans: readonly Plan[],
  scenario: Scenario,
  catalogue: Catalogue,
  factsOf: (model: string) => ModelFacts,
): Promise<CallEstimate> {
  const facts = remembered(factsOf)
  const styleOf = (seat: Seat): AnswerStyle => {
    const { model, answer, structured } = llmSettingsOf(seat)
    if (answer === 'bare') return 'bare'
    return structured === 'auto' && facts(model).structuredOutput ? 'json' : 'line'
  }
  const groupOf = groupPlans(plans.filter(hasModel), (plan) =>
    scenario.mostTicks(parametersOf(scenario, plan)),
  )
  const groups = [...new Set(groupOf.values())]
  const sizer = await sizeExperiment({ scenario, catalogue, groups, styleOf })

  const byTreatment = new Map<string, Plan[]>()
  for (const plan of groupOf.keys()) {
    const list = byTreatment.get(plan.treatment)
    if (list === undefined) byTreatment.set(plan.treatment, [plan])
    else list.push(plan)
  }
  const askedOf = askedModels(facts, styleOf)
  const mostRounds = byTreatment.size > MANY_TREATMENTS ? 2 : MOST_ROUNDS
  const cells = [...byTreatment.values()].flatMap((list) => {
    const first = list[0] as Plan
    const group = groupOf.get(first) as PlanGroup
    return cellsOf({ plan: first, plans: list, group, mostRounds }, sizer, askedOf)
  })
  return summed({
    basis: 'assumed',
    runs: plans.length,
    sampled: { plays: sizer.plays, treatments: sizer.treatments },
    cells,
    factsOf: facts,
    spent: null,
    measured: [],
    assumptions: assumptionsOf(plans, cells, facts, sizer),
  })
}

/** A seat, as one model is asked for it. */
interface AskedSeat {
  readonly seat: Seat
  /** All that is asked for it, of whatever model. */
  readonly whole: SeatSizes
  readonly sizes: SeatSizes
  readonly model: AskedModel
}

/** Plans of a treatment share their seats: one stands for all. */
interface Treatment {
  readonly plan: Plan
  readonly plans: readonly Plan[]
  readonly group: PlanGroup
  readonly mostRounds: number
}

function cellsOf(
  { plan, plans, group, mostRounds }: Treatment,
  sizer: Sizer,
  askedOf: AskedOf,
): EstimatedCell[] {
  const byModel = new Map<string, AskedSeat[]>()
  for (const seat of plan.seats) {
    if (seat.policy !== 'llm') continue
    const whole = sizer.sizes(group, seat)
    for (const { by, ...asked } of askedOf(seat, plan, group, plans.length)) {
      const sizes = sizesFor(whole, asked.isMeant)
      byModel.set(by, [...(byModel.get(by) ?? []), { seat, whole, sizes, model: asked.model }])
    }
  }
  return [...byModel].map(([model, asked]): EstimatedCell => {
    const perRun = asked.map((one) => seatNeeds(one.sizes, one.model)).reduce(plusNeeds, NO_NEEDS)
    const calls = asked.map((one) => playCalls(one.sizes, one.model)).reduce(plus, ZERO)
    return {
      treatment: plan.treatment,
      model,
      runs: plans.length,
      pilotRuns: 0,
      perRun: roundedNeeds(perRun),
      calls: rounded(calls),
      walks: walksOf(plans, asked, calls, sizer),
      prompts: promptsOf(
        asked.map(({ sizes }) => sizes),
        mostRounds,
      ),
    }
  })
}

/** Calls of the runs that were played, none of them asked again. */
function walksOf(
  plans: readonly Plan[],
  seats: readonly AskedSeat[],
  { expected }: Range,
  sizer: Sizer,
): EstimatedCell['walks'] {
  const asks = seats.reduce((sum, { whole }) => sum + whole.asks.expected, 0)
  return plans.flatMap((plan) => {
    const walked = sizer.walked(plan)
    if (walked === undefined) return []
    const own = seats.reduce((sum, { seat }) => sum + (walked.get(seat.participant) ?? 0), 0)
    // Samples of option probabilities come to as many for each ask.
    return [{ run: runIdOf(plan), calls: round(asks === 0 ? 0 : (own * expected) / asks) }]
  })
}

/** So many rounds show how prompts grow; of many treatments, the first and the last. */
const MOST_ROUNDS = 24
const MANY_TREATMENTS = 100

/** Mean tokens of a prompt, by round. */
function promptsOf(all: readonly SeatSizes[], mostRounds: number): EstimatedCell['prompts'] {
  const rounds = [...new Set(all.flatMap((sizes) => [...sizes.rounds.keys()]))].sort(
    (a, b) => a - b,
  )
  const step = Math.max(1, (rounds.length - 1) / (mostRounds - 1))
  const shown = new Set(
    Array.from(
      { length: Math.min(rounds.length, mostRounds) },
      (_, i) => rounds[Math.round(i * step)] as number,
    ),
  )
  return [...shown].map((number) => {
    const tokens = all.flatMap((sizes) => {
      const bytes = sizes.rounds.get(number)
      const asks = sizes.forms.reduce((sum, form) => sum + form.asks, 0)
      const messages = sizes.forms.reduce((sum, form) => sum + form.messages, 0) / asks
      return bytes === undefined
        ? []
        : [bytes / BYTES_PER_TOKEN.expected + messages * TOKENS_PER_MESSAGE.expected]
    })
    return {
      round: number,
      tokens: round(tokens.reduce((sum, one) => sum + one, 0) / tokens.length),
    }
  })
}

/** For one seat: each model that is asked, for what, and how. */
type AskedOf = (
  seat: Seat,
  plan: Plan,
  group: PlanGroup,
  runs: number,
) => readonly {
  /** `provider/model`. */
  readonly by: string
  readonly isMeant: (purpose: AskSize['purpose']) => boolean
  readonly model: AskedModel
}[]

function askedModels(
  factsOf: (model: string) => ModelFacts,
  styleOf: (seat: Seat) => AnswerStyle,
): AskedOf {
  return (seat, { invalid, history }, { mostTicks }, runs) => {
    const { model, maxTokens, probabilities } = llmSettingsOf(seat)
    const { reask } = invalid
    const own: AskedModel = {
      facts: factsOf(model),
      style: styleOf(seat),
      maxTokens,
      reask,
      samples: probabilities?.samples ?? 0,
      mostTicks,
      runs,
    }
    const writer = typeof history === 'object' && 'summary' in history ? history.summary.by : model
    if (writer === undefined || writer === model)
      return [{ by: model, isMeant: () => true, model: own }]
    const facts = factsOf(writer)
    const writing: AskedModel = { ...own, facts, style: 'line', maxTokens: undefined, samples: 0 }
    return [
      { by: model, isMeant: (purpose) => purpose !== 'summary', model: own },
      { by: writer, isMeant: (purpose) => purpose === 'summary', model: writing },
    ]
  }
}

function hasModel({ seats }: Plan): boolean {
  return seats.some(({ policy }) => policy === 'llm')
}

function remembered<T>(work: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>()
  return (key) => {
    if (!known.has(key)) known.set(key, work(key))
    return known.get(key) as T
  }
}
