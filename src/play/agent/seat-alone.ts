/** Seats a policy without a kernel, and lets a test tell it what it sees. */
import type { Json } from '../../base/canonical-json.ts'
import { Streams } from '../../base/random.ts'
import type { AnswerForm, Value } from '../../record/ask.ts'
import { ParticipantId, RunId } from '../../record/ids.ts'
import { Seen } from '../../record/seen.ts'
import type { Considered, SeatPolicy } from './policy.ts'

/** A policy alone at the table. */
export interface SeatedAlone {
  decide(form: AnswerForm, at?: { name?: string; tick?: number }): Value | Promise<Considered>
  /** A fact that its participant is shown. */
  show(name: string, data: Json): void
  /** A decision that its participant has made. */
  decided(value: Value): void
}

/** Seats the policy as p1 with the given settings. */
export function seatAlone(
  policy: SeatPolicy,
  settings: Readonly<Record<string, Json>> = {},
  seed = 1,
): SeatedAlone {
  const participant = ParticipantId.parse('p1')
  const seen = new Seen(participant)
  const seated = policy({
    run: RunId.parse('run_0000000000000000'),
    seat: {
      participant,
      role: 'player',
      agent: 'alone',
      policy: 'alone',
      settings: { ...settings },
      persona: null,
    },
    participant,
    random: new Streams(seed).stream(participant),
    invalid: { reask: 0, then: 'abort' },
  })
  return {
    decide: (form, { name = 'choice', tick = 0 } = {}) =>
      seated.decide({ ask: { of: participant, name, form }, tick, seen, read: () => [] }),
    show: (name, data) => seen.add({ kind: 'fact-shown', to: participant, name, data }),
    decided: (value) =>
      seen.add({
        kind: 'decision-taken',
        of: participant,
        ask: 'choice',
        value,
        displayed: null,
        status: 'valid',
        attempts: 1,
      }),
  }
}
