/** The units of a record that people code by a codebook: found by their ids, blind, with the codes that are put to them. */
import { BadInputError } from '../../../base/errors.ts'
import type { Store } from '../../../io/store/store.ts'
import type { RunId } from '../../../record/ids.ts'
import { blindRuns, blindUnit, type BlindUnit } from '../../../study/coding/blind.ts'
import type { Codebook } from '../../../study/coding/codebook.ts'
import { contextOf } from '../../../study/coding/context.ts'
import { cutUnits, unitsOf } from '../../../study/coding/cut-units.ts'
import { codesForPeople, kindsOf } from '../../../study/coding/hand/sheet.ts'
import { codesPut } from '../../../study/coding/judge/wanted-codes.ts'
import { runWorlds, type RunWorld } from '../../../study/coding/run-world.ts'
import { ruleCoder } from '../../../study/coding/rules/rule-coder.ts'
import type { Unit } from '../../../study/coding/unit.ts'

/** A unit made ready for its coder. */
export interface ReadyUnit {
  readonly unit: Unit
  readonly blind: BlindUnit
  /** The names of the codes that are put to it; those that depend on other answers among them. */
  readonly codes: readonly string[]
}

export interface CoderUnits {
  /** In the order of the record. */
  readonly ids: readonly Pick<Unit, 'id'>[]
  has(id: string): boolean
  /** @throws BadInputError where there is no such unit. */
  ready(id: string): ReadyUnit
}

/** Pseudonyms are those that judges see: people and models talk about the same speakers. */
const BLIND_SEED = 1

/** Cuts the record once to know what there is; texts are read when they are wanted. */
export function coderUnits(store: Pick<Store, 'runs' | 'ticks'>, codebook: Codebook): CoderUnits {
  const kinds = kindsOf(codesForPeople(codebook))
  const runOf = new Map<string, RunId>()
  const ids: Pick<Unit, 'id'>[] = []
  for (const { id, run } of cutUnits(store, kinds)) {
    ids.push({ id })
    runOf.set(id, run)
  }
  const worldOf = runWorlds(store)
  const blindOf = blindRuns(worldOf, BLIND_SEED)
  const rules = ruleCoder(codebook)
  const cut = new WeakMap<RunWorld, ReadonlyMap<string, Unit>>()
  return {
    ids,
    has: (id) => runOf.has(id),
    ready(id) {
      const run = runOf.get(id)
      if (run === undefined) throw new BadInputError(`there is no unit ${id}`)
      const { world } = blindOf(run)
      let units = cut.get(world)
      if (units === undefined)
        cut.set(world, (units = new Map(unitsOf(world, kinds).map((unit) => [unit.id, unit]))))
      const unit = units.get(id)
      if (unit === undefined) throw new BadInputError(`there is no unit ${id}`)
      return {
        unit,
        blind: blindUnit(unit, blindOf, contextOf(unit, world, codebook.context)),
        codes: codesPut(codebook, unit, rules(unit, world)).map(({ code }) => code),
      }
    },
  }
}
