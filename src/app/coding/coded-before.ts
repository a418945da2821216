/** What a ledger holds of earlier codings with a codebook: what needs no coding again, what was answered, what was spent. */
import { BadInputError } from '../../base/errors.ts'
import { NOTHING_SPENT, spendOn, sumOf, type Spend } from '../../io/model/budget.ts'
import type { Ledger } from '../../io/store/ledger.ts'
import type { JudgeCalled, UnitId } from '../../record/coding-entries.ts'
import type { Codebook } from '../../study/coding/codebook.ts'
import { cassetteOf, type Cassette } from '../../study/coding/judge/judge-call.ts'
import type { Standing } from '../../study/coding/judge/wanted-codes.ts'

/**
 * What was coded by a codebook was coded by all of it: a dry run and a first call are no time to find out that it was changed.
 * @throws BadInputError where the ledger has another one of its name and version. `told` is what it was named by.
 */
export function assertSameCodebook(
  ledger: Pick<Ledger, 'codebooks' | 'place'>,
  { codebook, version, hash }: Pick<Codebook, 'codebook' | 'version' | 'hash'>,
  told = 'the codebook',
): void {
  const there = ledger.codebooks().find((one) => one.name === codebook && one.version === version)
  if (there === undefined || there.hash === hash) return
  throw new BadInputError(
    `${told}: ${ledger.place} was coded by another "${codebook}" of version ${version}. What was coded stays as it was coded: give the changed codebook another version.`,
  )
}

type ByCode = ReadonlyMap<string, Standing>
const NONE: ByCode = new Map()

export type StandingOf = (coder: string, unit: UnitId) => ByCode

/** The last versions of the codings of some coders with a codebook. */
export function standingIn(
  ledger: Ledger,
  codebook: string,
  coders: readonly string[],
): StandingOf {
  const standing = new Map<string, Map<string, Map<string, Standing>>>()
  for (const coder of coders) {
    const units = new Map<string, Map<string, Standing>>()
    for (const { unit, code, value, version } of ledger.codings({ codebook, coder })) {
      let codes = units.get(unit)
      if (codes === undefined) units.set(unit, (codes = new Map()))
      codes.set(code, { value, version })
    }
    standing.set(coder, units)
  }
  return (coder, unit) => standing.get(coder)?.get(unit) ?? NONE
}

export interface CalledBefore {
  /** Of all judges and codebooks in the ledger. */
  readonly spend: Spend
  /** What was answered for units that are not coded yet. */
  readonly cassette: Cassette
  /** The number of the last attempt of a coder at some units; −1 where there was none. */
  readonly lastAttempt: (coder: string, units: readonly UnitId[]) => number
}

/** Reads all calls of a ledger once; what was sent is told by its hash. `isOpen` says for which units of which coder answers may be wanted again. */
export function calledBefore(
  ledger: Ledger,
  codebook: string,
  isOpen: (coder: string, unit: UnitId) => boolean,
): CalledBefore {
  let spend = NOTHING_SPENT
  const open: JudgeCalled[] = []
  const last = new Map<string, number>()
  for (const call of ledger.calls({ bare: true })) {
    spend = sumOf(spend, spendOfCall(call))
    if (call.codebook !== codebook) continue
    if (!call.units.some((unit) => isOpen(call.coder, unit))) continue
    open.push(call)
    const key = JSON.stringify([call.coder, call.units])
    last.set(key, Math.max(last.get(key) ?? -1, call.attempt))
  }
  return {
    spend,
    cassette: cassetteOf(open),
    lastAttempt: (coder, units) => last.get(JSON.stringify([coder, units])) ?? -1,
  }
}

/** What one entry came to: one call, as each try is an entry. */
export function spendOfCall({ costUsd, uncertainUsd }: JudgeCalled): Spend {
  return spendOn({ costUsd, uncertainUsd })
}
