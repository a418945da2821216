/**
 * Talk on a live platform: everybody begins to answer at some moment of the round with what has arrived by then, and is heard some moments later. A slow
 * early speaker is not heard by a fast late one. The end of the round is a barrier: by then everything has arrived.
 */
import { BadInputError } from '../../../base/errors.ts'
import type { ParticipantId } from '../../../record/ids.ts'
import { wholeIn, type WholeRange } from './whole-range.ts'
import type { Floor, SpeakingOrder } from './speaking-order.ts'

/** Moments are whole numbers within a round, from 0; how long one is does not matter, only what comes before what. */
export interface Stagger {
  /** When each place begins: given by place, drawn from the stream `launch/<round>`, or one present place after another with so many moments between. */
  readonly launches: readonly number[] | WholeRange | { readonly every: number }
  /** How many moments later it is heard, at least 1: given by place, or drawn from the stream `delay/<round>`. */
  readonly delays: readonly number[] | WholeRange
}

/** A round of staggered talk, worked out. */
export interface Schedule {
  /** The moments at which anybody begins, in order; each is a tick of the kernel. */
  readonly steps: readonly { readonly at: number; readonly who: readonly ParticipantId[] }[]
  /** In order of arrival; of two that arrive at one moment, the earlier place first. */
  readonly arrivals: readonly Arrival[]
}

/** `from` begins at step `launched` and is heard by all who begin at step `arrived` or later; the number of steps where nobody of its round does. */
export interface Arrival {
  readonly from: ParticipantId
  readonly launched: number
  readonly arrived: number
}

/**
 * Checks a stagger against the places that it is for.
 * @throws BadInputError where a list is shorter than the table, or somebody would be heard before it has spoken.
 */
export function assertStagger({ launches, delays }: Stagger, places: number): void {
  for (const [what, list] of [
    ['launches', launches],
    ['delays', delays],
  ] as const) {
    if (isList(list) && list.length < places) {
      throw new BadInputError(
        `staggered talk gives ${list.length} ${what} for ${places} speakers. Give one for each.`,
      )
    }
  }
  const least = isList(delays) ? Math.min(...delays) : delays.min
  if (least < 1) {
    throw new BadInputError(
      `staggered talk gives a delay of ${least}: nobody is heard at the moment of speaking. Give 1 or more.`,
    )
  }
}

/** When everybody who is there begins and is heard in a round: a pure function of the floor. */
export function scheduleOf(stagger: Stagger, floor: Floor): Schedule {
  const times = floor.present.map((from) => {
    const launch = launchOf(stagger, from, floor)
    return { from, launch, arrival: launch + delayOf(stagger, from, floor) }
  })
  const moments = [...new Set(times.map(({ launch }) => launch))].sort((a, b) => a - b)
  const steps = moments.map((at) => ({
    at,
    who: times.filter(({ launch }) => launch === at).map(({ from }) => from),
  }))
  const arrivals = [...times]
    .sort((a, b) => a.arrival - b.arrival)
    .map(({ from, launch, arrival }): Arrival => {
      // Nobody looks at moments between two steps: what arrives there is there at the next one.
      const step = moments.findIndex((at) => at >= arrival)
      return {
        from,
        launched: moments.indexOf(launch),
        arrived: step < 0 ? moments.length : step,
      }
    })
  return { steps, arrivals }
}

/** One turn for each step of the schedule. */
export function staggered(stagger: Stagger, places: readonly ParticipantId[]): SpeakingOrder {
  assertStagger(stagger, places.length)
  return (floor) => {
    const step = scheduleOf(stagger, floor).steps[floor.held.length]
    return step === undefined ? null : { who: step.who, wanted: 'words' }
  }
}

function launchOf({ launches }: Stagger, from: ParticipantId, floor: Floor): number {
  const place = floor.places.indexOf(from)
  if (isList(launches)) return launches[place] ?? 0
  if ('every' in launches) return floor.present.indexOf(from) * launches.every
  return wholeIn(launches, floor.draw, `launch/${floor.round}`, place)
}

function delayOf({ delays }: Stagger, from: ParticipantId, floor: Floor): number {
  const place = floor.places.indexOf(from)
  return isList(delays)
    ? (delays[place] ?? 1)
    : wholeIn(delays, floor.draw, `delay/${floor.round}`, place)
}

function isList(given: Stagger['launches'] | Stagger['delays']): given is readonly number[] {
  return Array.isArray(given)
}
