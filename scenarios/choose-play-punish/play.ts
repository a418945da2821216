/** What the machine wishes for in each phase: rules, asks with what is known of the other, and what follows. */
import { ask, chance, pay, show, type Effect, type ParticipantId } from '../../src/index.ts'
import { candidatesOf, type Pair, type Table } from './meetings.ts'
import { outcomesFor, summaryFor, verdictsFor } from './outcomes.ts'
import { GAMES, type Stage } from './parameters.ts'
import type { Act } from './payoffs.ts'
import { reputationOf, type Standing } from './reputations.ts'
import {
  actOf,
  playersOf,
  playQuestions,
  punishQuestions,
  type PunishQuestion,
  type Round,
} from './round.ts'
import { nameOf, rulesFor } from './rules.ts'

/** What is known of a player at some stage; absent where it is not told, null where there is nothing yet. */
export type Known = {
  readonly name: string
  readonly reputation?: number
  readonly last?: Act | null
}

/** Those who can be chosen. */
export type Candidates = {
  readonly round: number
  readonly own: Known
  readonly candidates: readonly Known[]
}

/** Whom the next play is with. */
export type Meet = { readonly round: number; readonly own: Known; readonly other: Known }

/** Whom the next punishment is about, what it did, and what the one did whom it met. */
export type Target = {
  readonly round: number
  readonly as: 'partner' | 'outsider'
  readonly target: Known
  readonly act: Act
  /** Whom it met: the reader itself, or another. */
  readonly with: string
  readonly withAct: Act
}

/** Tells everybody the rules. */
export function rulesEffects({ parameters, players }: Table): readonly Effect[] {
  return players.map((id) =>
    show(id, 'rules', rulesFor(parameters, players.length, nameOf(players, id))),
  )
}

function known(
  { parameters, players }: Table,
  standing: Standing,
  stage: Stage,
  observer: ParticipantId,
  subject: ParticipantId,
): Known {
  const { reputation, reputationAt, lastAt } = parameters
  const isReputed = reputation.counts !== 'none' && reputationAt.includes(stage)
  // Nobody is told what others hold of it where each has a view of its own.
  const isOwn = observer === subject && reputation.seenBy === 'witnesses'
  const isLast = stage !== 'punish' && lastAt.includes(stage)
  return {
    name: nameOf(players, subject),
    ...(isReputed && !isOwn ? { reputation: reputationOf(standing, observer, subject) } : {}),
    ...(isLast ? { last: standing.last[subject] ?? null } : {}),
  }
}

/** Asks everybody for a partner. */
export function choiceEffects(table: Table, standing: Standing, round: number): readonly Effect[] {
  const { players } = table
  const knownTo = (id: ParticipantId, subject: ParticipantId): Known =>
    known(table, standing, 'choose', id, subject)
  const offered = players.map((id) => ({ id, others: candidatesOf(table, id, round) }))
  return [
    ...offered.map(({ id, others }) =>
      show(id, 'candidates', {
        round,
        own: knownTo(id, id),
        candidates: others.map((one) => knownTo(id, one)),
      }),
    ),
    ...offered.map(({ id, others }) =>
      ask(id, 'partner', {
        kind: 'choice',
        options: others,
        labels: others.map((one) => nameOf(players, one)),
        order: others.map((_, i) => i),
      }),
    ),
  ]
}

/** Who met whom, for the record. */
export function pairEffects(pairs: readonly Pair[], round: number): readonly Effect[] {
  return [
    chance('pairs', null, { round, pairs: pairs.map(({ first, second }) => [first, second]) }),
  ]
}

/** Asks everybody for its next play. */
export function playEffects(round: Round, standing: Standing): readonly Effect[] {
  const { table, meetings } = round
  const { game, labels, reversed } = table.parameters
  const questions = playQuestions(round)
  return [
    ...questions.map(({ of, meeting, side }) => {
      const pair = playersOf(meetings[meeting] as Pair)
      return show(of, 'meeting', {
        round: round.round,
        own: known(table, standing, 'play', of, of),
        other: known(table, standing, 'play', of, pair[1 - side] as ParticipantId),
      })
    }),
    ...questions.map(({ of }) =>
      ask(of, 'play', {
        kind: 'choice',
        options: [...GAMES[game].options],
        labels: [...labels],
        order: reversed ? [1, 0] : [0, 1],
      }),
    ),
  ]
}

/** Asks everybody for its next punishment. */
export function punishEffects(round: Round, standing: Standing): readonly Effect[] {
  const questions = punishQuestions(round)
  return [
    ...questions.map((one) => show(one.of, 'target', targetOf(round, standing, one))),
    ...questions.map(({ of }) =>
      ask(of, 'punish', {
        kind: 'choice',
        options: ['punish', 'spare'],
        labels: ['punish', 'spare'],
        order: [0, 1],
      }),
    ),
  ]
}

function targetOf(round: Round, standing: Standing, question: PunishQuestion): Target {
  const { table, meetings } = round
  const { of, meeting, side, as } = question
  const pair = playersOf(meetings[meeting] as Pair)
  return {
    round: round.round,
    as,
    target: known(table, standing, 'punish', of, pair[side]),
    act: actOf(round, meeting, side) as Act,
    with: nameOf(table.players, pair[1 - side] as ParticipantId),
    withAct: actOf(round, meeting, 1 - side) as Act,
  }
}

/** Pays the round, and tells everybody what came of it. */
export function settleEffects(round: Round): readonly Effect[] {
  const { players } = round.table
  return [
    ...players.map((id) => pay(id, summaryFor(round, id).earned)),
    ...players.flatMap((id) => [
      ...outcomesFor(round, id).map((outcome) => show(id, 'outcome', outcome)),
      ...verdictsFor(round, id).map((verdict) => show(id, 'verdict', verdict)),
      show(id, 'summary', summaryFor(round, id)),
    ]),
  ]
}
