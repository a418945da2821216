/** The robustness checks of the founding study: cover story, labels, unit and the order of options of each round are parameters, and the play is that recorded. */
import { describe, expect, test } from 'vitest'
import { castOf, differences, playedWord, playThrough, SEATS } from './engine-play.contract.ts'
import { robustnessMatches, wordOf, type RecordedMatch } from './recorded-matches.contract.ts'

/** The cover stories of the files as the scenario names them, and the label that stands for cooperation beside the one for defection. */
const STORIES = {
  game: { framing: 'neutral', labels: ['JF', 'QX', 'RH'] },
  cooking: { framing: 'cooking', labels: ['JF', 'QX', 'RH'] },
  // Here the authors let H stand for cooperation.
  project: { framing: 'project', labels: ['JF', 'QX', 'HR'] },
}

for (const { story, matches } of robustnessMatches) {
  const { framing, labels: pairs } = STORIES[story]

  const labelsOf = ({ line }: RecordedMatch): string[] => {
    const shown = [line['option1'] ?? '', line['option2'] ?? '']
    return (
      pairs.map((pair) => [...pair]).find((pair) => shown.every((one) => pair.includes(one))) ??
      shown
    )
  }
  const parametersOf = (match: RecordedMatch) => {
    const labels = labelsOf(match)
    return {
      'parameters.labels': labels,
      'parameters.unit': match.line['outcomes'] ?? '',
      'parameters.order': match.rounds.map(({ shown = ['', ''] }) =>
        shown.map((one) => labels.indexOf(one)),
      ),
    }
  }
  const given = { parameters: { game: 'prisoners-dilemma', rounds: 10, framing } }

  describe(`nine matches told as ${framing}`, () => {
    test('earn every point and total recorded, in the order of options recorded, under the labels recorded', async () => {
      const levels = matches.map((match) => [
        match.name,
        { ...castOf(match), ...parametersOf(match) },
      ])
      const played = await playThrough(Object.fromEntries(levels), given)
      expect(differences(matches, played)).toEqual([])
      expect([...played.values()].flat().length).toBe(90)
      for (const match of matches) {
        const [cooperation] = labelsOf(match)
        const rounds = played.get(match.name) ?? []
        expect(rounds.map(({ shown }) => shown[0])).toEqual(match.rounds.map(({ shown }) => shown))
        expect(rounds.map(({ shown }) => shown[1])).toEqual(match.rounds.map(({ shown }) => shown))
        for (const { values, displayed } of rounds) {
          expect(values).toEqual(
            displayed.map((one) => (one === cooperation ? 'cooperate' : 'defect')),
          )
        }
      }
    })

    test('hold for the seats exchanged, since the game is symmetric', async () => {
      const exchanged = matches.map(exchange)
      const levels = exchanged.map((match) => [
        match.name,
        { ...castOf(match), ...parametersOf(match) },
      ])
      expect(differences(exchanged, await playThrough(Object.fromEntries(levels), given))).toEqual(
        [],
      )
    })

    test.each(SEATS)('have our defect-once make the recorded moves, in seat %i', async (seat) => {
      const seen = seat === 1 ? matches : matches.map(exchange)
      const levels = seen.map((match) => [
        match.name,
        { ...castOf(match, { [seat]: 'defect-once' }), ...parametersOf(match) },
      ])
      const played = await playThrough(Object.fromEntries(levels), given)
      expect(seen.map(({ name }) => playedWord(played.get(name), seat))).toEqual(
        seen.map((match) => wordOf(match, seat)),
      )
    })
  })
}

test('GPT-4 and defect-once cooperate jointly in at most one round of ten, but for five of the 27 tellings', () => {
  const exceptions = robustnessMatches.flatMap(({ story, matches }) =>
    matches.flatMap(({ name, rounds }) => {
      const jointly = rounds.filter(({ points: [row, column] }) => row === 8 && column === 8).length
      return jointly > 1 ? [`${story} ${name}: ${jointly}`] : []
    }),
  )
  expect(exceptions).toEqual([
    'game points HR: 7',
    'game dollars HR: 7',
    'cooking prize tokens FJ: 2',
    'cooking points QX: 2',
    'cooking audience votes QX: 2',
  ])
})

function exchange(match: RecordedMatch): RecordedMatch {
  const swap = <T>([one, another]: readonly [T, T]): readonly [T, T] => [another, one]
  return {
    ...match,
    players: swap(match.players),
    rounds: match.rounds.map(({ answers, points, totals, shown }) => ({
      answers: swap(answers),
      points: swap(points),
      totals: swap(totals),
      shown,
    })),
  }
}
