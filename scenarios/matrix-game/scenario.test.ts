/** What players are told is what happens: rules, histories, order, chance, from every seat. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { TickEntry } from '../../src/record/entry.ts'
import { parametersArbitrary } from './arbitrary.contract.ts'
import { conformance } from './conformance.ts'
import { games } from './games/catalogue.ts'
import { ownPoints } from './games/game.ts'
import { Parameters } from './parameters.ts'
import {
  anyOption,
  entriesOf,
  PLAYER,
  playMatch,
  type Match,
  type Player,
  type PlayedRound,
} from './playing.contract.ts'
import { rulesFor } from './rules.ts'
import { otherSeat, SEATS, stageGameOf, type Seat } from './stage-game.ts'
import { framingNamed, framings } from './texts/framings.ts'
import { readCells, readHistory, type ToldRound } from './texts/read-back.ts'
import { rulesText } from './texts/rules.ts'

const seeds = fc.nat({ max: 1_000_000 })
const RUNS = { numRuns: 60 }

/** Forfeits a choice now and then. */
const forgetful: Player = (situation, seat, random) =>
  random.chance(0.2) && situation.ask.name === 'choice'
    ? undefined
    : anyOption(situation, seat, random)

const wordsOf = (parameters: Parameters) => {
  const framing = framingNamed(parameters.framing)
  return { framing, unit: parameters.unit ?? framing.unit }
}

/** A played round as its player should be told of it, from the game alone. */
const expectedRound = (
  parameters: Parameters,
  { chosen, carriedOut, points }: PlayedRound,
  seat: Seat,
  round: number,
): ToldRound => {
  const { options, labels } = stageGameOf(parameters)
  const labelOf = (of: Seat, option: string | null): string | null =>
    option === null ? null : (labels[of][options[of].indexOf(option)] ?? null)
  const other = otherSeat(seat)
  const trembled = carriedOut[seat] !== chosen[seat]
  return {
    round,
    own: labelOf(seat, carriedOut[seat]),
    other: labelOf(other, carriedOut[other]),
    ownPoints: points[seat],
    otherPoints: points[other],
    intended: trembled ? labelOf(seat, chosen[seat]) : null,
  }
}

describe('rules', () => {
  test('say, to each seat and of each cell, what the payoff function pays', () =>
    fc.assert(
      fc.asyncProperty(parametersArbitrary, seeds, async (input, seed) => {
        const parameters = Parameters.parse(input)
        const game = stageGameOf(parameters)
        const { readings } = await playMatch(input, seed)
        for (const { seat, parts } of readings) {
          const other = otherSeat(seat)
          const told = readCells(parts['rules'] ?? '', wordsOf(parameters))
          expect(told).toHaveLength(game.options.row.length * game.options.column.length)
          for (const { own, other: theirs, ...points } of told) {
            const [i, j] = [game.labels[seat].indexOf(own), game.labels[other].indexOf(theirs)]
            expect(points).toEqual({
              ownPoints: ownPoints(game.payoffs, seat, i, j),
              otherPoints: ownPoints(game.payoffs, other, j, i),
            })
          }
        }
      }),
      RUNS,
    ))

  test('of every game of the catalogue and every framing conform, with every history', () => {
    const faults = games.flatMap(({ name }, i) =>
      (['lines', 'table'] as const).flatMap((history) =>
        conformance(
          Parameters.parse({ game: name, history, framing: framings[i % framings.length]?.name }),
        ),
      ),
    )
    expect(faults).toEqual([])
  })

  test('with two cells exchanged, as the founding study told its second player, are found out', () => {
    const parameters = Parameters.parse({ game: 'prisoners-dilemma' })
    const { framing, unit } = wordsOf(parameters)
    const rules = rulesFor('column', stageGameOf(parameters), parameters)
    const told = readCells(
      rulesText({ ...rules, payoffs: rules.otherPayoffs, otherPayoffs: rules.payoffs }, framing),
      { framing, unit },
    )
    const right = readCells(rulesText(rules, framing), { framing, unit })
    const wrong = told.filter((cell, i) => JSON.stringify(cell) !== JSON.stringify(right[i]))
    expect(wrong.map(({ own, other }) => `${own}${other}`)).toEqual(['JF', 'FJ'])
  })
})

