/** Who may know of what, and since when: shapes of what happened in ticks, and the questions that a page puts to them. Nothing here needs a machine. */

/** A later entry that tells a participant what it could not know when it happened. */
export interface Telling {
  /** Who is told. */
  readonly to: string
  /** The first tick whose asks are put after it was told. */
  readonly from: number
  /** What tells it: `outcome`, the name of a fact, or the channel of a message. */
  readonly by: string
}

/** One thing that happened, and who may know of it. Equal facts that several are shown in one tick are one thing. */
export interface Happening {
  /** The entry's place in its tick, from 0; the first one's where several are one. */
  readonly place: number
  readonly kind: string
  /** Whom it is of or from; null for chance, news and the scenario. */
  readonly who: string | null
  /** What it is, in words that need no name: `says on public`. */
  readonly what: string
  /** Verbatim, from whoever wrote it; null where `what` says all. */
  readonly text: string | null
  /** Those who may know of it, by the record's information boundary. */
  readonly knownTo: readonly string[]
  /** True for what stands before the asks of its tick: it is known in the tick itself, everything else from the next one on. */
  readonly isAhead: boolean
  /** Put there by an intervention, or what an intervention did. */
  readonly isPlanted: boolean
  /** Who is told of it later, as far as its value alone shows. */
  readonly told: readonly Telling[]
}

export interface HappenedTick {
  readonly tick: number
  readonly round: number | null
  readonly phase: string
  /** The place in the record of its first entry. */
  readonly seq: number
  readonly happenings: readonly Happening[]
}

/** What happened in some ticks on end. */
export interface HappenedBlock {
  readonly runId: string
  /** Counted from 0; holds the ticks from `block * TICKS_A_BLOCK` on. */
  readonly block: number
  readonly ticks: readonly HappenedTick[]
}

/** So many ticks are told in one answer, so that an answer has a size that does not grow with its run. */
export const TICKS_A_BLOCK = 16

export function blockOf(tick: number): number {
  return Math.floor(tick / TICKS_A_BLOCK)
}

/** Words of a decision that was put off reach their hearers some ticks later: so many ticks behind a block are looked at for it. */
export const LOOKED_AHEAD = 8

/** A run of a line of forks, and the first tick that is its own. */
export interface Holder {
  readonly runId: string
  readonly from: number
}

/** The run that a tick was played in: of those that a fork shares, its parent, or a parent of that. `line` begins with the oldest. */
export function holderOf(line: readonly Holder[], tick: number): string {
  return line.findLast(({ from }) => from <= tick)?.runId ?? line[0]?.runId ?? ''
}

/** The run that a block is told of: all that the answer depends on is shared. */
export function holderOfBlock(line: readonly Holder[], block: number): string {
  return holderOf(line, (block + 1) * TICKS_A_BLOCK + LOOKED_AHEAD - 1)
}

/** The first tick at whose asks somebody who may know of a thing knows of it. */
export function knownFrom(tick: number, { isAhead }: Pick<Happening, 'isAhead'>): number {
  return isAhead ? tick : tick + 1
}

/** True where the participant knew of it when the asks of tick `at` were put. */
export function isKnownAt(
  at: number,
  tick: number,
  happening: Pick<Happening, 'isAhead' | 'knownTo'>,
  participant: string,
): boolean {
  return knownFrom(tick, happening) <= at && happening.knownTo.includes(participant)
}

type Knowable = Pick<Happening, 'isAhead' | 'knownTo' | 'told'>

/** Who told a participant, before the asks of tick `at` were put, of what it may not know of; undefined where nobody did. */
function toldBefore(
  at: number,
  { told }: Pick<Happening, 'told'>,
  participant: string,
): Telling | undefined {
  return told.find(({ to, from }) => to === participant && from <= at)
}

/** `known`; `told` by something else that is known; `soon` to be known, since it happens in the tick itself; `hidden`. */
export type Knowledge = 'known' | 'told' | 'soon' | 'hidden'

export function knowledgeOf(
  at: number,
  tick: number,
  happening: Knowable,
  participant: string,
): Knowledge {
  if (happening.knownTo.includes(participant))
    return isKnownAt(at, tick, happening, participant) ? 'known' : 'soon'
  return toldBefore(at, happening, participant) === undefined ? 'hidden' : 'told'
}

/** Who of two knows a thing at a tick, or was told of it; `neither` is no difference between them. */
export type Shared = 'both' | 'first' | 'second' | 'neither'

export function sharedBy(
  at: number,
  tick: number,
  happening: Knowable,
  first: string,
  second: string,
): Shared {
  const knows = (who: string): boolean =>
    ['known', 'told'].includes(knowledgeOf(at, tick, happening, who))
  if (knows(first)) return knows(second) ? 'both' : 'first'
  return knows(second) ? 'second' : 'neither'
}
