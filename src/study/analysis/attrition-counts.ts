/** What became of the decisions and the attempts of one tick, or of many: the numbers of an attrition table. */
import type { ModelCalled } from '../../record/call-entries.ts'
import type { ParticipantId } from '../../record/ids.ts'
import {
  FAILED,
  FAILED_FOR_GOOD,
  FAILED_FOR_PROMPT,
  readReading,
  TIMED_OUT,
  VALID,
} from '../../record/reading.ts'
import { askKey, isLost, modelOf, type Decision, type TickList } from './run-ticks.ts'

/** `asked` is the sum of the others. */
export interface DecisionCounts {
  asked: number
  /** At the first attempt. */
  valid: number
  /** Valid at a later attempt. */
  reasked: number
  /** The ask allowed a pass, and the participant took it. */
  passed: number
  forfeited: number
  defaulted: number
  /** No decision was put down: with it, or before it, the run came to its end. */
  undecided: number
}

/** The calls whose answers decide; `attempts` is the sum of the others but `retries`. */
export interface AttemptCounts {
  attempts: number
  valid: number
  /** Words came, and no answer could be read from them. */
  unreadable: number
  refused: number
  /** Held back by the provider's content filter. */
  contentBlocked: number
  /** Cut off by a limit on length. */
  truncated: number
  /** The reply had no words, or only blanks. */
  noWords: number
  timedOut: number
  /** A busy server or a broken line, after the last try. */
  failed: number
  /** The server would not take this prompt. */
  failedForPrompt: number
  /** A key, a model's name, a quota: nothing could be asked. */
  failedForGood: number
  /** Tries beyond the first, of all these calls together. */
  retries: number
}

export function noDecisions(): DecisionCounts {
  return { asked: 0, valid: 0, reasked: 0, passed: 0, forfeited: 0, defaulted: 0, undecided: 0 }
}

export function noAttempts(): AttemptCounts {
  return {
    attempts: 0,
    valid: 0,
    unreadable: 0,
    refused: 0,
    contentBlocked: 0,
    truncated: 0,
    noWords: 0,
    timedOut: 0,
    failed: 0,
    failedForPrompt: 0,
    failedForGood: 0,
    retries: 0,
  }
}

/** Adds `n` times the counts of `more` to those of `counts`. */
export function addCounts<T extends DecisionCounts | AttemptCounts>(
  counts: T,
  more: T,
  n = 1,
): void {
  for (const key of Object.keys(more) as (keyof T)[])
    (counts[key] as number) += n * (more[key] as number)
}

/** Decisions without a call are in no model's counts. */
export interface TickCounts {
  readonly decisions: DecisionCounts
  readonly models: ReadonlyMap<string, { decisions: DecisionCounts; attempts: AttemptCounts }>
  /** Who lost decisions, once for each. */
  readonly losers: readonly ParticipantId[]
}

/** The counts of one tick. */
export function countTick(list: TickList): TickCounts {
  const models: Map<string, { decisions: DecisionCounts; attempts: AttemptCounts }> = new Map()
  const modelAt = new Map<string, string>()
  for (const entry of list) {
    if (entry.kind !== 'model-called' || !isAttempt(entry)) continue
    const model = modelOf(entry)
    modelAt.set(askKey(entry), model)
    const counts = models.get(model) ?? { decisions: noDecisions(), attempts: noAttempts() }
    models.set(model, counts)
    countAttempt(counts.attempts, entry)
  }
  const decisions = noDecisions()
  const losers: ParticipantId[] = []
  const decided = new Map<string, Decision>()
  for (const entry of list)
    if (entry.kind === 'decision-taken' || entry.kind === 'decision-defaulted')
      decided.set(askKey(entry), entry)
  for (const entry of list) {
    if (entry.kind !== 'decision-asked') continue
    const key = askKey(entry)
    const decision = decided.get(key)
    // Where an intervention answered, nobody was asked.
    if (decision?.status === 'planted') continue
    const outcome = decision?.status ?? 'undecided'
    const model = models.get(modelAt.get(key) ?? '')
    for (const counts of [decisions, model?.decisions ?? noDecisions()]) {
      counts.asked++
      counts[outcome]++
    }
    if (decision === undefined || isLost(decision)) losers.push(entry.of)
  }
  return { decisions, models, losers }
}

/** Samples, probes and summaries decide nothing; the asks of the last two have a stroke in their names. */
function isAttempt({ sample, ask }: ModelCalled): boolean {
  return sample === undefined && !ask.includes('/')
}

function countAttempt(
  counts: AttemptCounts,
  { reading, completion, tries = 1 }: ModelCalled,
): void {
  const outcome = OUTCOMES.get(readReading(reading).verdict) ?? 'unreadable'
  counts.attempts++
  counts[outcome === 'unreadable' && completion?.trim() === '' ? 'noWords' : outcome]++
  counts.retries += tries - 1
}

/** What a verdict is counted as; every other one is the fault of an answer. */
const OUTCOMES: ReadonlyMap<string, keyof AttemptCounts> = new Map([
  [VALID, 'valid'],
  ['refused', 'refused'],
  ['content-filter', 'contentBlocked'],
  ['truncated', 'truncated'],
  ['no-text', 'noWords'],
  [TIMED_OUT, 'timedOut'],
  [FAILED, 'failed'],
  [FAILED_FOR_PROMPT, 'failedForPrompt'],
  [FAILED_FOR_GOOD, 'failedForGood'],
])
