/** What the runs of a record that have ended used, run by run and model by model. */
import { countedUsage } from '../../record/counted-usage.ts'
import type { EntryOf, Store } from '../../io/store/store.ts'
import type { RunId } from '../../record/ids.ts'
import { messagesOf } from '../../play/agent/compose-prompt.ts'

/** One model in one run that has ended. */
export interface MeasuredRun {
  readonly run: RunId
  readonly treatment: string
  /** `provider/model`. */
  readonly model: string
  calls: number
  /** Calls that asked again after an invalid answer. */
  reasks: number
  replies: number
  /** Replies that say what they used, and the UTF-8 bytes of their prompts. */
  counted: number
  countedBytes: number
  inputTokens: number
  outputTokens: number
  /** Replies with a known cost. */
  priced: number
  usd: number
  uncertainUsd: number
}

/** A model that was never called in a run has nothing there. Runs that failed or were aborted have ended, too. */
export function measuredRuns(store: Store): MeasuredRun[] {
  const ended = new Map(
    store
      .runs()
      .filter(({ status, plan }) => status !== 'started' && plan.fork === undefined)
      .map(({ runId, plan }) => [runId, plan.treatment]),
  )
  const all: MeasuredRun[] = []
  for (const { runId, ticks } of store.entriesByRun(['observation-shown', 'model-called'])) {
    const treatment = ended.get(runId)
    if (treatment === undefined) continue
    const byModel = new Map<string, MeasuredRun>()
    for (const entries of ticks) addTick(entries, { run: runId, treatment }, byModel)
    all.push(...byModel.values())
  }
  return all
}

type Entries = readonly EntryOf<'observation-shown' | 'model-called'>[]

function addTick(
  entries: Entries,
  where: Pick<MeasuredRun, 'run' | 'treatment'>,
  byModel: Map<string, MeasuredRun>,
): void {
  const shownBytes = new Map<string, number>()
  for (const entry of entries) {
    if (entry.kind === 'observation-shown') {
      shownBytes.set(`${entry.to} ${entry.ask}`, bytesOf(messagesOf(entry)))
      continue
    }
    const model = `${entry.provider}/${entry.model}`
    let run = byModel.get(model)
    if (run === undefined) byModel.set(model, (run = nothing({ ...where, model })))
    const schema = entry.schema === null ? 0 : Buffer.byteLength(JSON.stringify(entry.schema))
    const shown = shownBytes.get(`${entry.of} ${entry.ask}`) ?? 0
    addCall(run, entry, shown + bytesOf(entry.further) + schema)
  }
}

function addCall(run: MeasuredRun, entry: EntryOf<'model-called'>, bytes: number): void {
  const { attempt, costUsd, uncertainUsd = 0, error } = entry
  const usage = countedUsage(entry)
  run.calls++
  if (attempt > 0) run.reasks++
  run.uncertainUsd += uncertainUsd
  if (error !== null) return
  run.replies++
  if (usage.inputTokens !== null && usage.outputTokens !== null) {
    run.counted++
    run.countedBytes += bytes
    run.inputTokens += usage.inputTokens
    run.outputTokens += usage.outputTokens
  }
  if (costUsd !== null) {
    run.priced++
    run.usd += costUsd
  }
}

function nothing(where: Pick<MeasuredRun, 'run' | 'treatment' | 'model'>): MeasuredRun {
  return {
    ...where,
    calls: 0,
    reasks: 0,
    replies: 0,
    counted: 0,
    countedBytes: 0,
    inputTokens: 0,
    outputTokens: 0,
    priced: 0,
    usd: 0,
    uncertainUsd: 0,
  }
}

function bytesOf(messages: readonly { readonly text: string }[]): number {
  return messages.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0)
}
