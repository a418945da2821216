/** The decision that an answer makes. */
import type { Ask } from '../../record/ask.ts'
import type { DecisionTaken } from '../../record/decision-entries.ts'
import type { Answer } from './answer.ts'

/** `attempts` is how many submissions it took: an answer at the first is `valid`, at a later one `reasked`. */
export function decisionOf(ask: Ask, answer: Answer, attempts: number): DecisionTaken {
  const passed = answer.kind === 'passed'
  return {
    kind: 'decision-taken',
    of: ask.of,
    ask: ask.name,
    value: passed ? null : answer.value,
    displayed: passed ? null : answer.displayed,
    status: passed ? 'passed' : attempts === 1 ? 'valid' : 'reasked',
    attempts,
  }
}
