/** Plays matches for tests, with players that read what they are shown, and reads the record back by round. */
import { Streams, type Random } from '../../src/base/random.ts'
import type { Policy, Situation } from '../../src/play/agent/policy.ts'
import { playRun } from '../../src/play/kernel/play-run.ts'
import type { Value } from '../../src/record/ask.ts'
import type { TickEntry } from '../../src/record/entry.ts'
import { ParticipantId } from '../../src/record/ids.ts'
import type { Plan } from '../../src/record/plan.ts'
import type { Tick } from '../../src/record/tick.ts'
import { matrixGame } from './scenario.ts'
import type { Seat } from './stage-game.ts'

export const PLAYER: Readonly<Record<Seat, ParticipantId>> = {
  row: ParticipantId.parse('p1'),
  column: ParticipantId.parse('p2'),
}

/** What one player read before one answer, part by part. */
export interface Reading {
  readonly seat: Seat
  readonly tick: number
  readonly ask: Situation['ask']
  readonly parts: Readonly<Record<string, string>>
}

/** One round as the record has it; null where that player forfeited. */
export interface PlayedRound {
  readonly chosen: Readonly<Record<Seat, string | null>>
  /** After trembles. */
  readonly carriedOut: Readonly<Record<Seat, string | null>>
  readonly points: Readonly<Record<Seat, number>>
}

export interface Match {
  readonly ticks: readonly Tick[]
  readonly readings: readonly Reading[]
  readonly rounds: readonly PlayedRound[]
  readonly hash: string
}

/** An answer, or undefined for a forfeit. */
export type Player = (situation: Situation, seat: Seat, random: Random) => Value | undefined

/** Any option with the same chance. */
export const anyOption: Player = ({ ask }, _, random) =>
  ask.form.kind === 'choice' ? random.pick(ask.form.options) : null

export async function playMatch(
  parameters: object,
  seed: number,
  player: Player = anyOption,
  reads = true,
): Promise<Match> {
  const ticks: Tick[] = []
  const readings: Reading[] = []
  const streams = new Streams(seed)
  const policyOf = (seat: Seat): Policy => {
    const random = streams.stream(`test/${seat}`)
    return {
      decide(situation) {
        const { ask, tick } = situation
        if (reads) {
          const parts: Record<string, string> = {}
          // A history has a part for each round.
          for (const { name, text } of situation.read())
            parts[name] = name in parts ? `${parts[name]}\n${text}` : text
          readings.push({ seat, tick, ask, parts })
        }
        const value = player(situation, seat, random)
        if (value !== undefined) return value
        const nothing = { value: null, displayed: null, status: 'forfeited', attempts: 1 } as const
        const decision = {
          kind: 'decision-defaulted',
          of: ask.of,
          ask: ask.name,
          ...nothing,
          why: 'silent',
        } as const
        return Promise.resolve({ trail: [], decision, latenciesMs: [] })
      },
    }
  }
  const outcome = await playRun({
    plan: planOf(parameters, seed),
    scenario: matrixGame,
    policies: new Map([
      [PLAYER.row, policyOf('row')],
      [PLAYER.column, policyOf('column')],
    ]),
    ledger: { start: () => {}, tick: (tick) => void ticks.push(tick), end: () => {} },
  })
  if (outcome.kind === 'left' || outcome.end.how !== 'finished')
    throw new Error('the match did not end')
  return { ticks, readings, rounds: roundsIn(ticks), hash: outcome.hash }
}

export function entriesOf<K extends TickEntry['kind']>(
  ticks: readonly Tick[],
  kind: K,
): Extract<TickEntry, { kind: K }>[] {
  return ticks.flatMap(({ content }) =>
    content.entries.filter(
      (entry): entry is Extract<TickEntry, { kind: K }> => entry.kind === kind,
    ),
  )
}

/** From decisions, trembles and payoffs alone: the outcomes that players were shown have no part in it. */
function roundsIn(ticks: readonly Tick[]): PlayedRound[] {
  return ticks.flatMap((tick) => {
    const decisions = [
      ...entriesOf([tick], 'decision-taken'),
      ...entriesOf([tick], 'decision-defaulted'),
    ].filter(({ ask }) => ask === 'choice')
    if (decisions.length === 0) return []
    const chosenBy = (seat: Seat): string | null =>
      (decisions.find(({ of }) => of === PLAYER[seat])?.value ?? null) as string | null
    const carriedOutBy = (seat: Seat): string | null => {
      const tremble = entriesOf([tick], 'chance-drawn').find(({ of }) => of === PLAYER[seat])
      return tremble === undefined ? chosenBy(seat) : (tremble.value as { to: string }).to
    }
    const pointsOf = (seat: Seat): number =>
      entriesOf([tick], 'payoff-awarded').reduce(
        (sum, { to, points }) => sum + (to === PLAYER[seat] ? points : 0),
        0,
      )
    const both = <T>(of: (seat: Seat) => T): Record<Seat, T> => ({
      row: of('row'),
      column: of('column'),
    })
    return [{ chosen: both(chosenBy), carriedOut: both(carriedOutBy), points: both(pointsOf) }]
  })
}

function planOf(parameters: object, seed: number): Plan {
  const seat = { agent: 'test', policy: 'test', settings: {}, persona: null }
  return {
    experiment: 'test',
    scenario: { name: matrixGame.name, version: matrixGame.version },
    parameters: parameters as Plan['parameters'],
    seats: [
      { participant: PLAYER.row, role: 'row', ...seat },
      { participant: PLAYER.column, role: 'column', ...seat },
    ],
    treatment: 'all',
    levels: {},
    counterbalance: {},
    replicate: 1,
    seed,
    invalid: { reask: 0, then: 'forfeit' },
  }
}
