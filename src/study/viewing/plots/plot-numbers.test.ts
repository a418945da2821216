/** The numbers of plots are those of the report, of the measures and of the profiles. */
import { beforeAll, describe, expect, test } from 'vitest'
import type { Store } from '../../../io/store/store.ts'
import { estimateOf } from '../../analysis/estimate.ts'
import { designOf, type Design } from '../../analysis/design.ts'
import { measuresQuestion } from '../../analysis/measures/measured-groups.ts'
import { measureRows } from '../../analysis/measures/measure-rows.ts'
import {
  amountUpTo,
  decided,
  match,
  paid,
  seatAt,
  tell,
  type ToldRun,
} from '../../analysis/measures/told-run.contract.ts'
import { occasionsQuestion } from '../../analysis/occasions.ts'
import { readRuns, type Question } from '../../analysis/read-runs.ts'
import { reportOf } from '../../analysis/report.ts'
import { courseNumbers } from './course.ts'
import { classSharesQuestion } from './class-shares.ts'
import type { PlotCell, PlotNumbers } from './plot-figure.ts'
import { networkNumbers } from './network.ts'
import { pairStatesQuestion } from './pair-states.ts'
import { payoffsNumbers } from './payoffs.ts'
import { statesNumbers } from './states.ts'
import { answeringQuestion, strategiesNumbers } from './strategies.ts'

const MOVES = ['CC', 'CD', 'DC', 'DD', 'Cf', 'dC', 'Cx'] as const

/** Forty dilemmas under two treatments, of different lengths, with defaults, planted moves, slips and rounds that came to nothing. */
function dilemmas(): Store {
  let state = 7
  const next = (below: number): number => {
    state = (state * 48271) % 2147483647
    return state % below
  }
  return tell(
    ...Array.from({ length: 40 }, (_, i): ToldRun => {
      const length = 4 + next(9)
      const rounds = Array.from({ length }, () => MOVES[next(MOVES.length)]).join(' ')
      const run = match({ rounds, trembles: i % 3 === 0 ? [2] : [] })
      const points = 10 + next(90)
      return {
        ...run,
        treatment: i % 2 === 0 ? 'calm' : 'noisy',
        ticks: run.ticks.map((tick, at) =>
          at === 0 ? { ...tick, entries: [...tick.entries, paid(0, points), paid(1, i)] } : tick,
        ),
      }
    }),
  )
}

/** Groups of four who give to a common good, five times. */
function goods(): Store {
  return tell(
    ...Array.from({ length: 6 }, (_, run): ToldRun => ({
      scenario: 'public-goods',
      roles: ['member', 'member', 'member', 'member'],
      parameters: { rounds: 5, groupSize: 4 },
      ticks: Array.from({ length: 5 }, (__, round) => ({
        round: round + 1,
        entries: [0, 1, 2, 3].flatMap((place) =>
          decided(
            place,
            'contribution',
            amountUpTo(20),
            (run * 7 + round * 3 + place * 5) % 4 === 0 ? 0 : ((run + round * place) % 20) + 1,
          ),
        ),
      })),
    })),
  )
}

/** Three who talk; they go by their ids. */
function talks(): Store {
  const say = (place: number, text: string) => ({
    kind: 'message-sent' as const,
    from: seatAt(place),
    channel: 'public',
    audience: [seatAt(0), seatAt(1), seatAt(2)],
    text,
    onRecord: true as const,
  })
  return tell(
    ...Array.from({ length: 3 }, (_, run): ToldRun => ({
      scenario: 'talk',
      roles: ['speaker', 'speaker', 'speaker'],
      ticks: [0, 1, 2, 0, run, 2, 1].map((place, tick) => ({
        round: tick + 1,
        entries: [say(place, `words ${tick}`)],
      })),
    })),
  )
}

function ask<T>(store: Store, design: Design, question: Question<T>): T {
  readRuns(store, design, [question])
  return question.answer()
}

