/** The units of a run that a stretch of one of its sources marks. */
import type { UnitKind } from '../../record/coding-entries.ts'
import { unitsOf } from '../coding/cut-units.ts'
import { codePoints } from '../coding/code-points.ts'
import type { LaidLine, LaidRun, LaidSource } from './lay-out.ts'
import { unitPlacer, type Place, type PlacedUnit } from './places.ts'

export interface MarkedUnit {
  readonly placed: PlacedUnit
  /** The part of the unit's text; null where all its words are marked, or it has none. */
  readonly span: Place | null
}

/** Why no unit is there. */
export type NoUnit = 'nothing' | 'heading' | 'no-unit' | 'not-ended'

export interface UnitsAt {
  units(kind: UnitKind): readonly PlacedUnit[]
  at(kind: UnitKind, source: LaidSource, place: Place): readonly MarkedUnit[] | NoUnit
}

export function unitsAt(run: LaidRun): UnitsAt {
  const place = unitPlacer(run, 1)
  const known = new Map<UnitKind, { units: PlacedUnit[]; byLine: Map<LaidLine, PlacedUnit> }>()
  const ofKind = (kind: UnitKind) => {
    const before = known.get(kind)
    if (before !== undefined) return before
    const units = run.world.status === 'started' ? [] : unitsOf(run.world, [kind]).map(place)
    const byLine = new Map(
      units.flatMap((unit) => unit.lines.map(({ line }): [LaidLine, PlacedUnit] => [line, unit])),
    )
    const made = { units, byLine }
    known.set(kind, made)
    return made
  }
  return {
    units: (kind) => ofKind(kind).units,
    at(kind, source, marked) {
      if (run.world.status === 'started') return 'not-ended'
      const { units, byLine } = ofKind(kind)
      if (kind === 'run') return units.map((placed) => ({ placed, span: null }))
      if (marked.end <= marked.start) return 'nothing'
      const lines = linesAt(source, marked)
      if (lines.length === 0) return 'heading'
      const found = [...new Set(lines.flatMap((line) => byLine.get(line) ?? []))]
      if (found.length === 0) return 'no-unit'
      return found.map((placed) => ({ placed, span: partOf(placed, source, marked) }))
    },
  }
}

/** Lines of which words are marked; where there are none, those of which the name is, or that have no words. */
function linesAt({ lines }: LaidSource, { start, end }: Place): LaidLine[] {
  const near = lines.filter((line) => line.start < end && line.end > start)
  const said = near.filter((line) => line.words < end && line.end > start && line.end > line.words)
  return said.length > 0 ? said : near
}

/** Blanks at the ends of a unit need not be marked. */
function partOf(placed: PlacedUnit, source: LaidSource, marked: Place): Place | null {
  const span = placed.spanOf(source, marked)
  if (span === null) return null
  const { text } = placed.unit
  const whole =
    placed.lines.length === 1 ? null : placed.spanOf(source, { start: 0, end: Infinity })
  const first = whole?.start ?? codePoints(text) - codePoints(text.trimStart())
  const last = whole?.end ?? codePoints(text.trimEnd())
  return span.start <= first && span.end >= last ? null : span
}
