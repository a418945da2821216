/** What became of the calls of a run, provider by provider, as its record tells it: each try counted, as a sitting counts them while it plays. */
import type { ModelCalled } from '../../../record/call-entries.ts'
import { countedUsage } from '../../../record/counted-usage.ts'
import type { KeptCall } from '../../../record/kept-call.ts'
import type { Usage } from '../../../record/prompt.ts'
import { FAILED_FOR_PROMPT, readReading, TIMED_OUT } from '../../../record/reading.ts'
import type { RunRead } from '../../analysis/read-runs.ts'
import { seatedModel } from '../../analysis/spend.ts'
import type { FailureKind } from '../sitting-status.ts'
import type { ProviderCalls } from './record-spend.ts'

/** By provider, in the order of the alphabet; what a fork shares with its parent is counted there. */
export function providerCallsOf(run: RunRead): ProviderCalls[] {
  const found: ProviderCalls[] = []
  for (const [list, n] of run.ownTimes)
    for (const entry of list)
      if (entry.kind === 'model-called') {
        const once = callsIn(entry.provider, told(entry))
        for (let time = 0; time < n; time++) found.push(once)
      }
  for (const call of run.openCalls) {
    const [provider = ''] = seatedModel(run, call).split('/')
    found.push(callsIn(provider, toldByKept(call)))
  }
  return addedProviders(found)
}

/** Those of the same provider added up. */
export function addedProviders(all: readonly ProviderCalls[]): ProviderCalls[] {
  return [...Map.groupBy(all, ({ name }) => name)]
    .map(([, [first, ...rest]]) => rest.reduce(added, first as ProviderCalls))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

function added(a: ProviderCalls, b: ProviderCalls): ProviderCalls {
  const failures = { ...a.failures }
  for (const kind of Object.keys(failures) as FailureKind[]) failures[kind] += b.failures[kind]
  return {
    name: a.name,
    made: a.made + b.made,
    retries: a.retries + b.retries,
    refused: a.refused + b.refused,
    failures,
    inputTokens: a.inputTokens + b.inputTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    usd: a.usd + b.usd,
    uncertainUsd: a.uncertainUsd + b.uncertainUsd,
    unpriced: a.unpriced + b.unpriced,
  }
}

/** What a call leaves of its tries, in a record or beside it. */
interface Told {
  readonly usage?: Usage | undefined
  readonly costUsd?: number | null | undefined
  readonly uncertainUsd?: number | undefined
  readonly tries?: number | undefined
  readonly retried?: readonly string[] | undefined
  /** How the last try ended without a reply; null where one came. */
  readonly last: Outcome | null
}

type Outcome = FailureKind | 'refused'

function callsIn(name: string, call: Told): ProviderCalls {
  const { usage, tries = 1, retried = [], costUsd = null, uncertainUsd = 0, last } = call
  const outcomes = [...retried.map(inPassing), ...(last === null ? [] : [last])]
  const failures = { passing: 0, timeout: 0, unreached: 0, prompt: 0, setup: 0 }
  for (const outcome of outcomes) if (outcome !== 'refused') failures[outcome]++
  return {
    name,
    made: tries,
    retries: tries - 1,
    refused: outcomes.filter((one) => one === 'refused').length,
    failures,
    inputTokens: usage?.inputTokens ?? 0,
    outputTokens: usage?.outputTokens ?? 0,
    usd: costUsd ?? 0,
    uncertainUsd,
    unpriced: last === null && costUsd === null ? 1 : 0,
  }
}

function told(entry: ModelCalled): Told {
  const { costUsd, uncertainUsd, tries, retried, error, reading } = entry
  const usage = countedUsage(entry)
  const last = error === null ? null : lastOutcome(error, readReading(reading).verdict)
  return { usage, costUsd, uncertainUsd, tries, retried, last }
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

interface Kept extends Omit<Told, 'last'> {
  readonly kind: string
  readonly cause?: FailureKind
  readonly isBusy?: boolean
  readonly mended?: readonly string[]
}

function toldByKept({ completion }: KeptCall): Told {
  const kept = JSON.parse(completion) as Kept
  const usage = kept.mended?.includes('usage-doubted') === true ? undefined : kept.usage
  const last =
    kept.kind === 'completed' ? null : kept.isBusy === true ? 'refused' : (kept.cause ?? 'passing')
  return { ...kept, usage, last }
}
