/** What the machine wishes for in each phase: the rules, the asks of a round, what follows from what was sent and returned. */
import {
  ask,
  chance,
  pay,
  show,
  type AnswerForm,
  type Effect,
  type ParticipantId,
  type Value,
} from '../../src/index.ts'
import type { Pair, Players } from './matching.ts'
import { roundsOf, type Parameters } from './parameters.ts'
import { rulesFor } from './rules.ts'
import {
  changesOf,
  endowments,
  holdingsAfter,
  mostOf,
  stakeOf,
  type Holdings,
  type Stake,
} from './stage.ts'
import { type Part } from './part.ts'
import { toldOrders } from './theory.ts'

type Decisions = Readonly<Record<ParticipantId, Value>>
const PARTS: readonly Part[] = ['trustor', 'trustee']

/** A pair in the middle of a round: what its trustor sent, and what each held before; no stake where the trustor did not answer. */
export interface Standing {
  readonly pair: Pair
  readonly before: Holdings
  readonly stake: Stake | null
}

export interface Context {
  /** Counted from 1. */
  readonly round: number
  readonly parameters: Parameters
  readonly players: Players
  /** The pairs of a round. */
  readonly pairs: (round: number) => readonly Pair[]
  readonly draw: (stream: string, index: number) => number
  /** What everybody holds, where balances are carried over. */
  readonly holdings: Readonly<Record<ParticipantId, number>>
  /** The pairs of the round; empty until something has been sent. */
  readonly standings: readonly Standing[]
  /** True where the parameters were changed in the middle of a round: players are told when the next one begins. */
  readonly untold: boolean
}

/** A past round as one player saw it: null for what did not happen because somebody did not answer, and then nobody earned anything. */
export type Outcome = {
  readonly round: number
  readonly part: Part
  readonly sent: number | null
  readonly received: number | null
  readonly returned: number | null
  readonly earned: number
  /** What the player holds after it, where balances are carried over. */
  readonly holds: number | null
}

/** The rules, to everybody by the part that it begins with. */
export function rules({ players, parameters }: Context): readonly Effect[] {
  return PARTS.flatMap((part) => {
    const told = rulesFor(part, parameters)
    return players[part].map((player) => show(player, 'rules', told))
  })
}

/** What happens before the first round: orders are drawn, rules told, and endowments paid where they are paid once. */
export function opening(context: Context): readonly Effect[] {
  const { parameters, holdings } = context
  const drawn = parameters.prior === undefined ? [] : toldOrders(parameters)
  return [
    ...drawn.map((imposed) => chance(`prior/${imposed.attribute}`, null, { ...imposed })),
    ...rules(context),
    ...everybody(context).flatMap((player) =>
      parameters.resets ? [] : [pay(player, holdings[player] ?? 0)],
    ),
  ]
}

/** What everybody holds at the beginning. */
export function openingHoldings(
  players: Players,
  parameters: Parameters,
): Record<ParticipantId, number> {
  const given = endowments(parameters)
  return Object.fromEntries(
    PARTS.flatMap((part) => players[part].map((player) => [player, given[part]])),
  )
}

export function everybody({ players }: Pick<Context, 'players'>): readonly ParticipantId[] {
  return PARTS.flatMap((part) => players[part])
}

/** Asks the trustors of a round how much they send. */
export function sendAsks(context: Context): readonly Effect[] {
  const { parameters, untold } = context
  return [
    ...(untold ? rules(context) : []),
    ...context
      .pairs(context.round)
      .map((pair) =>
        ask(pair.trustor, 'send', amountUpTo(heldBy(context, pair).trustor, parameters)),
      ),
  ]
}

function heldBy({ parameters, holdings }: Context, pair: Pair): Holdings {
  if (parameters.resets) return endowments(parameters)
  return { trustor: holdings[pair.trustor] ?? 0, trustee: holdings[pair.trustee] ?? 0 }
}

function amountUpTo(most: number, parameters: Parameters): AnswerForm {
  return { kind: 'amount', min: 0, max: mostOf(most, parameters), step: parameters.step }
}

/** Where the pairs of a round stand once their trustors have decided. */
export function standingsAfter(context: Context, decisions: Decisions): readonly Standing[] {
  return context.pairs(context.round).map((pair) => {
    const sent = decisions[pair.trustor]
    const before = heldBy(context, pair)
    const stake = typeof sent === 'number' ? stakeOf(sent, context.parameters) : null
    return { pair, before, stake }
  })
}

/** Tells both of a pair what was sent, asks the trustee how much it returns, and perhaps the trustor what it expects. */
export function returnAsks({ standings, parameters, round }: Context): readonly Effect[] {
  return standings.flatMap(({ pair, stake }) => {
    if (stake === null) return []
    const form = amountUpTo(stake.received, parameters)
    return [
      ...PARTS.map((part) => show(pair[part], 'stake', { round, part, ...stake })),
      ...(parameters.beliefs ? [ask(pair.trustor, 'expect', form)] : []),
      ask(pair.trustee, 'return', form),
    ]
  })
}

/**
 * The end of a round: payoffs, and what each learns. A round in which the trustor or the trustee did not answer is void for the pair: nobody is paid for it, and
 * no zero is put in anybody's place.
 */
export function settle(
  context: Context,
  standings: readonly Standing[],
  decisions: Decisions,
): readonly Effect[] {
  const outcomes = standings.flatMap((standing) => outcomesOf(context, standing, decisions))
  return [
    ...outcomes.map(({ player, outcome }) => pay(player, outcome.earned)),
    ...outcomes.map(({ player, outcome }) => show(player, 'outcome', outcome)),
    ...(isLast(context) ? everybody(context).map((player) => show(player, 'over', true)) : []),
  ]
}

/** What everybody holds after a round. */
export function holdingsAfterRound(
  context: Context,
  decisions: Decisions,
): Readonly<Record<ParticipantId, number>> {
  if (context.parameters.resets) return context.holdings
  const changed = context.standings.flatMap((standing) =>
    outcomesOf(context, standing, decisions).map(({ player, outcome }) => [player, outcome.holds]),
  )
  return { ...context.holdings, ...Object.fromEntries(changed) }
}

interface PlayerOutcome {
  readonly player: ParticipantId
  readonly outcome: Outcome
}

function outcomesOf(
  { parameters: { resets }, round }: Context,
  { pair, before, stake }: Standing,
  decisions: Decisions,
): readonly PlayerOutcome[] {
  const decided = stake === null ? null : decisions[pair.trustee]
  const returned = typeof decided === 'number' ? decided : null
  const known = { sent: stake?.sent ?? null, received: stake?.received ?? null, returned }
  const isVoid = stake === null || returned === null
  const changes = isVoid ? NOTHING : changesOf(stake, returned)
  const after = isVoid ? before : holdingsAfter(before, stake, returned)
  return PARTS.map((part) => {
    const earned = resets && !isVoid ? after[part] : changes[part]
    const outcome = { round, part, ...known, earned, holds: resets ? null : after[part] }
    return { player: pair[part], outcome }
  })
}

const NOTHING: Holdings = { trustor: 0, trustee: 0 }

/** Whether the game is over after this round: by number, or because chance says so. */
export function isLast({ parameters, round, draw }: Context): boolean {
  return parameters.continuation === undefined
    ? round >= roundsOf(parameters)
    : draw('continuation', round) >= parameters.continuation
}
