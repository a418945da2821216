/** Ten rounds of the prisoner's dilemma, recorded from five models and three programs, come out of the engine as they were published. */
import { beforeAll, describe, expect, test } from 'vitest'
import {
  castOf,
  differences,
  playedWord,
  playThrough,
  SEATS,
  type PlayedRound,
} from './engine-play.contract.ts'
import { PUBLISHED_DEFECTION } from './published-defection.contract.ts'
import { dilemmaMatches, wordOf } from './recorded-matches.contract.ts'

const PARAMETERS = { game: 'prisoners-dilemma', rounds: 10, labels: ['J', 'F'] }

/** The study's programs and the strategies of the catalogue. */
const PROGRAMS: Readonly<Record<string, string>> = {
  act_j: 'always-cooperate',
  act_f: 'always-defect',
  act_defect_once: 'defect-once',
}

describe('64 recorded matches, move by move', () => {
  let played: ReadonlyMap<string, readonly PlayedRound[]>
  beforeAll(async () => {
    const treatments = dilemmaMatches.map((match) => [match.name, castOf(match)])
    played = await playThrough(Object.fromEntries(treatments), { parameters: PARAMETERS })
  })

  test('are 640 rounds', () => {
    expect(dilemmaMatches.length).toBe(64)
    expect([...played.values()].flat().length).toBe(640)
  })

  test('earn every point and every running total that was recorded', () => {
    expect(differences(dilemmaMatches, played)).toEqual([])
  })

  test('are recorded under canonical names: J is cooperate, F is defect', () => {
    const pairs = [...played.values()]
      .flat()
      .flatMap(({ values, displayed }) => [
        `${displayed[0]} ${values[0]}`,
        `${displayed[1]} ${values[1]}`,
      ])
    expect([...new Set(pairs)].sort()).toEqual(['F defect', 'J cooperate'])
  })

  test.each(Object.keys(PUBLISHED_DEFECTION))(
    'give %s the published rates of defection and totals',
    (row) => {
      const cells = Object.keys(PUBLISHED_DEFECTION).map((column) => {
        const rounds = played.get(`act_${row} act_${column}`) ?? []
        const defections = rounds.filter(({ values }) => values[0] === 'defect').length
        return `${(100 * defections) / rounds.length} (${rounds.at(-1)?.totals[0]})`
      })
      expect(cells).toEqual(PUBLISHED_DEFECTION[row])
    },
  )
})

test('our strategies, seated in place of the study’s programs, make all 480 recorded moves of theirs', async () => {
  const seated = dilemmaMatches.flatMap((match) =>
    SEATS.flatMap((seat) => {
      const strategy = PROGRAMS[match.players[seat]]
      if (strategy === undefined) return []
      return [{ name: `${match.name} ${seat}`, match, seat, strategy }]
    }),
  )
  const treatments = seated.map(({ name, match, seat, strategy }) => [
    name,
    castOf(match, { [seat]: strategy }),
  ])
  const played = await playThrough(Object.fromEntries(treatments), { parameters: PARAMETERS })
  const moves = seated.map(({ name, match, seat }) => ({
    name,
    made: playedWord(played.get(name), seat),
    recorded: wordOf(match, seat),
  }))
  expect(moves.map(({ recorded }) => recorded).join('').length).toBe(480)
  expect(moves.filter(({ made, recorded }) => made !== recorded)).toEqual([])
})

test('the comparison sees it when a game pays otherwise', async () => {
  const [match] = dilemmaMatches
  if (match === undefined) throw new Error('no match')
  const payoffs = [
    [
      [8, 9],
      [0, 10],
    ],
    [
      [10, 0],
      [5, 5],
    ],
  ]
  const parameters = { payoffs, rounds: 10, labels: ['J', 'F'] }
  const found = differences(
    [match],
    await playThrough({ [match.name]: castOf(match) }, { parameters }),
  )
  expect(found.length).toBe(20)
  expect(found.slice(0, 2)).toEqual([
    'act_gpt4 act_gpt4, round 1: points 8, 9; recorded 8, 8',
    'act_gpt4 act_gpt4, round 1: totals 8, 9; recorded 8, 8',
  ])
})
