/** What the page is sent says the same as the commands that tell the same things. */
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PlotCell, PlotTable, ServedPlot } from '../../../study/viewing/plots/plot-figure.ts'
import { makeFolder, type Folder } from '../../cli/testing/command.ts'
import { openRecords, type Opened, type Records } from '../records.ts'
import { plotQuestion, plotTreatmentsQuestion } from './plots.ts'

const TALK = `Round 1
Ada: We must meet on Friday, Bob.
Bob: I agree, Ada.
Round 2
Ada: Bring PostgreSQL and Redis, Bob.
Bob: Fine.
`
const BOOK = `codebook: small
version: 1
codes:
  orders: { definition: It tells somebody what to do., rule: { terms: [must, bring] } }
  agrees: { definition: It agrees., rule: { terms: [agree, fine] } }
`
const GAMES = `experiment: games
scenario: matrix-game
parameters: { game: prisoners-dilemma, rounds: 5, noise: 0.2 }
cast: { row: uniform, column: tit-for-tat }
treatments: { a: {}, b: { cast.row: grim } }
replicates: 12
`

let folder: Folder
let records: Records
beforeAll(async () => {
  folder = makeFolder()
  folder.write({
    'a.txt': TALK,
    'b.txt': TALK.replace('Fine.', 'I must think.'),
    'small.yaml': BOOK,
    'games.yaml': GAMES,
  })
  const judges = ['one=simulated/strict-judge', 'two=simulated/lenient-judge']
  for (const args of [
    ['import', 'a.txt', 'b.txt', '--db', 'talk.sqlite'],
    [
      'code',
      'talk.sqlite',
      '--codebook',
      'small.yaml',
      ...judges.flatMap((one) => ['--judge', one]),
    ],
    ['run', 'games.yaml', '--db', 'games.sqlite', '--quiet'],
  ])
    expect(await folder.here(...args)).toMatchObject({ code: 0 })
  records = openRecords([join(folder.path, 'talk.sqlite'), join(folder.path, 'games.sqlite')])
})
afterAll(() => {
  records.close()
  folder.remove()
})

function plot(record: Opened, name: string, room = 'wide'): Promise<ServedPlot> {
  return plotQuestion.answer(record, { plot: name, room }, {}) as Promise<ServedPlot>
}

async function rowsOf(
  record: Opened,
  name: string,
  figure: (id: string) => boolean = () => true,
): Promise<Record<string, PlotCell>[]> {
  const { figures } = await plot(record, name)
  return figures
    .filter(({ id }) => figure(id))
    .flatMap(({ tables: [table] }) =>
      (table?.rows ?? []).map((row) =>
        Object.fromEntries((table?.columns ?? []).map((one, at) => [one.name, row[at] ?? null])),
      ),
    )
}

async function told<T>(...args: readonly string[]): Promise<T> {
  return JSON.parse((await folder.here(...args, '--json')).stdout) as T
}

interface Known {
  readonly value: number | null
  readonly interval: readonly [number, number] | null
}
interface Estimated {
  readonly mean: number
  readonly interval: readonly [number, number] | null
}

describe('plots say', () => {
  test('of reliability what the report says, and what agree says', async () => {
    const { coded } = await told<{
      coded: {
        agreement: {
          code: string
          among: string
          krippendorff_alpha: Known
          gwet_ac1: Known
          percent_agreement: Known
        }[]
      }
    }>('report', 'talk.sqlite')
    const rows = await rowsOf(records.named('talk'), 'reliability')
    expect(coded.agreement.length).toBeGreaterThan(1)
    for (const one of coded.agreement)
      for (const [coefficient, { value, interval }] of [
        ['α (Krippendorff)', one.krippendorff_alpha],
        ['AC1 (Gwet)', one.gwet_ac1],
        ['agreement', one.percent_agreement],
      ] as const) {
        const row = rows.find(
          (other) =>
            other['code'] === one.code &&
            other['among'] === one.among &&
            other['coefficient'] === coefficient,
        )
        expect([row?.['value'], row?.['low'], row?.['high']]).toEqual([
          value,
          interval?.[0] ?? null,
          interval?.[1] ?? null,
        ])
      }
    const agreed = await told<{ codes: Record<string, { krippendorff_alpha: number | null }> }>(
      'agree',
      'talk.sqlite',
    )
    for (const [code, { krippendorff_alpha: alpha }] of Object.entries(agreed.codes))
      expect(
        rows.find((row) => row['code'] === code && row['coefficient'] === 'α (Krippendorff)')?.[
          'value'
        ] ?? null,
      ).toBe(alpha)
  })

  test('of profiles what profiles says, coder by coder', async () => {
    const rows = await rowsOf(records.named('talk'), 'profiles', (id) => !id.endsWith('similarity'))
    const alike = await rowsOf(records.named('talk'), 'profiles', (id) => id.endsWith('similarity'))
    const similarities: (number | null)[] = []
    for (const coder of ['one', 'two']) {
      const said = await told<{
        codes: string[]
        profiles: { participant: string; rates: (number | null)[] }[]
        treatments: { similarity: Estimated }[]
      }>('profiles', 'talk.sqlite', '--coder', coder)
      similarities.push(...said.treatments.map(({ similarity }) => similarity.mean))
      for (const participant of ['p1', 'p2'])
        said.codes.forEach((code, place) => {
          const rates = said.profiles
            .filter((one) => one.participant === participant)
            .flatMap((one) => one.rates[place] ?? [])
          const row = rows.find(
            (one) =>
              one['participant'] === participant && one['code'] === code && one['coder'] === coder,
          )
          expect(row?.['runs']).toBe(rates.length)
          expect(row?.['rate']).toBeCloseTo(rates.reduce((a, b) => a + b, 0) / rates.length, 12)
        })
    }
    expect(alike.map((row) => row['similarity'])).toEqual(
      similarities.filter((value) => value !== null),
    )
  })

  test('of earnings what the report says', async () => {
    const { earnings } = await told<{
      earnings: { treatment: string; role: string; earnings: Estimated }[]
    }>('report', 'games.sqlite')
    const rows = await rowsOf(records.named('games'), 'payoffs', (id) => id === 'earnings')
    expect(
      rows.map((row) => [row['treatment'], row['role'], row['mean'], row['low'], row['high']]),
    ).toEqual(
      earnings.map(({ treatment, role, earnings: { mean, interval } }) => [
        treatment,
        role,
        mean,
        interval?.[0] ?? null,
        interval?.[1] ?? null,
      ]),
    )
  })
})

