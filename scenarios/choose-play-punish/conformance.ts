/** What only the game itself can check: that its words say what its payoff function pays, and what reputations come to. */
import type { Fault, ParticipantId } from '../../src/index.ts'
import { tableOf } from './meetings.ts'
import { outcomesFor, summaryFor, verdictsFor } from './outcomes.ts'
import { GAMES, type Parameters } from './parameters.ts'
import type { Act } from './payoffs.ts'
import { reputationOf, standingAfter, UNKNOWN } from './reputations.ts'
import type { Round } from './round.ts'
import { rulesFor } from './rules.ts'
import { roundText } from './texts/history.ts'
import {
  readCells,
  readEarned,
  readMeetings,
  readReputation,
  readSanction,
} from './texts/read-back.ts'
import { rulesText } from './texts/rules.ts'

const MEND = 'Mend the words in scenarios/choose-play-punish/texts.'
const ACTS: readonly Act[] = ['cooperative', 'selfish']
const PLAYERS = ['p1', 'p2', 'p3'] as ParticipantId[]

/** Reads rules and every possible meeting back from their words. */
export function conformance(parameters: Parameters): Fault[] {
  return [
    ...ruleFaults(parameters),
    ...ACTS.flatMap((own) => ACTS.flatMap((other) => meetingFaults(parameters, own, other))),
  ]
}

/** The game once more, from its definition: the table of own points. */
function tableFor({ game, payoffs }: Parameters): Readonly<Record<Act, Record<Act, number>>> {
  const { R, S, T, P } = payoffs ?? GAMES[game].payoffs
  return { cooperative: { cooperative: R, selfish: S }, selfish: { cooperative: T, selfish: P } }
}

function ruleFaults(parameters: Parameters): Fault[] {
  const { labels, unit, punishment, sanction, reversed } = parameters
  const text = rulesText(rulesFor(parameters, 5, 'Player 2'))
  const acts = reversed ? [...ACTS].reverse() : ACTS
  const points = tableFor(parameters)
  const cells = acts.flatMap((own) =>
    acts.map((other) => ({
      own,
      other,
      ownPoints: points[own][other],
      otherPoints: points[other][own],
    })),
  )
  const { loss, just, unjust } = sanction
  const told = punishment !== 'none'
  return [
    ...equalOrFault('cells of the rules', readCells(text, { labels, unit }), cells),
    ...equalOrFault(
      'punishment in the rules',
      readSanction(text, { labels, unit }),
      told ? { loss, just, unjust } : { loss: null, just: null, unjust: null },
    ),
  ]
}

/** Two meet, each punishes the other, and the outsider punishes the first. */
function meetingFaults(parameters: Parameters, own: Act, other: Act): Fault[] {
  const { labels, unit, sanction } = parameters
  const table = tableOf({ ...parameters, among: 'all' }, PLAYERS, () => 0)
  const [first, second, outsider] = PLAYERS as [ParticipantId, ParticipantId, ParticipantId]
  const round: Round = {
    table,
    round: 1,
    meetings: [{ first, second, judges: [outsider, null] }],
    played: [
      { of: first, meeting: 0, side: 0, act: own },
      { of: second, meeting: 0, side: 1, act: other },
    ],
    judged: [
      { of: first, meeting: 0, side: 1, as: 'partner', punishes: true },
      { of: second, meeting: 0, side: 0, as: 'partner', punishes: true },
      { of: outsider, meeting: 0, side: 0, as: 'outsider', punishes: true },
    ],
    turn: 0,
  }
  const points = tableFor(parameters)[own][other]
  const brings = other === 'selfish' ? sanction.just : sanction.unjust
  const loss = Number((2 * sanction.loss).toFixed(6))
  const lived = {
    summary: summaryFor(round, first),
    outcomes: outcomesFor(round, first),
    verdicts: verdictsFor(round, first),
  }
  const text = roundText(lived, rulesFor(parameters, 3, 'Player 1'))
  const where = `history of a ${own} player that met a ${other} one`
  return [
    ...equalOrFault(where, readMeetings(text, { labels, unit }), [
      {
        with: 'Player 2',
        own,
        other,
        points,
        sanction: brings,
        by: ['Player 2', 'Player 3'],
        loss,
      },
    ]),
    ...equalOrFault(
      where,
      readEarned(text, { labels, unit }),
      Number((points + brings - loss).toFixed(6)),
    ),
    ...reputationFaults(parameters, round, own, other),
  ]
}

/** What the rules say of reputations, added up for the first player, is what the second thinks of it. */
function reputationFaults(parameters: Parameters, round: Round, own: Act, other: Act): Fault[] {
  const rules = rulesFor(parameters, 3, 'Player 1')
  if (!rules.reputed) return []
  const told = readReputation(rulesText(rules))
  const label = (act: Act): string => `Option ${parameters.labels[act === 'cooperative' ? 0 : 1]}`
  const isPunishing = parameters.punishment !== 'none'
  const sum =
    (told[`choosing ${label(own)}`] ?? 0) +
    (isPunishing ? (told[`punishing a player who chose ${label(other)}`] ?? 0) : 0)
  const standing = standingAfter(UNKNOWN, isPunishing ? round : { ...round, judged: [] })
  return equalOrFault(
    `reputation of a ${own} player that punished a ${other} one`,
    reputationOf(standing, 'p2', 'p1'),
    Number(sum.toFixed(6)),
  )
}

function equalOrFault(where: string, told: unknown, expected: unknown): Fault[] {
  const [found, wanted] = [JSON.stringify(told), JSON.stringify(expected)]
  return found === wanted
    ? []
    : [{ where, what: `told ${found ?? 'nothing'}, is ${wanted ?? 'nothing'}.`, mend: MEND }]
}