/** Rows of a figure's table as objects. */
function rowsOf(plot: PlotNumbers, figure: number, table = 0): Record<string, PlotCell>[] {
  const { columns = [], rows = [] } = plot.figures[figure]?.tables[table] ?? {}
  return rows.map((row) =>
    Object.fromEntries(columns.map(({ name }, at) => [name, row[at] ?? null])),
  )
}

describe('dilemmas', () => {
  let store: Store
  let design: Design
  beforeAll(() => {
    store = dilemmas()
    design = designOf(store)
  })

  test('the course is that of the report', () => {
    const told = ask(store, design, occasionsQuestion(design)).flatMap((one) =>
      one.points.map(({ occasion, mean, runs, interval }) => ({
        treatment: one.treatment,
        role: one.role,
        ask: one.ask,
        option: one.what,
        round: occasion,
        runs,
        mean,
        low: interval?.[0] ?? null,
        high: interval?.[1] ?? null,
      })),
    )
    const plot = courseNumbers(store, design)
    const rows = plot.figures.flatMap((_, figure) => rowsOf(plot, figure))
    expect(rows).toHaveLength(told.length)
    expect(rows).toEqual(expect.arrayContaining(told))
  })

  test('states of rounds come to what cell-share and state-share say of whole runs', () => {
    const one = tell(match({ rounds: 'CC CD DC CC DD Cf CC' }))
    const [series] = ask(one, designOf(one), pairStatesQuestion(one, designOf(one)))
    const rounds = series?.points.length ?? 0
    const shares = series?.states.map(
      (_, at) => series.points.reduce((sum, { shares: own }) => sum + (own[at] ?? 0), 0) / rounds,
    )
    const told = [...measureRows(one, ['state-share'])].filter(({ role }) => role === 'row')
    expect(series?.states).toEqual(told.map(({ about }) => about))
    told.forEach(({ value }, at) => expect(shares?.[at]).toBeCloseTo(value as number, 12))
  })

  test('states of a round add up to 1, and every complete round of every run is counted', () => {
    const rows = rowsOf(statesNumbers(store, design), 0)
    const rounds = Map.groupBy(rows, ({ treatment, round }) => `${treatment} ${round}`)
    for (const list of rounds.values())
      expect(list.reduce((sum, { share }) => sum + (share as number), 0)).toBeCloseTo(1, 12)
  })

  test('earnings are those of the report, with its intervals', () => {
    const { earnings, outcomes } = reportOf(store, design)
    const rows = rowsOf(payoffsNumbers(store, design), 0)
    expect(rows).toHaveLength(earnings.length)
    rows.forEach((row, at) => {
      const { treatment, role, earnings: own } = earnings[at] ?? {}
      expect([row['treatment'], row['role'], row['runs']]).toEqual([treatment, role, own?.runs])
      expect([row['mean'], row['low'], row['high']]).toEqual([own?.mean, ...(own?.interval ?? [])])
    })
    const values = outcomes.filter(({ outcome }) => outcome === '(earnings)')
    const drawn = rowsOf(payoffsNumbers(store, design), 0, 1)
    for (const { treatment, role, values: own } of values)
      expect(
        drawn
          .filter((row) => row['treatment'] === treatment && row['role'] === role)
          .map((row) => row['value']),
      ).toEqual(own)
  })

  test('the strategy map is forgiveness-rate and conditional-cooperation', () => {
    const groups = ask(store, design, answeringQuestion(store, design))
    const names = ['forgiveness-rate', 'conditional-cooperation']
    const measured = ask(store, design, measuresQuestion(store, design, { names }))
    const valuesOf = (name: string, treatment: string, role: string, about: string | null) =>
      measured.find(
        (one) =>
          one.measure.name === name &&
          one.treatment === treatment &&
          one.role === role &&
          one.about === about,
      )?.values
    // Agents of `match` are one for each seat, so that groups by agent are groups by role.
    expect(groups).toHaveLength(4)
    for (const { treatment, role, values } of groups) {
      expect(values[0]?.[1]).toEqual(valuesOf('forgiveness-rate', treatment, role, null))
      for (const [map, axis, about] of [
        [1, 0, 'CC'],
        [1, 1, 'CD'],
        [2, 0, 'DC'],
        [2, 1, 'DD'],
      ] as const)
        expect(values[map]?.[axis]).toEqual(
          valuesOf('conditional-cooperation', treatment, role, about),
        )
    }
    const means = rowsOf(strategiesNumbers(store, design), 0, 1)
    expect(means.find((row) => row['probability'] === 'P(C | the other defected)')?.['mean']).toBe(
      estimateOf(groups[0]?.values[0]?.[1] ?? []).mean,
    )
  })

  test('a tit-for-tat player stands in its corner', () => {
    const one = tell(match({ rounds: 'CC CD DD DC CC CD DC' }))
    const [row] = ask(one, designOf(one), answeringQuestion(one, designOf(one)))
    expect([...(row?.positions[0] ?? [])]).toEqual([['1\n0', 1]])
  })
})

