/** Blocks: the rows of a table, all of them and in order, never more at a time than was said. */
import { describe, expect, test } from 'vitest'
import { samplePlan } from '../../io/store/testing/sample-plan.ts'
import { sampleTicks } from '../../io/store/testing/sample-record.ts'
import { blocksOf, cellsOf } from './blocks.ts'
import { tableOf, withRecord } from './exported.contract.ts'

describe('blocks', () => {
  test('cells of every table are those of its rows, in the order of the columns', async () => {
    const runs = [1, 2].map((replicate) => [samplePlan({ replicate }), sampleTicks()] as const)
    await withRecord(runs, ({ tables }) => {
      for (const table of tables.names) {
        const names = tables.columns(table).map(({ name }) => name)
        const rows = [...tables.rows(table)].map((row) => names.map((name) => row[name]))
        expect([...cellsOf(tables, table)], table).toEqual(rows)
        expect([...cellsOf({ ...tables, cells: undefined } as never, table)], table).toEqual(rows)
      }
    })
  })

  test('end at so many rows, or with the row that makes them too long', () => {
    const rows = ['a', 'bbbb', 'c', 'd', 'e', ''].map((a) => ({ a }))
    const sizes = (size: { rows: number; characters: number }): number[] =>
      [...blocksOf(tableOf(['a'], rows), 't', size)].map((block) => block.length)
    expect(sizes({ rows: 4, characters: 100 })).toEqual([4, 2])
    expect(sizes({ rows: 4, characters: 3 })).toEqual([2, 3, 1])
    expect([...blocksOf(tableOf(['a'], []), 't', { rows: 4, characters: 3 })]).toEqual([])
  })
})
