/** What a report says of codings, worked out by hand on a coded record. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSqliteLedger } from '../../io/store/sqlite-ledger.ts'
import { openSqliteStore } from '../../io/store/sqlite-store.ts'
import { openSqliteTables } from '../../io/store/sqlite-tables.ts'
import { sampleCodebook, sampleCoder, sampleCoding } from '../../io/store/testing/sample-codings.ts'
import type { LedgerEntry, UnitCut } from '../../record/coding-entries.ts'
import { runIdOf } from '../../record/plan.ts'
import { unitIdOf } from '../coding/unit.ts'
import { codedOf, type CodedReport } from './coded.ts'
import { dataDictionary } from './data-dictionary.ts'
import { designOf } from './design.ts'
import { planOf, tellRecord, type ToldRun } from './testing/told-record.ts'

const folder = mkdtempSync(join(tmpdir(), 'coterie-coded-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const valid = { status: 'valid', value: 'go' } as const
const runs: readonly ToldRun[] = [
  { seed: 1, treatment: 't', ticks: [[valid], [valid]] },
  { seed: 2, treatment: 't', ticks: [[valid], [valid]] },
  { seed: 3, treatment: 'u', ticks: [[valid], [valid]] },
  { seed: 4, treatment: 'u', ticks: [[valid], [valid]], status: 'aborted' },
]
const codebook = sampleCodebook()

/** Two units of each run, each coded by ann and by ben. */
const VALUES: readonly (readonly [ann: number, ben: number])[][] = [
  [
    [1, 1],
    [0, 0],
  ],
  [
    [1, 0],
    [1, 1],
  ],
  [
    [0, 0],
    [0, 0],
  ],
  [
    [1, 1],
    [1, 1],
  ],
]

function entriesOf(): LedgerEntry[] {
  return runs.flatMap((run, place) => {
    const runId = runIdOf(planOf(run))
    return (VALUES[place] ?? []).flatMap((pair, unit): LedgerEntry[] => {
      const seq = 2 + 4 * unit
      const cut: UnitCut = {
        kind: 'unit-cut',
        unit: unitIdOf('decision', runId, seq),
        unitKind: 'decision',
        run: runId,
        tick: unit,
        seq,
        lastSeq: seq,
        participant: null,
      }
      return [
        cut,
        ...pair.map((value, coder) => sampleCoding(cut.unit, coder === 0 ? 'ann' : 'ben', value)),
      ]
    })
  })
}

function codedIn(name: string, more: readonly LedgerEntry[]): CodedReport | null {
  const path = join(folder, name)
  tellRecord(openSqliteStore(path, 'write'), runs).close()
  const store = openSqliteStore(path, 'read')
  const ledger = openSqliteLedger(path, 'write')
  if (more.length > 0) ledger.add(more)
  ledger.close()
  const tables = openSqliteTables(path)
  try {
    return codedOf(tables, designOf(store))
  } finally {
    tables.close()
    store.close()
  }
}

const begun: readonly LedgerEntry[] = [codebook, sampleCoder('ann'), sampleCoder('ben')]
const both: LedgerEntry = {
  kind: 'adjudication-declared',
  name: 'both',
  codebook: codebook.hash,
  rule: 'intersection',
  coders: ['ann', 'ben'],
}

describe('a record that two coders coded', () => {
  let raw: CodedReport | null = null
  let settled: CodedReport | null = null
  beforeAll(() => {
    raw = codedIn('raw.sqlite', [...begun, ...entriesOf()])
    settled = codedIn('settled.sqlite', [...begun, both, ...entriesOf()])
  })

  test('where judges coded as well, the agreement of people stands beside that of all', () => {
    const judged = entriesOf().flatMap((entry) =>
      entry.kind === 'unit-coded' && entry.coder === 'ann' ? [{ ...entry, coder: 'model' }] : [],
    )
    const mixed = codedIn('mixed.sqlite', [
      ...begun,
      sampleCoder('model', 'judge'),
      ...entriesOf(),
      ...judged,
    ])
    expect(mixed?.agreement.map(({ among, coders }) => [among, coders])).toEqual([
      ['people', ['ann', 'ben']],
      ['all', ['ann', 'ben', 'model']],
    ])
    expect(mixed?.agreement[0]?.krippendorffAlpha).toEqual(raw?.agreement[0]?.krippendorffAlpha)
  })

  test('has the agreement of its coders, whole runs resampled', () => {
    const [agreement] = raw?.agreement ?? []
    expect(agreement).toMatchObject({
      coders: ['ann', 'ben'],
      units: 8,
      pairableUnits: 8,
      resampled: 'clusters',
    })
    expect(agreement?.percentAgreement.value).toBeCloseTo(7 / 8, 12)
    // Cohen: observed 7/8; ann says 1 to 5/8, ben to 4/8: expected 1/2; κ = 3/4.
    expect(agreement?.kappa.value).toBeCloseTo(3 / 4, 12)
    // Krippendorff: 9 of 16 values are 1: D_o = 1/8, D_e = 2·9·7/(16·15).
    expect(agreement?.krippendorffAlpha.value).toBeCloseTo(1 - 1 / 8 / (126 / 240), 12)
    // Gwet: π = 9/16, expected 2π(1 − π).
    const expected = (2 * 9 * 7) / 256
    expect(agreement?.gwetAc1.value).toBeCloseTo((7 / 8 - expected) / (1 - expected), 12)
    expect(agreement?.krippendorffAlpha.interval).not.toBeNull()
  })

  test('what is settled is no coder, and is what prevalence is told of', () => {
    expect(settled?.agreement[0]?.coders).toEqual(['ann', 'ben'])
    expect(new Set(settled?.prevalence.map(({ source }) => source))).toEqual(new Set(['both']))
  })

  test('prevalence is of finished runs: within each, then over them; missing is not false', () => {
    // ann: runs 1/2 and 1 under t, 0 under u; the aborted run is left out.
    const ann = raw?.prevalence.filter(({ source }) => source === 'ann')
    expect(ann?.map(({ treatment, values }) => [treatment, values])).toEqual([
      ['t', expect.arrayContaining([0.5, 1])],
      ['u', [0]],
    ])
    // Settled: both say 1 to one unit of each run of t, and of one unit one says 0.
    const told = settled?.prevalence.map(({ treatment, units, share }) => [
      treatment,
      units,
      share.mean,
    ])
    expect(told).toEqual([
      ['t', 4, 0.5],
      ['u', 2, 0],
    ])
  })
})

test('a record that nobody coded has nothing to tell of codes', () => {
  expect(codedIn('bare.sqlite', [])).toBeNull()
})

test('the data dictionary has the columns of tables that have rows, and names those that have none', () => {
  const path = join(folder, 'dictionary.sqlite')
  const store = tellRecord(openSqliteStore(path, 'write'), runs)
  const tables = openSqliteTables(path)
  const { columns, empty, runsLookedAt } = dataDictionary(tables, designOf(store), [], null)
  const names = new Set(columns.map(({ table }) => table))
  expect(names.has('decisions')).toBe(true)
  expect(empty).toContain('messages')
  expect([...names].filter((name) => empty.includes(name))).toEqual([])
  expect(columns.filter(({ means }) => means === '')).toEqual([])
  expect(runsLookedAt).toBe(4)
  tables.close()
  store.close()
})