test('who answers whom is the measure answers-to, added up over runs', () => {
  const store = talks()
  const rows = rowsOf(networkNumbers(store, designOf(store)), 0)
  const told = new Map<string, number>()
  for (const { participant, about, value } of measureRows(store, ['answers-to']))
    told.set(`${participant} ${about}`, (told.get(`${participant} ${about}`) ?? 0) + Number(value))
  expect(rows.length).toBeGreaterThan(3)
  expect(new Map(rows.map((row) => [`${row['from']} ${row['to']}`, row['messages']]))).toEqual(
    new Map([...told].filter(([, times]) => times > 0)),
  )
  expect(rows[0]?.['runs']).toBe(3)
})

test('the lowest class of amounts is the free-riding rate', () => {
  const store = goods()
  const design = designOf(store)
  const [series] = ask(store, design, classSharesQuestion(design))
  const least = series?.points.map(({ shares }) => shares[0] ?? 0) ?? []
  const [rate] = ask(
    store,
    design,
    measuresQuestion(store, design, { names: ['free-riding-rate'] }),
  )
  expect(least.reduce((a, b) => a + b, 0) / least.length).toBeCloseTo(
    estimateOf(rate?.values ?? []).mean ?? NaN,
    12,
  )
  expect(series?.points.map(({ shares }) => Math.round(shares.reduce((a, b) => a + b, 0)))).toEqual(
    [1, 1, 1, 1, 1],
  )
})

test('options of an ask add up to 1; where they differ from one participant to the next they are not drawn', () => {
  const choice = (place: number, options: readonly string[], value: string) =>
    decided(
      place,
      'partner',
      {
        kind: 'choice',
        options: [...options],
        labels: [...options],
        order: options.map((_, at) => at),
      },
      value,
    )
  const whom = (others: readonly (readonly string[])[]): Store =>
    tell({
      scenario: 'own',
      roles: ['player', 'player'],
      ticks: [1, 2].map((round) => ({
        round,
        entries: others.flatMap((options, place) =>
          choice(place, options, options[round % 2] ?? ''),
        ),
      })),
    })
  const same = ['left', 'right', 'stay']
  const alike = whom([same, same])
  const plot = statesNumbers(alike, designOf(alike))
  expect(rowsOf(plot, 0).map((row) => [row['round'], row['state'], row['share']])).toEqual([
    [1, 'left', 0],
    [1, 'right', 1],
    [1, 'stay', 0],
    [2, 'left', 1],
    [2, 'right', 0],
    [2, 'stay', 0],
  ])
  const different = whom([same, ['up', 'down', 'stay']])
  expect(statesNumbers(different, designOf(different)).none).toMatch(/At “partner” options differ/)
})

test('what does not apply says why', () => {
  const store = talks()
  const design = designOf(store)
  expect(courseNumbers(store, design).none).toMatch(/Nobody chose/)
  expect(statesNumbers(store, design).none).toMatch(/Nobody chose/)
  expect(payoffsNumbers(store, design).none).toMatch(/Nothing was paid/)
  expect(strategiesNumbers(store, design).none).toMatch(/repeated games/)
  const silent = dilemmas()
  expect(networkNumbers(silent, designOf(silent)).none).toMatch(/Nobody says anything/)
})