describe('histories', () => {
  test('tell each player what was played and paid, from its own seat', () =>
    fc.assert(
      fc.asyncProperty(parametersArbitrary, seeds, async (input, seed) => {
        const parameters = Parameters.parse(input)
        const match = await playMatch(input, seed, forgetful)
        for (const { seat, tick, parts } of match.readings) {
          const before = match.rounds.slice(0, (match.ticks[tick]?.round ?? 1) - 1)
          const expected = before.map((round, i) => expectedRound(parameters, round, seat, i + 1))
          const kept =
            parameters.history === 'none'
              ? []
              : expected.slice(-(parameters.historyRounds ?? expected.length))
          expect(readHistory(parts['history'] ?? '', wordsOf(parameters))).toEqual(
            expected.length === 0 ? [] : kept,
          )
        }
      }),
      RUNS,
    ))

  test('of both players tell of the same rounds, seen from either side', () =>
    fc.assert(
      fc.asyncProperty(parametersArbitrary, seeds, async (input, seed) => {
        const parameters = Parameters.parse(input)
        const { readings } = await playMatch(input, seed, forgetful)
        const toldTo = (seat: Seat, tick: number): ToldRound[] => {
          const parts = readings.find((one) => one.seat === seat && one.tick === tick)?.parts
          return readHistory(parts?.['history'] ?? '', wordsOf(parameters)).map((round) => ({
            ...round,
            intended: null,
          }))
        }
        for (const { tick } of readings) {
          const turned = toldTo('column', tick).map(
            ({ own, other, ownPoints: mine, otherPoints: theirs, ...rest }) => ({
              ...rest,
              own: other,
              other: own,
              ownPoints: theirs,
              otherPoints: mine,
            }),
          )
          expect(turned).toEqual(toldTo('row', tick))
        }
      }),
      RUNS,
    ))

  test('never hold a prediction, and nobody reads the other’s', () =>
    fc.assert(
      fc.asyncProperty(parametersArbitrary, seeds, async (input, seed) => {
        const predicting = { ...input, predict: true }
        // The same choices; only what the row player expects differs.
        const expecting =
          (which: 'first' | 'last'): Player =>
          (situation, seat, random) => {
            const { ask } = situation
            if (ask.name !== 'prediction' || ask.form.kind !== 'choice')
              return anyOption(situation, seat, random)
            return seat === 'row' && which === 'last'
              ? (ask.form.options.at(-1) ?? '')
              : (ask.form.options[0] ?? '')
          }
        const [one, two] = [
          await playMatch(predicting, seed, expecting('first')),
          await playMatch(predicting, seed, expecting('last')),
        ]
        expect(two.rounds).toEqual(one.rounds)
        const told = ({ readings }: Match) =>
          readings.map(({ seat, parts }) =>
            seat === 'column' ? parts : { ...parts, question: '' },
          )
        expect(told(two)).toEqual(told(one))
      }),
      { numRuns: 30 },
    ))
})