test('a phone is sent the same numbers as a desk', async () => {
  const record = records.named('games')
  for (const name of ['course', 'states', 'payoffs', 'strategies']) {
    const [wide, narrow] = [await plot(record, name), await plot(record, name, 'narrow')]
    expect(wide.figures.length).toBeGreaterThan(0)
    expect(narrow.figures.map(({ tables }) => tables)).toEqual(
      wide.figures.map(({ tables }) => tables),
    )
    expect(narrow.figures[0]?.svg).not.toBe(wide.figures[0]?.svg)
  }
})

test('what a static site holds is every plot in both sizes; there is no other', async () => {
  const record = records.named('games')
  const instances = [...plotQuestion.instances(record)]
  expect(instances).toHaveLength(14)
  for (const given of instances)
    expect(await plotQuestion.answer(record, given, {})).toHaveProperty('figures')
  for (const [given, words] of [
    [{ plot: 'cours', room: 'wide' }, /"course"/],
    [{ plot: 'course', room: 'x' }, /no room/],
  ] as const)
    await expect(plotQuestion.answer(record, given, {})).rejects.toThrow(words)
})

describe('plots of some treatments', () => {
  const asked = (name: string, query: Record<string, string>): Promise<ServedPlot> =>
    plotQuestion.answer(
      records.named('games'),
      { plot: name, room: 'wide' },
      query,
    ) as Promise<ServedPlot>
  const tablesOf = ({ figures }: ServedPlot): PlotTable[] => figures.flatMap(({ tables }) => tables)

  test.each(['course', 'states', 'payoffs', 'strategies'])(
    '%s have of all rows those of the chosen treatments, by name and by level',
    async (name) => {
      const whole = tablesOf(await asked(name, {}))
      for (const query of [{ treatment: 'b' }, { 'at.cast.row': 'grim' }]) {
        const narrowed = await asked(name, query)
        expect(narrowed.basis).toEqual({ treatments: ['b'], of: 2, runs: 12, finished: 24 })
        expect(tablesOf(narrowed).flatMap(({ rows }) => rows)).toEqual(
          whole.flatMap(({ columns, rows }) => {
            const at = columns.findIndex((one) => one.name === 'treatment')
            return rows.filter((row) => row[at] === 'b')
          }),
        )
        for (const { svg } of narrowed.figures) expect(svg).toContain('1 of 2 treatments (b)')
      }
    },
  )

  test('are plots of all where all are chosen', async () => {
    expect(await asked('course', { treatment: '["a","b"]' })).toEqual(await asked('course', {}))
  })

  test('say so where nothing fits', async () => {
    const { figures, none } = await asked('course', { treatment: 'c' })
    expect(figures).toEqual([])
    expect(none).toMatch(/No treatment of this record fits/)
  })

  test('are chosen from what was played or planned on its own', async () => {
    expect(await plotTreatmentsQuestion.answer(records.named('games'), {}, {})).toEqual({
      factors: [{ path: 'cast.row', name: 'row' }],
      treatments: [
        { name: 'a', levels: [null] },
        { name: 'b', levels: ['grim'] },
      ],
    })
  })
})
