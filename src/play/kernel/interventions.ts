/** Applies what a plan does to its run from outside, at the beginning of the tick for which it is declared. */
import { assertNever } from '../../base/assert-never.ts'
import type { TickEntry } from '../../record/entry.ts'
import { fitValue } from '../../record/fit-value.ts'
import type { ParticipantId } from '../../record/ids.ts'
import type { Deed, Intervention } from '../../record/intervention.ts'
import type { Seat } from '../../record/seat.ts'
import type { AskEffect, Step } from '../scenario/step.ts'
import type { Answer } from './gather.ts'
import { Presence } from './presence.ts'

/** What only the run itself can do. */
export interface Reach {
  /** Seats somebody else. */
  replace(participant: ParticipantId, seat: Seat): void
  /** Lets every later draw come from another seed. */
  reseed(seed: number): void
  /** Goes on under other parameters. */
  amend(parameters: Readonly<Record<string, unknown>>, step: Step, tick: number): Step
}

export interface Begun {
  readonly step: Step
  /** What stands at the beginning of the tick. */
  readonly entries: readonly TickEntry[]
}

/** The interventions of one run, each applied once. */
export class Interventions {
  readonly presence = new Presence()
  readonly #reach: Reach
  #waiting: readonly Intervention[]
  #answers: Extract<Deed, { do: 'answer' }>[] = []

  constructor(interventions: readonly Intervention[], reach: Reach) {
    this.#waiting = interventions
    this.#reach = reach
  }

  /** Those that have not been due so far. */
  get waiting(): readonly Intervention[] {
    return this.#waiting
  }

  begin(opening: Step, tick: number): Begun {
    let step = opening
    this.#answers = []
    const entries: TickEntry[] = this.presence.begin(step.round ?? tick)
    const due = this.#waiting.filter(({ at }) => isDue(at, opening, tick))
    if (due.length === 0) return { step, entries }
    this.#waiting = this.#waiting.filter((one) => !due.includes(one))
    for (const { deed } of due) {
      entries.push({ kind: 'intervention-applied', deed })
      if (deed.do === 'set') {
        step = this.#reach.amend(deed.parameters, step, tick)
        entries.push(...step.facts)
      } else entries.push(...this.#apply(deed, step.round ?? tick))
    }
    return { step, entries }
  }

  #apply(deed: Exclude<Deed, { do: 'set' }>, round: number): readonly TickEntry[] {
    switch (deed.do) {
      case 'crash':
        return this.presence.crash(deed, round)
      case 'remove':
        return this.presence.remove(deed.who)
      case 'replace':
        this.#reach.replace(deed.who, deed.seat)
        return this.presence.replaced(deed.who)
      case 'reseed':
        this.#reach.reseed(deed.seed)
        return []
      case 'answer':
        this.#answers.push(deed)
        return []
      case 'pay':
        return [{ kind: 'payoff-awarded', to: deed.who, points: deed.points }]
      case 'say': {
        const { who: from, channel, audience, text } = deed
        const said = {
          kind: 'message-sent',
          from,
          channel,
          audience,
          text,
          onRecord: true,
        } as const
        return [{ ...said, planted: true }]
      }
      case 'news': {
        const { audience, text } = deed
        return [
          { kind: 'message-sent', from: null, channel: 'news', audience, text, onRecord: true },
        ]
      }
      default:
        return assertNever(deed)
    }
  }

  /** The answer of somebody who is not asked: it is not there, or the answer was given. */
  answer(ask: AskEffect): Answer | undefined {
    const absent = this.presence.answer(ask)
    if (absent !== undefined) return absent
    // Of several, as of everything that is set, the last holds: a fork has its own behind those of its parent.
    const given = this.#answers.findLast(
      (one) => one.who === ask.of && (one.ask === null || one.ask === ask.name),
    )
    if (given === undefined) return undefined
    const fit = fitValue(ask.form, given.value)
    if (fit === undefined) {
      return {
        failure: `the answer ${JSON.stringify(given.value)} that an intervention gives for ${ask.of} does not fit the ask "${ask.name}". Give one that does.`,
      }
    }
    const decision = {
      kind: 'decision-taken' as const,
      of: ask.of,
      ask: ask.name,
      ...fit,
      status: 'planted' as const,
      attempts: 0,
    }
    return { trail: [], decision, latenciesMs: [] }
  }
}

/** Why an answer that was given in somebody's place is in nobody's place; undefined where all is well. */
export function unaskedAnswer(
  entries: readonly TickEntry[],
  asks: readonly AskEffect[],
): string | undefined {
  for (const entry of entries) {
    if (entry.kind !== 'intervention-applied' || entry.deed.do !== 'answer') continue
    const { who, ask } = entry.deed
    if (asks.some(({ of, name }) => of === who && (ask === null || ask === name))) continue
    const asked = asks.map(({ of, name }) => `${of} ("${name}")`).join(', ')
    return `an intervention answers for ${who}${ask === null ? '' : ` at "${ask}"`}, who is not asked then. Asked are ${asked}.`
  }
  return undefined
}

function isDue(at: Intervention['at'], { round, phase }: Step, tick: number): boolean {
  if ('tick' in at) return at.tick === tick
  if ('round' in at) return at.round === round && (at.phase === undefined || at.phase === phase)
  return at.phase === phase
}

/** Where an intervention was to happen, in words. */
export function whenOf({ at }: Intervention): string {
  if ('tick' in at) return `tick ${at.tick}`
  const phase = at.phase === undefined ? '' : `phase "${at.phase}"`
  if (!('round' in at)) return phase
  return phase === '' ? `round ${at.round}` : `round ${at.round}, ${phase}`
}
