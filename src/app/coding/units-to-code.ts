/** Reads the units of a record that are to be coded: cut, blinded, with what the rules say of them, in the order of coding. */
import { UnknownNameError } from '../../base/errors.ts'
import type { Store } from '../../io/store/store.ts'
import type { UnitKind } from '../../record/coding-entries.ts'
import type { RunId } from '../../record/ids.ts'
import { blindRuns, blindUnit } from '../../study/coding/blind.ts'
import type { Codebook } from '../../study/coding/codebook.ts'
import { sampledUnits, shuffledUnits } from '../../study/coding/coding-order.ts'
import { contextOf } from '../../study/coding/context.ts'
import { cutUnits } from '../../study/coding/cut-units.ts'
import type { AskedUnit } from '../../study/coding/judge/dialogue.ts'
import { codesPut } from '../../study/coding/judge/wanted-codes.ts'
import { runWorlds } from '../../study/coding/run-world.ts'
import { ruleCoder, type RuleCoding } from '../../study/coding/rules/rule-coder.ts'
import type { Unit } from '../../study/coding/unit.ts'
import { runNamed } from '../run-named.ts'

/** Which units are wanted; what is absent does not restrict. */
export interface UnitChoice {
  readonly treatment?: string
  /** A run's id, or the beginning of one. */
  readonly run?: string
  /** So many, drawn at random from those that are left. */
  readonly sample?: number
  /** Of the sample and of the order; 1 unless told. */
  readonly seed?: number
}

/** A unit with everything that coders need. */
export interface UnitToCode extends AskedUnit {
  readonly unit: Unit
  readonly byRules: readonly RuleCoding[]
}

/** Pseudonyms do not change with the order of coding: a prompt is the same at any seed. */
const BLIND_SEED = 1

/**
 * The units of a codebook in the order in which they are coded, and how many there were before a sample was drawn.
 * @throws BadInputError where the record has no such run or treatment.
 */
export function unitsToCode(
  store: Store,
  codebook: Codebook,
  choice: UnitChoice = {},
): { readonly units: readonly UnitToCode[]; readonly of: number } {
  const { seed = 1, sample } = choice
  const cut = [...cutUnits(store, kindsOf(codebook), runsChosen(store, choice))]
  const chosen = sample === undefined ? cut : sampledUnits(cut, sample, seed)
  // Made ready in the order of the record, in which each run is read once.
  const ready = readied(store, codebook, chosen).map((one) => ({ id: one.unit.id, one }))
  return { units: shuffledUnits(ready, seed).map(({ one }) => one), of: cut.length }
}

/** The kinds of units that a codebook's codes are of. */
function kindsOf({ codes }: Codebook): UnitKind[] {
  return [...new Set(codes.map(({ unit }) => unit))]
}

function runsChosen(store: Store, { treatment, run }: UnitChoice): RunId[] {
  const all = store.runs()
  const known = [...new Set(all.map(({ plan }) => plan.treatment))]
  if (treatment !== undefined && !known.includes(treatment))
    throw new UnknownNameError('treatment', treatment, known, 'They are told by coterie show.')
  const runs = run === undefined ? all : [runNamed(run, all)]
  return runs
    .filter(({ plan }) => treatment === undefined || plan.treatment === treatment)
    .map(({ runId }) => runId)
}

/** The same for units that are known by their ids: what a replay needs. */
export function readied(store: Store, codebook: Codebook, units: readonly Unit[]): UnitToCode[] {
  const worldOf = runWorlds(store)
  const blindOf = blindRuns(worldOf, BLIND_SEED)
  const rules = ruleCoder(codebook)
  return units.map((unit) => {
    const { world } = blindOf(unit.run)
    const byRules = rules(unit, world)
    const blind = blindUnit(unit, blindOf, contextOf(unit, world, codebook.context))
    return { unit, blind, byRules, codes: codesPut(codebook, unit, byRules) }
  })
}
