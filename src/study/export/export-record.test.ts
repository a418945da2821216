/** Exports: the same each time, whole, under names that stay where they are. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { samplePlan } from '../../io/store/testing/sample-plan.ts'
import { sampleTicks } from '../../io/store/testing/sample-record.ts'
import { runIdOf, type Plan } from '../../record/plan.ts'
import type { Tick } from '../../record/tick.ts'
import { exportRecord, parseFormats } from './export-record.ts'
import { exported, exportedBytes, withRecord } from './exported.contract.ts'
import { fileNameOf } from './file-name.ts'
import { FORMATS } from './formats.ts'

describe('an export', () => {
  const runs = Array.from({ length: 12 }, (_, i): [Plan, Tick[]] => [
    samplePlan({ replicate: i + 1, treatment: i % 2 === 0 ? '../Ünsafe/name' : '' }),
    sampleTicks(),
  ])

  test('is the same, byte for byte, again and in whatever order the runs were played', async () => {
    const [first, again] = [await exportedBytes(runs), await exportedBytes(runs.toReversed())]
    expect([...again.keys()]).toEqual([...first.keys()])
    for (const [name, bytes] of first) expect(bytes.equals(again.get(name)!), name).toBe(true)
  })

  test('has a file for each table and each run, under names that stay where they are', async () => {
    const names = [...(await exportedBytes(runs)).keys()]
    const tables = await withRecord([], ({ tables: { names: all } }) => all.length)
    const ending = (one: string): number => names.filter((name) => name.endsWith(one)).length
    expect(ending('.jsonl')).toBe(tables)
    expect(ending('.parquet')).toBe(tables)
    expect(ending('.txt')).toBe(12)
    expect(ending('.html')).toBe(12)
    expect(ending('.md')).toBe(1)
    expect(names.filter((name) => !/^[A-Za-z0-9][A-Za-z0-9._-]*\.[a-z]+$/.test(name))).toEqual([])
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length)
    expect(names).toContain(`unsafe-name-1-${runIdOf(runs[0]![0])}.txt`)
  })

  test('of a record without runs has files with nothing but names of columns', async () => {
    const files = await exported([], 'csv,jsonl,parquet,wide,otree,txt,md,html,label-studio,events')
    expect(files.get('entries.csv')).toBe('run_id,seq,tick,kind,body,round,phase\n')
    expect(files.get('entries.jsonl')).toBe('')
    expect(JSON.parse(files.get('label-studio.json')!)).toEqual([])
  })

  test('of formats that are none is refused with those that are', () => {
    expect(parseFormats('csv, TXT,csv').map(({ name }) => name)).toEqual(['csv', 'txt'])
    expect(() => parseFormats('csv,xls')).toThrow(/no format named "xls".*csv, jsonl, .*txt, md/)
  })

  test('of two formats that would write one file is refused', async () => {
    // An app of oTree is called as the scenario is.
    const plan = samplePlan({ scenario: { name: 'Runs', version: 1 } })
    await expect(exported([[plan, sampleTicks()]], 'csv,otree')).rejects.toThrow(
      /otree and csv both write Runs\.csv.*--out/,
    )
  })

  test('tells how far it is, from 0 to 1 and never back', async () => {
    const ticks = Array.from({ length: 700 }, (_, tick): Tick => ({
      ...sampleTicks()[0]!,
      tick,
    }))
    await withRecord([[samplePlan(), ticks]], async (record) => {
      for (const format of FORMATS) {
        const shares: number[] = []
        const read = (_: string, chunks: Iterable<unknown>): void => void [...chunks]
        await exportRecord(record, [format], read, { progress: (share) => shares.push(share) })
        expect(shares, format.name).toEqual([...shares].sort((a, b) => a - b))
        expect(shares.at(-1)).toBe(1)
        expect(shares.length, format.name).toBeGreaterThan(2)
      }
    })
  })
})

test('a file name is safe whatever the words', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (words) => {
      expect(fileNameOf(words)).toMatch(/^[a-z0-9_][a-z0-9._-]{0,59}$/)
    }),
  )
  expect(fileNameOf('../../etc/passwd')).toBe('etc-passwd')
  expect(fileNameOf('Größe = 3')).toBe('gro-e-3')
})
