import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { measures } from '../../study/analysis/measures/measures.ts'
import { makeFolder } from './testing/command.ts'

const EXPERIMENT = `experiment: measured
scenario: matrix-game
parameters: { game: prisoners-dilemma, rounds: 4 }
cast: { column: defect-once }
factors: { cast.row: [tit-for-tat, "always-defect"] }
replicates: 2
`

const folder = makeFolder()
const DB = 'logs/measured.sqlite'
beforeAll(async () => {
  folder.write({ 'measured.yaml': EXPERIMENT })
  expect((await folder.here('run', 'measured.yaml')).code).toBe(0)
})
afterAll(() => folder.remove())

describe('coterie measures', () => {
  test('tells means by treatment and role', async () => {
    const { code, stdout } = await folder.here('measures', DB, '--measure', 'cooperation-rate')
    expect(code).toBe(0)
    expect(stdout).toMatch(/cooperation-rate +row=tit-for-tat +row +2 +0\.75/)
    expect(stdout).toMatch(/cooperation-rate +row=always-defect +row +2 +0\.00/)
    expect(stdout).not.toContain('payoff-efficiency')
  })

  test('tells the strategies of a role, those that cannot be told apart together', async () => {
    const { stdout } = await folder.here('measures', DB, '--measure', 'strategy')
    expect(stdout).toMatch(
      /strategy +row=always-defect +column +2 +defect-once = reverse-tit-for-tat/,
    )
    expect(stdout).toMatch(/row=tit-for-tat +row +2 +1\.00 +0\.000 +tit-for-tat/)
    expect(stdout).toContain('Dal Bó & Fréchette 2011')
  })

  test('prints every row as one JSON document', async () => {
    const { stdout } = await folder.here(
      'measures',
      DB,
      '--json',
      '--measure',
      'conditional-cooperation',
    )
    const { db, rows, runs_left_out } = JSON.parse(stdout) as {
      db: string
      runs_left_out: object
      rows: Record<string, unknown>[]
    }
    expect(db).toBe(DB)
    expect(runs_left_out).toEqual({ forks: 0, unfinished: 0 })
    expect(rows).toHaveLength(4 * 2 * 4)
    expect(rows).toContainEqual(
      expect.objectContaining({
        treatment: 'row=tit-for-tat',
        role: 'row',
        agent: 'tit-for-tat',
        about: 'CD',
        value: 0,
        unit: 'share',
        reason: null,
      }),
    )
    expect(rows).toContainEqual(
      expect.objectContaining({
        about: 'DD',
        role: 'column',
        value: null,
        reason: 'no own decision after DD',
      }),
    )
  })

  test('writes the tidy table, with a reason wherever a value is missing', async () => {
    const { code, stdout } = await folder.here('measures', DB, '--csv', 'out/measures.csv')
    expect(code).toBe(0)
    const rows: Record<string, string>[] = parse(
      readFileSync(join(folder.path, 'out/measures.csv')),
      {
        columns: true,
      },
    )
    expect(stdout).toContain(`${rows.length} rows in out/measures.csv`)
    for (const { value, reason, measure = '' } of rows) {
      expect(measures.has(measure)).toBe(true)
      expect((value === '') === (reason !== '')).toBe(true)
    }
  })

  test('lists definitions, and refuses what there is not', async () => {
    const list = await folder.here('measures', '--list', '--json')
    expect((JSON.parse(list.stdout) as { measures: object[] }).measures).toHaveLength(measures.size)
    expect((await folder.here('measures', '--list')).stdout).toContain('turn-taking')
    const unknown = await folder.here('measures', DB, '--measure', 'cooperation')
    expect(unknown.code).toBe(2)
    expect(unknown.stderr).toContain('no measure named "cooperation"')
    expect((await folder.here('measures')).code).toBe(2)
  })
})
