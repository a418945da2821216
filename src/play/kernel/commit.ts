/** Turns the answers of a tick into entries and decisions, in participant order, whatever the order in which they came. */
import type { Value } from '../../record/ask.ts'
import type { TickEntry } from '../../record/entry.ts'
import type { ParticipantId } from '../../record/ids.ts'
import type { Decided } from '../scenario/define-scenario.ts'
import type { AskEffect } from '../scenario/step.ts'
import { sheetOf } from './ask-sheet.ts'
import type { Answer, Gathered } from './gather.ts'

/** Why a run must end before its machine does. */
export interface Cut {
  readonly how: 'aborted' | 'failed'
  readonly why: string
}

export interface Committed {
  readonly event: Decided
  readonly latenciesMs: readonly number[]
  readonly cut: Cut | null
  /** Not null where somebody could not be asked, and nothing of the tick is kept; `why` says what has to be mended, null where nothing has. */
  readonly open: { readonly why: string | null } | null
}

/** Adds the tick's asks and answers to `entries`. */
export function commit({ asks, answers }: Gathered, tick: number, entries: TickEntry[]): Committed {
  const decisions: Record<ParticipantId, Value> = {}
  let lost: Record<ParticipantId, string> | undefined
  let latenciesMs: readonly number[] = NONE
  let cut: Cut | null = null
  let open: Committed['open'] = null
  for (let i = 0; i < asks.length; i++) {
    const ask = asks[i] as AskEffect
    const answer = answers[i] as Answer
    const sheet = sheetOf(ask)
    entries.push(sheet.asked)
    if (answer === null || typeof answer !== 'object') {
      const taken = sheet.taken(answer)
      if (taken === undefined) {
        cut ??= { how: 'failed', why: misfit(ask, answer, tick) }
        continue
      }
      entries.push(taken)
      decisions[ask.of] = taken.value
    } else if ('failure' in answer) {
      cut ??= { how: 'failed', why: answer.failure }
    } else {
      entries.push(...answer.trail)
      latenciesMs = [...latenciesMs, ...answer.latenciesMs]
      const { decision } = answer
      if (decision.kind === 'unavailable') {
        const why = `${ask.of} at "${ask.name}", tick ${tick}: ${decision.why}`
        if (open === null || open.why === null) open = { why }
        cut ??= { how: 'aborted', why }
      } else if (decision.kind === 'withheld') {
        open ??= { why: null }
      } else if (decision.kind === 'aborted') {
        cut ??= { how: 'aborted', why: `${ask.of} at "${ask.name}", tick ${tick}: ${decision.why}` }
      } else {
        entries.push(decision)
        decisions[ask.of] = decision.value
        if (decision.kind === 'decision-defaulted' && decision.status === 'forfeited')
          lost = { ...lost, [ask.of]: decision.why }
      }
    }
  }
  const event: Decided =
    lost === undefined
      ? { type: 'decided', decisions, tick }
      : { type: 'decided', decisions, lost, tick }
  return { event, latenciesMs, cut, open }
}

const NONE: readonly number[] = []

function misfit(ask: AskEffect, answer: Value, tick: number): string {
  const form = ask.form
  const wanted =
    form.kind === 'choice'
      ? `one of ${form.options.join(', ')} (shown as ${form.labels.join(', ')})`
      : form.kind === 'amount'
        ? `a number from ${form.min} to ${form.max} in steps of ${form.step}`
        : `words, at most ${form.maxLength} characters`
  return `${ask.of} answered ${JSON.stringify(answer)} to "${ask.name}" at tick ${tick}; it must be ${wanted}.`
}
