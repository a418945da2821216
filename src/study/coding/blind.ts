/** Units as coders see them, and the way back from what they quote. */
import type { UnitId, UnitKind } from '../../record/coding-entries.ts'
import type { RunId } from '../../record/ids.ts'
import { blindRun, type Hidden, type RunBlind } from './blind-run.ts'
import { codePoints } from './code-points.ts'
import type { UnitContext } from './context.ts'
import type { RunWorld } from './run-world.ts'
import { calledBy, textParts } from './unit-text.ts'
import type { Unit, UnitLine } from './unit.ts'

/** A line as coders see it. */
export interface BlindLine {
  /** `Speaker B`; `Announcement` where nobody who is seated says it. */
  readonly speaker: string
  readonly text: string
  readonly kind: UnitLine['kind']
}

export interface BlindUnit {
  readonly id: UnitId
  readonly kind: UnitKind
  /** Empty where the unit is of several. */
  readonly speaker: string
  readonly before: readonly BlindLine[]
  readonly lines: readonly BlindLine[]
  readonly after: readonly BlindLine[]
  /** The unit's text with everything hidden. Coders quote from it. */
  readonly text: string
  /**
   * The place in the unit's own text of a place in the blind one, both in Unicode code points. Within a pseudonym it is where the name begins for a span's
   * `start`, and where it ends for its `end`.
   */
  toOwn(offset: number, side?: 'start' | 'end'): number
}

/** Blinds a unit and its context. `namesOf` gives what is hidden in its run: one object a run, see `blindRuns`. */
export function blindUnit(
  unit: Unit,
  namesOf: (run: RunId) => { readonly world: RunWorld; readonly blind: RunBlind },
  context: UnitContext,
): BlindUnit {
  const { world, blind } = namesOf(unit.run)
  const lineOf = ({ participant, text, kind }: UnitLine): BlindLine => ({
    speaker: blind.speakerOf(participant),
    text: blind.hide(text, kind).text,
    kind,
  })
  const stretches = stretchesOf(unit, world, blind)
  return {
    id: unit.id,
    kind: unit.kind,
    speaker: unit.participant === null ? '' : blind.speakerOf(unit.participant),
    before: context.before.map(lineOf),
    lines: unit.lines.map(lineOf),
    after: context.after.map(lineOf),
    text: stretches.map(({ blindText }) => blindText).join(''),
    toOwn: wayBack(stretches),
  }
}

/** The worlds and the blinds of runs, for `blindUnit`. */
export function blindRuns(
  worldOf: (run: RunId) => RunWorld,
  seed: number,
): (run: RunId) => { readonly world: RunWorld; readonly blind: RunBlind } {
  const made = new WeakMap<RunWorld, RunBlind>()
  return (run) => {
    const world = worldOf(run)
    let blind = made.get(world)
    if (blind === undefined) made.set(world, (blind = blindRun(world, seed)))
    return { world, blind }
  }
}

/** A piece of text that stands in both, or one that stands for another. */
interface Stretch {
  readonly ownText: string
  readonly blindText: string
}

function stretchesOf({ lines }: Unit, { names }: RunWorld, blind: RunBlind): Stretch[] {
  const hiddenLines = lines.map(({ text, kind }) => blind.hide(text, kind).replaced)
  const said = lines.map(() => 0)
  return textParts(lines, calledBy(names)).flatMap(({ kind, line, text }): Stretch[] => {
    if (kind === 'join') return [{ ownText: text, blindText: text }]
    if (kind === 'name')
      return [{ ownText: text, blindText: blind.speakerOf(lines[line]?.participant ?? null) }]
    const from = said[line] ?? 0
    const to = from + text.length
    said[line] = to
    return partStretches(text, from, to, hiddenLines[line] ?? [])
  })
}

/** The stretches of the words from `from` to `to` of a line. A name that goes on in the next part of the line is written where it begins. */
function partStretches(
  text: string,
  from: number,
  to: number,
  replaced: Hidden['replaced'],
): Stretch[] {
  const stretches: Stretch[] = []
  const plain = (start: number, end: number): void => {
    const words = text.slice(start - from, end - from)
    if (words !== '') stretches.push({ ownText: words, blindText: words })
  }
  let at = from
  for (const { start, end, by } of replaced) {
    if (end <= from || start >= to) continue
    plain(at, Math.max(start, from))
    at = Math.min(end, to)
    stretches.push({
      ownText: text.slice(Math.max(start, from) - from, at - from),
      blindText: start >= from ? by : '',
    })
  }
  plain(at, to)
  return stretches
}

function wayBack(stretches: readonly Stretch[]): BlindUnit['toOwn'] {
  let own = 0
  let blind = 0
  const places = stretches.map(({ ownText, blindText }) => {
    const place = {
      own,
      blind,
      ownLength: codePoints(ownText),
      blindLength: codePoints(blindText),
      isSame: ownText === blindText,
    }
    own += place.ownLength
    blind += place.blindLength
    return place
  })
  const [ownEnd, blindEnd] = [own, blind]
  return (offset, side = 'start') => {
    if (offset <= 0) return 0
    if (offset >= blindEnd) return ownEnd
    // Of two that meet there, a start belongs to the one that follows and an end to the one before.
    const place =
      side === 'start'
        ? places.findLast(({ blind: at, blindLength }) => at <= offset && blindLength > 0)
        : places.find(({ blind: at, blindLength }) => at + blindLength >= offset && blindLength > 0)
    if (place === undefined) return 0
    const into = offset - place.blind
    if (place.isSame) return place.own + into
    return side === 'start' || into === 0 ? place.own : place.own + place.ownLength
  }
}
