/** What became of the calls of runs, by provider or by model, as their record tells it: each try counted, as a sitting counts them while it plays. */
import type { ModelCalled } from '../../record/call-entries.ts'
import { countedUsage } from '../../record/counted-usage.ts'
import type { KeptCall } from '../../record/kept-call.ts'
import type { Usage } from '../../record/prompt.ts'
import { FAILED_FOR_PROMPT, readReading, TIMED_OUT } from '../../record/reading.ts'
import { addTo, noSum, totalOf, type RunningSum } from '../statistics/running-sum.ts'
import type { CallTally, FailureKind } from './call-tally.ts'
import { compare } from './design.ts'
import type { Question, RunRead } from './read-runs.ts'
import { modelOf } from './run-ticks.ts'
import { seatedModel } from './spend.ts'

/** By `provider/model`. What a fork shares with its parent is counted there. */
export function callTalliesQuestion(): Question<readonly CallTally[]> {
  const byModel = talliesBy((model) => model)
  return { kinds: ['model-called'], withForks: true, ...byModel }
}

/** Those of one run by provider, in the order of the alphabet. */
export function providerTallies(run: RunRead): CallTally[] {
  const { add, answer } = talliesBy((model) => model.split('/')[0] ?? '')
  add(run)
  return answer()
}

/** Those of the same name added up, in the order of the alphabet. */
export function addedTallies(all: readonly CallTally[]): CallTally[] {
  const sums = new Map<string, Sums>()
  for (const one of all) {
    const sum = sumsAt(sums, one.name)
    for (const key of COUNTS) sum[key] += one[key]
    for (const kind of FAILURES) sum.failures[kind] += one.failures[kind]
    for (const key of DOLLARS) addTo(sum[key], one[key])
  }
  return told(sums)
}

/** @param nameOf of `provider/model`: what its calls are counted under. */
function talliesBy(nameOf: (model: string) => string) {
  const sums = new Map<string, Sums>()
  return {
    add(run: RunRead): void {
      for (const [list, n] of run.ownTimes)
        for (const entry of list)
          if (entry.kind === 'model-called') {
            const sum = sumsAt(sums, nameOf(modelOf(entry)))
            const call = callIn(entry)
            // Calls are alike in hardly any two ticks: what is added n times is added once as a rule.
            for (let time = 0; time < n; time++) addCall(sum, call)
          }
      for (const call of run.openCalls)
        addCall(sumsAt(sums, nameOf(seatedModel(run, call))), callKept(call))
    },
    answer: () => told(sums),
  }
}

const COUNTS = [
  'calls',
  'made',
  'retries',
  'refused',
  'unanswered',
  'inputTokens',
  'outputTokens',
  'unpriced',
] as const
const DOLLARS = ['usd', 'uncertainUsd'] as const
const FAILURES: readonly FailureKind[] = ['passing', 'timeout', 'unreached', 'prompt', 'setup']

type Sums = Record<(typeof COUNTS)[number], number> &
  Record<(typeof DOLLARS)[number], RunningSum> & { failures: Record<FailureKind, number> }

function sumsAt(sums: Map<string, Sums>, name: string): Sums {
  let sum = sums.get(name)
  if (sum === undefined) sums.set(name, (sum = noSums()))
  return sum
}

function noSums(): Sums {
  return {
    calls: 0,
    made: 0,
    retries: 0,
    refused: 0,
    unanswered: 0,
    inputTokens: 0,
    outputTokens: 0,
    unpriced: 0,
    failures: { passing: 0, timeout: 0, unreached: 0, prompt: 0, setup: 0 },
    usd: noSum(),
    uncertainUsd: noSum(),
  }
}

function told(sums: ReadonlyMap<string, Sums>): CallTally[] {
  return [...sums]
    .map(([name, { usd, uncertainUsd, ...counts }]) => ({
      name,
      ...counts,
      usd: totalOf(usd),
      uncertainUsd: totalOf(uncertainUsd),
    }))
    .sort((a, b) => compare(a.name, b.name))
}

/** What a call leaves of its tries, in a record or beside it. */
interface Called {
  readonly usage?: Usage | undefined
  readonly costUsd?: number | null | undefined
  readonly uncertainUsd?: number | undefined
  readonly tries?: number | undefined
  readonly retried?: readonly string[] | undefined
  /** How the last try ended without a reply; null where one came. */
  readonly last: Outcome | null
}

type Outcome = FailureKind | 'refused'

function addCall(sum: Sums, call: Called): void {
  const { usage, tries = 1, retried = [], costUsd = null, uncertainUsd = 0, last } = call
  sum.calls++
  sum.made += tries
  sum.retries += tries - 1
  for (const why of retried) addOutcome(sum, inPassing(why))
  if (last !== null) {
    addOutcome(sum, last)
    sum.unanswered++
  } else if (costUsd === null) sum.unpriced++
  sum.inputTokens += usage?.inputTokens ?? 0
  sum.outputTokens += usage?.outputTokens ?? 0
  addTo(sum.usd, costUsd ?? 0)
  addTo(sum.uncertainUsd, uncertainUsd)
}

function addOutcome(sum: Sums, outcome: Outcome): void {
  if (outcome === 'refused') sum.refused++
  else sum.failures[outcome]++
}

function callIn(entry: ModelCalled): Called {
  const { error, reading } = entry
  const last = error === null ? null : lastOutcome(error, readReading(reading).verdict)
  return { ...entry, usage: countedUsage(entry), last }
}

/** Who was not reached, or is set up wrongly, leaves no entry as a rule: the tick stays open until it is mended. */
function lastOutcome(why: string, verdict: string): Outcome {
  if (verdict === TIMED_OUT) return 'timeout'
  if (verdict === FAILED_FOR_PROMPT) return 'prompt'
  const passing = inPassing(why)
  return verdict.startsWith('failed-') && passing === 'passing' ? 'setup' : passing
}

/** Of a try that was made again the record has only the reason, in the words that providers are connected with; what else the words say does not count. */
function inPassing(why: string): Outcome {
  if (/^(200 with error )?429: /.test(why)) return 'refused'
  if (why.startsWith('no reply within ')) return 'timeout'
  if (/^no connection (within|could be made)/.test(why)) return 'unreached'
  return 'passing'
}

interface Kept extends Omit<Called, 'last'> {
  readonly kind: string
  readonly cause?: FailureKind
  readonly isBusy?: boolean
  readonly mended?: readonly string[]
}

function callKept({ completion }: KeptCall): Called {
  const kept = JSON.parse(completion) as Kept
  const usage = kept.mended?.includes('usage-doubted') === true ? undefined : kept.usage
  const last =
    kept.kind === 'completed' ? null : kept.isBusy === true ? 'refused' : (kept.cause ?? 'passing')
  return { ...kept, usage, last }
}
