/** What only the game itself can check: that its words say, to every seat and of every cell, what its payoff function pays. */
import type { Fault } from '../../src/index.ts'
import { gameNamed } from './games/catalogue.ts'
import { ownPoints, type Payoffs } from './games/game.ts'
import type { Parameters } from './parameters.ts'
import { rulesFor, type Rules } from './rules.ts'
import {
  otherSeat,
  outcomeFrom,
  SEATS,
  stageGameOf,
  type Outcome,
  type Seat,
} from './stage-game.ts'
import { framingNamed } from './texts/framings.ts'
import { historyText } from './texts/history.ts'
import { readCells, readHistory } from './texts/read-back.ts'
import { rulesText } from './texts/rules.ts'

const MEND = 'Mend the words in scenarios/matrix-game/texts, or the seat from which they are told.'

/** Reads the rules and a history of all cells back from their words, and compares them with the payoffs. */
export function conformance(parameters: Parameters): Fault[] {
  return SEATS.flatMap((seat) => [
    ...ruleFaults(parameters, seat),
    ...historyFaults(parameters, seat),
  ])
}

/** The payoff function, straight from the parameters. */
function payoffsOf({ payoffs, game }: Parameters): Payoffs {
  return payoffs ?? gameNamed(game ?? '')?.payoffs ?? []
}

function ruleFaults(parameters: Parameters, seat: Seat): Fault[] {
  const { rules, words, text } = tellRules(parameters, seat)
  const told = readCells(text, words)
  const payoffs = payoffsOf(parameters)
  return cellsFrom(rules).flatMap(([own, other]) => {
    const [mine, theirs] = [rules.labels.own[own], rules.labels.other[other]]
    const where = `rules for ${seat}, cell ${mine}/${theirs}`
    const lines = told.filter((cell) => cell.own === mine && cell.other === theirs)
    const [line] = lines
    if (line === undefined || lines.length > 1) {
      return [{ where, what: `the cell is told ${lines.length} times.`, mend: MEND }]
    }
    const paid = [
      ownPoints(payoffs, seat, own, other),
      ownPoints(payoffs, otherSeat(seat), other, own),
    ]
    return line.ownPoints === paid[0] && line.otherPoints === paid[1]
      ? []
      : [
          {
            where,
            what: `told ${line.ownPoints}/${line.otherPoints}, paid ${paid.join('/')}.`,
            mend: MEND,
          },
        ]
  })
}

function historyFaults(parameters: Parameters, seat: Seat): Fault[] {
  const { rules, words } = tellRules(parameters, seat)
  if (rules.history === 'none') return []
  const outcomes = outcomesOf(parameters, seat, rules)
  const all = { ...rules, historyRounds: null }
  const told = readHistory(historyText(outcomes, all, words.framing), words)
  return outcomes.flatMap((outcome, i) => {
    const expected = { round: i + 1, ...toldOf(outcome, rules) }
    const found = JSON.stringify(told[i])
    return found === JSON.stringify(expected)
      ? []
      : [
          {
            where: `history for ${seat}, round ${i + 1}`,
            what: `told ${found ?? 'nothing'}, played ${JSON.stringify(expected)}.`,
            mend: MEND,
          },
        ]
  })
}

/** Every cell once, one of them after a tremble, and a round in which each of the two did not answer. */
function outcomesOf(parameters: Parameters, seat: Seat, rules: Rules): Outcome[] {
  const game = stageGameOf(parameters)
  const outcomes = cellsFrom(rules).map(([own, other]) =>
    outcomeFrom(
      game,
      seat,
      seat === 'row' ? { row: own, column: other } : { row: other, column: own },
    ),
  )
  const [first] = outcomes
  const [mine = null, theirs = null] = [rules.options.own[0], rules.options.other[0]]
  const nothing = { ownPoints: 0, otherPoints: 0 }
  return [
    ...outcomes,
    ...(first === undefined ? [] : [{ ...first, intended: rules.options.own[1] ?? '' }]),
    { own: null, other: theirs, ...nothing },
    { own: mine, other: null, ...nothing },
  ]
}

/** An outcome as a reader of words should find it. */
export function toldOf(
  { own, other, ownPoints, otherPoints, intended }: Outcome,
  { options, labels }: Pick<Rules, 'options' | 'labels'>,
): {
  own: string | null
  other: string | null
  ownPoints: number
  otherPoints: number
  intended: string | null
} {
  const labelOf = (side: 'own' | 'other', option: string | null): string | null =>
    option === null ? null : (labels[side][options[side].indexOf(option)] ?? null)
  return {
    own: labelOf('own', own),
    other: labelOf('other', other),
    ownPoints,
    otherPoints,
    intended: intended === undefined ? null : labelOf('own', intended),
  }
}

function tellRules(parameters: Parameters, seat: Seat) {
  const rules = rulesFor(seat, stageGameOf(parameters), parameters)
  const framing = framingNamed(parameters.framing)
  return { rules, words: { framing, unit: rules.unit }, text: rulesText(rules, framing) }
}

function cellsFrom({ options }: Rules): [own: number, other: number][] {
  return options.own.flatMap((_, own) =>
    options.other.map((__, other): [number, number] => [own, other]),
  )
}