describe('a hidden horizon', () => {
  const shownTo = ({ ticks, readings }: Match) => ({
    facts: ticks.map((tick) => entriesOf([tick], 'fact-shown')),
    asks: ticks.map((tick) => entriesOf([tick], 'decision-asked')),
    words: ticks.map(({ tick }) =>
      readings.filter((one) => one.tick === tick).map(({ parts }) => parts),
    ),
  })

  test.each([
    ['the number of rounds', [{ rounds: 3 }, { rounds: 8 }]],
    ['the probability of another', [{ continuation: 0.5 }, { continuation: 0.9 }]],
    ['whether there is a fixed number at all', [{ rounds: 5 }, { continuation: 0.8 }]],
  ])('gives away nothing of %s, in words or facts, up to the last round', (_, [one, other]) =>
    fc.assert(
      fc.asyncProperty(
        parametersArbitrary,
        seeds,
        async ({ rounds: _r, continuation: _c, ...rest }, seed) => {
          const hidden = { ...rest, horizon: 'hidden' as const }
          const [left, right] = [
            shownTo(await playMatch({ ...hidden, ...one }, seed)),
            shownTo(await playMatch({ ...hidden, ...other }, seed)),
          ]
          const common = Math.min(left.facts.length, right.facts.length)
          for (const what of ['facts', 'asks', 'words'] as const) {
            expect(left[what].slice(0, common)).toEqual(right[what].slice(0, common))
          }
        },
      ),
      { numRuns: 25 },
    ),
  )

  test('that is announced is told', async () => {
    const rulesOf = async (parameters: object): Promise<string> =>
      (await playMatch(parameters, 1)).readings[0]?.parts['rules'] ?? ''
    expect(await rulesOf({ game: 'chicken', rounds: 7 })).toContain('7 rounds')
    expect(await rulesOf({ game: 'chicken', continuation: 0.85 })).toContain('probability of 85%')
    expect(await rulesOf({ game: 'chicken', rounds: 7, horizon: 'hidden' })).not.toMatch(
      /\d rounds/,
    )
  })
})

describe('the order and the labels in which options are displayed', () => {
  /** Takes the option that its question names at a place. */
  const atPlace =
    (place: number): Player =>
    ({ ask: { form } }) => {
      if (form.kind !== 'choice') throw new Error('not a choice')
      return form.labels[form.order[place] ?? -1] ?? ''
    }

  test('are those of the question, and an answer by label is recorded as its canonical option', () =>
    fc.assert(
      fc.asyncProperty(
        parametersArbitrary,
        seeds,
        fc.nat({ max: 1 }),
        async (input, seed, place) => {
          const parameters = Parameters.parse(input)
          const { options, labels } = stageGameOf(parameters)
          const { option } = wordsOf(parameters).framing
          const { ticks, readings } = await playMatch(input, seed, atPlace(place))
          const decisions = entriesOf(ticks, 'decision-taken')
          expect(decisions).toHaveLength(readings.length)
          readings.forEach(({ seat, ask, parts }, i) => {
            const about = ask.name === 'choice' ? seat : otherSeat(seat)
            if (ask.form.kind !== 'choice') throw new Error('not a choice')
            const shown = ask.form.order.map((index) => `${option} ${labels[about][index]}`)
            const listed =
              shown.length === 2
                ? shown.join(' or ')
                : `${shown.slice(0, -1).join(', ')} or ${shown.at(-1)}`
            expect(parts['question']).toMatch(
              new RegExp(`: ${listed.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\?$`),
            )
            const index = ask.form.order[place] ?? -1
            expect(decisions[i]).toMatchObject({
              of: ask.of,
              value: options[about][index],
              displayed: labels[about][index],
            })
          })
        },
      ),
      RUNS,
    ))

  test('are one order for both players where both have as many options, also where it is drawn anew', () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom('fixed', 'reversed', 'shuffled'),
        fc.nat(5),
        seeds,
        async (order, rotation, seed) => {
          const { ticks } = await playMatch(
            { game: 'rock-paper-scissors', rounds: 6, order, rotation },
            seed,
          )
          const orders = ticks.map((tick) =>
            entriesOf([tick], 'decision-asked').map(({ form }) =>
              form.kind === 'choice' ? form.order.join() : '',
            ),
          )
          for (const [row, column] of orders) expect(row).toBe(column)
          if (order !== 'shuffled') expect(new Set(orders.flat()).size).toBe(1)
        },
      ),
      RUNS,
    ))

  test('drawn anew, come in all orders about as often', async () => {
    const { ticks } = await playMatch(
      { game: 'rock-paper-scissors', rounds: 1_200, order: 'shuffled', history: 'none' },
      5,
      anyOption,
      false,
    )
    const counts = new Map<string, number>()
    for (const { of, form } of entriesOf(ticks, 'decision-asked')) {
      if (of === PLAYER.row && form.kind === 'choice')
        counts.set(form.order.join(), (counts.get(form.order.join()) ?? 0) + 1)
    }
    expect(counts.size).toBe(6)
    // Six orders, 200 each; five standard deviations are 65.
    for (const count of counts.values()) expect(Math.abs(count - 200)).toBeLessThan(65)
  })
})

