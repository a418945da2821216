/** 48 of the founding study's 144 games, 25 ordered pairs of models each: 12,000 recorded rounds are paid as they were. */
import { beforeAll, describe, expect, test } from 'vitest'
import { castOf, differences, playThrough, type PlayedRound } from './engine-play.contract.ts'
import { gameMatches, type RecordedMatch } from './recorded-matches.contract.ts'

/** Labels may be the letters A and B in either place, so options have names of their own. */
const OPTIONS = { row: ['first', 'second'], column: ['first', 'second'] }

describe('1,200 recorded matches, move by move', () => {
  let played: ReadonlyMap<string, readonly PlayedRound[]>
  beforeAll(async () => {
    const treatments = gameMatches.map((match) => [
      match.name,
      {
        ...castOf(match),
        'parameters.game': `akata-${match.line['game_number']}`,
        'parameters.labels': labelsOf(match),
        'parameters.order': match.rounds.map(({ shown = ['', ''] }) =>
          shown.map((label) => labelsOf(match).indexOf(label)),
        ),
      },
    ])
    played = await playThrough(Object.fromEntries(treatments), {
      parameters: { rounds: 10, options: OPTIONS },
    })
  })

  test('are 12,000 rounds of 48 games', () => {
    expect(gameMatches.length).toBe(1_200)
    expect(new Set(gameMatches.map(({ line }) => line['game_number'])).size).toBe(48)
    expect([...played.values()].flat().length).toBe(12_000)
  })

  test('earn every point and every running total that was recorded', () => {
    expect(differences(gameMatches, played)).toEqual([])
  })

  test('have every answer read as the option whose label it is', () => {
    const misread = gameMatches.flatMap((match) => {
      const labels = labelsOf(match)
      return (played.get(match.name) ?? []).flatMap(({ values }, i) => {
        const meant = match.rounds[i]?.answers.map((label) => OPTIONS.row[labels.indexOf(label)])
        return String(values) === String(meant) ? [] : [`${match.name}, round ${i + 1}`]
      })
    })
    expect(misread).toEqual([])
  })

  test('show both seats the options in the recorded order of the round', () => {
    const otherwise = gameMatches.flatMap(({ name, rounds }) =>
      (played.get(name) ?? []).flatMap(({ shown }, i) =>
        shown.every((labels) => String(labels) === String(rounds[i]?.shown))
          ? []
          : [`${name}, round ${i + 1}`],
      ),
    )
    expect(otherwise).toEqual([])
  })
})

test('two label pairs occur in every one of these games, one in the matches with Llama 2 and the other in the rest', () => {
  const games = Map.groupBy(gameMatches, ({ line }) => line['game_number'])
  const pairsOf = (matches: readonly RecordedMatch[]) => [
    ...new Set(matches.map((match) => labelsOf(match).join(' '))),
  ]
  const mixed = [...games.values()].filter((matches) =>
    [true, false].some(
      (llama) =>
        pairsOf(matches.filter(({ players }) => players.includes('act_llama2') === llama))
          .length !== 1,
    ),
  )
  const single = [...games]
    .filter(([, matches]) => pairsOf(matches).length === 1)
    .map(([number]) => number)
  expect(mixed).toEqual([])
  expect(single).toEqual([])
})

/** What row 1 and row 2, and column 1 and column 2, were called in this match. */
function labelsOf({ line }: RecordedMatch): [string, string] {
  return [line['choice_option1'] ?? '', line['choice_option2'] ?? '']
}
