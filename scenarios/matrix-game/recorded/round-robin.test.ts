/** Published results of strategies, through the engine: a round robin of four, and the long run of zero-determinant strategies. */
import { expect, test } from 'vitest'
import { playThrough } from './engine-play.contract.ts'

const game = 'axelrod-prisoners-dilemma'

test('ten rounds of cooperator, defector, tit for tat and grim give 60, 78, 69 and 69 points without self-play', async () => {
  const players = ['always-cooperate', 'always-defect', 'tit-for-tat', 'grim']
  const pairs = players.flatMap((row) =>
    players.map((column) => ({ row, column, name: `${row} ${column}` })),
  )
  const levels = pairs.map(({ name, row, column }) => [
    name,
    { 'cast.row': row, 'cast.column': column },
  ])
  const played = await playThrough(Object.fromEntries(levels), { parameters: { game, rounds: 10 } })
  const earnings = players.map((row) =>
    players.map((column) => played.get(`${row} ${column}`)?.at(-1)?.totals[0] ?? NaN),
  )
  expect(earnings).toEqual([
    [30, 0, 30, 30],
    [50, 10, 14, 14],
    [30, 9, 30, 30],
    [30, 9, 30, 30],
  ])
  const scores = earnings.map((row, self) =>
    row.reduce((sum, points, other) => (other === self ? sum : sum + points), 0),
  )
  expect(scores).toEqual([60, 78, 69, 69])
})

/** Own and the other's points a round (Press and Dyson 2012; Stewart and Plotkin 2012), and the line own = l + chi · (other − l). */
const LONG_RUNS = [
  { row: 'zd-extort-2', column: 'always-cooperate', own: 3.5, other: 2.25, l: 1, chi: 2 },
  {
    row: 'zd-extort-2',
    column: 'generous-tit-for-tat',
    own: 2.707317,
    other: 1.853659,
    l: 1,
    chi: 2,
  },
  { row: 'zd-extort-2', column: 'random', own: 2.470588, other: 1.735294, l: 1, chi: 2 },
  { row: 'zd-gtft-2', column: 'random', own: 2.117647, other: 2.558824, l: 3, chi: 2 },
]

const RUNS = 40
const ROUNDS = 1_000

test.each(LONG_RUNS)(
  '$row earns $own and $column $other points a round, and both lie on the line it enforces, within chance',
  async ({ row, column, own, other, l, chi }) => {
    const levels = { 'cast.row': row, 'cast.column': column }
    const runs = Array.from({ length: RUNS }, (_, i) => [`run ${i}`, levels])
    const parameters = { game, rounds: ROUNDS }
    const played = await playThrough(Object.fromEntries(runs), { parameters, seed: 1 })
    const averages = [...played.values()].map((rounds) => {
      const [x = NaN, y = NaN] = rounds.at(-1)?.totals.map((total) => total / ROUNDS) ?? []
      return { x, y }
    })
    expectMean(
      averages.map(({ x }) => x),
      own,
    )
    expectMean(
      averages.map(({ y }) => y),
      other,
    )
    expectMean(
      averages.map(({ x, y }) => x - l - chi * (y - l)),
      0,
    )
  },
)

/** Within four standard errors, which independent runs give; they must be small, else this would say nothing. */
function expectMean(values: readonly number[], expected: number): void {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  const error = Math.sqrt(squares / (values.length - 1) / values.length)
  expect(error).toBeLessThan(0.04)
  expect(Math.abs(mean - expected)).toBeLessThan(4 * error)
}