describe('noise', () => {
  const many = { game: 'rock-paper-scissors', rounds: 2_000, history: 'none' }
  const tremblesOf = ({ ticks }: Match) =>
    entriesOf(ticks, 'chance-drawn').map(({ of, value }) => ({
      of,
      ...(value as { from: string; to: string }),
    }))

  test('of 0 replaces nothing and records nothing', async () => {
    expect(tremblesOf(await playMatch({ ...many, noise: 0 }, 1, anyOption, false))).toEqual([])
  })

  test('of 1 replaces every choice by another', async () => {
    const trembles = tremblesOf(await playMatch({ ...many, noise: 1 }, 1, anyOption, false))
    expect(trembles).toHaveLength(4_000)
    expect(trembles.filter(({ from, to }) => from === to)).toEqual([])
  })

  test('in between replaces as often as it says, of either seat, by each other option alike', async () => {
    const trembles = tremblesOf(await playMatch({ ...many, noise: 0.25 }, 1, anyOption, false))
    for (const seat of SEATS) {
      const own = trembles.filter(({ of }) => of === PLAYER[seat])
      // 500 of 2000 expected; four standard deviations are 78.
      expect(Math.abs(own.length - 500)).toBeLessThan(78)
    }
    for (const option of new Set(trembles.map(({ from }) => from))) {
      const away = trembles.filter(({ from }) => from === option)
      const [one, ...others] = [...new Set(away.map(({ to }) => to))]
      expect(others).toHaveLength(1)
      const share = away.filter(({ to }) => to === one).length / away.length
      expect(Math.abs(share - 0.5)).toBeLessThan(4 * Math.sqrt(0.25 / away.length))
    }
  })

  test('comes from a stream of its own: it changes neither what is chosen, nor the order, nor how long it lasts', () =>
    fc.assert(
      fc.asyncProperty(seeds, fc.constantFrom(0.1, 0.5, 1), async (seed, noise) => {
        const open = { game: 'rock-paper-scissors', continuation: 0.8, order: 'shuffled' }
        const [calm, noisy] = [
          await playMatch(open, seed),
          await playMatch({ ...open, noise }, seed),
        ]
        expect(noisy.rounds.map(({ chosen }) => chosen)).toEqual(
          calm.rounds.map(({ chosen }) => chosen),
        )
        const formsOf = ({ ticks }: Match) => entriesOf(ticks, 'decision-asked')
        expect(formsOf(noisy)).toEqual(formsOf(calm))
      }),
      RUNS,
    ))

  test('is paid by what was carried out, whatever was chosen', () =>
    fc.assert(
      fc.asyncProperty(parametersArbitrary, seeds, async (input, seed) => {
        const noisy = { ...input, noise: 0.5 }
        const game = stageGameOf(Parameters.parse(noisy))
        for (const { carriedOut, points } of (await playMatch(noisy, seed, forgetful)).rounds) {
          const at = (seat: Seat): number => game.options[seat].indexOf(carriedOut[seat] ?? '')
          const isVoid = SEATS.some((seat) => carriedOut[seat] === null)
          const paid = isVoid
            ? { row: 0, column: 0 }
            : {
                row: ownPoints(game.payoffs, 'row', at('row'), at('column')),
                column: ownPoints(game.payoffs, 'column', at('column'), at('row')),
              }
          expect(points).toEqual(paid)
        }
      }),
      RUNS,
    ))
})

describe('the length of a match', () => {
  test('with a continuation probability is geometric', async () => {
    const lengths: number[] = []
    for (let seed = 0; seed < 2_000; seed++) {
      lengths.push(
        (await playMatch({ game: 'chicken', continuation: 0.75 }, seed, anyOption, false)).rounds
          .length,
      )
    }
    // Mean 4, standard deviation √12; four standard errors are 0.31.
    expect(
      Math.abs(lengths.reduce((sum, length) => sum + length, 0) / lengths.length - 4),
    ).toBeLessThan(0.31)
    for (const length of [1, 2, 3, 4]) {
      const share = lengths.filter((one) => one === length).length / lengths.length
      expect(Math.abs(share - 0.25 * 0.75 ** (length - 1))).toBeLessThan(0.04)
    }
  })

  test('is one round where none is to follow, and as many as are given otherwise', async () => {
    expect((await playMatch({ game: 'chicken', continuation: 0 }, 3)).rounds).toHaveLength(1)
    expect((await playMatch({ game: 'chicken', rounds: 13 }, 3)).rounds).toHaveLength(13)
    expect((await playMatch({ game: 'chicken' }, 3)).rounds).toHaveLength(10)
  })
})

test('a forfeited round pays nobody, and both are told so', async () => {
  const silent: Player = ({ tick }, seat) =>
    tick === 0 && seat === 'row' ? undefined : 'cooperate'
  const { rounds, readings } = await playMatch({ game: 'prisoners-dilemma', rounds: 2 }, 1, silent)
  expect(rounds[0]).toEqual({
    chosen: { row: null, column: 'cooperate' },
    carriedOut: { row: null, column: 'cooperate' },
    points: { row: 0, column: 0 },
  })
  const told = readings.filter(({ tick }) => tick === 1).map(({ parts }) => parts['history'])
  expect(told).toEqual([
    'Round 1: you did not answer, the other player chose Option J; you earned 0 points, the other player earned 0 points.',
    'Round 1: you chose Option J, the other player did not answer; you earned 0 points, the other player earned 0 points.',
  ])
})

test('a forfeit is never trembled into a choice', () =>
  fc.assert(
    fc.asyncProperty(seeds, async (seed) => {
      const { ticks, rounds } = await playMatch(
        { game: 'chicken', rounds: 10, noise: 1 },
        seed,
        forgetful,
      )
      for (const { chosen, carriedOut } of rounds) {
        for (const seat of SEATS) if (chosen[seat] === null) expect(carriedOut[seat]).toBeNull()
      }
      const voids = rounds.filter(({ chosen }) =>
        SEATS.some((seat) => chosen[seat] === null),
      ).length
      expect(entriesOf(ticks, 'chance-drawn')).toHaveLength(2 * (rounds.length - voids))
    }),
    { numRuns: 20 },
  ))

describe('the golden record', () => {
  /** An unequal game, at first missed: so that each seat must be told of it from its own side. */
  const played = (): Promise<Match> =>
    playMatch({ game: 'battle-of-the-sexes', rounds: 2 }, 2025, ({ ask: { form }, tick }, seat) =>
      form.kind === 'choice' ? (form.options[tick === 0 && seat === 'row' ? 0 : 1] ?? '') : null,
    )

  const tell = (entries: readonly TickEntry[]): string[] =>
    entries.map(({ kind, ...rest }) => `${kind} ${JSON.stringify(rest)}`)

  test('reads as it always did', async () => {
    const { ticks, readings } = await played()
    const pages = ticks.map(({ tick, round, content: { phase, entries } }) => {
      const asked = entries.findIndex(({ kind }) => kind === 'decision-asked')
      const read = readings
        .filter((one) => one.tick === tick)
        .map(({ seat, parts }) => `--- ${seat} reads\n${Object.values(parts).join('\n\n')}`)
      return [
        `=== tick ${tick} · round ${round} · ${phase}`,
        ...tell(entries.slice(0, asked)),
        ...read,
        '--- and then',
        ...tell(entries.slice(asked)),
      ].join('\n')
    })
    await expect(`${pages.join('\n\n')}\n`).toMatchFileSnapshot('golden/two-rounds.txt')
  })

  test('has the hash that it always had', async () => {
    expect((await played()).hash).toMatchInlineSnapshot(
      `"d311cc188c6eaad065d8019b49e9befef38e2e47a9d0d937b56a9de4eb93c9fa"`,
    )
  })
})
