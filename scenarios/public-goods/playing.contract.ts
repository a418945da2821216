/** Plays any scenario for tests, with players that may read what they are shown, and gives back the record and what was read. */
import { Streams, type Random } from '../../src/base/random.ts'
import type { Policy, Situation } from '../../src/play/agent/policy.ts'
import { playRun } from '../../src/play/kernel/play-run.ts'
import type { Scenario } from '../../src/play/scenario/define-scenario.ts'
import type { Value } from '../../src/record/ask.ts'
import type { TickEntry } from '../../src/record/entry.ts'
import { ParticipantId } from '../../src/record/ids.ts'
import type { Plan } from '../../src/record/plan.ts'
import type { Tick } from '../../src/record/tick.ts'
import { anyAnswer } from '../../src/app/conformance/any-answer.ts'

/** What one participant read before one answer, part by part; parts of one name are joined by line breaks. */
export interface Reading {
  readonly of: string
  readonly tick: number
  readonly round: number
  readonly ask: Situation['ask']
  readonly parts: Readonly<Record<string, string>>
}

export interface Play {
  readonly ticks: readonly Tick[]
  readonly readings: readonly Reading[]
  readonly hash: string
}

/** An answer, or undefined for a forfeit. */
export type Player = (situation: Situation, random: Random) => Value | undefined

/** Any valid answer with the same chance. */
export const anything: Player = ({ ask }, random) => anyAnswer(ask.form, random)

/** Forfeits now and then. */
export const forgetful: Player = (situation, random) =>
  random.chance(0.15) ? undefined : anything(situation, random)

export const participant = (number: number): ParticipantId => ParticipantId.parse(`p${number}`)

export interface Table {
  readonly scenario: Scenario
  readonly parameters: object
  /** How many sit in the one role. */
  readonly seats: number
  readonly seed?: number
  readonly player?: Player
  readonly interventions?: Plan['interventions']
}

export async function play(table: Table): Promise<Play> {
  const { scenario, parameters, seats, seed = 1, player = anything, interventions } = table
  const [role = ''] = Object.keys(scenario.roles)
  const ticks: Tick[] = []
  const readings: Reading[] = []
  const plan: Plan = {
    experiment: 'test',
    scenario: { name: scenario.name, version: scenario.version },
    parameters: parameters as Plan['parameters'],
    seats: Array.from({ length: seats }, (_, i) => ({
      participant: participant(i + 1),
      role,
      agent: 'test',
      policy: 'test',
      settings: {},
      persona: null,
    })),
    treatment: 'all',
    levels: {},
    counterbalance: {},
    replicate: 1,
    seed,
    invalid: { reask: 0, then: 'forfeit' },
    ...(interventions === undefined ? {} : { interventions }),
  }
  const policyOf = (id: ParticipantId, streams: Streams): Policy =>
    seated(player, streams.stream(`test/${id}`), readings)
  const streams = new Streams(seed)
  const outcome = await playRun({
    plan,
    scenario,
    policies: new Map(plan.seats.map(({ participant: id }) => [id, policyOf(id, streams)])),
    reseat: (seat, fresh) => policyOf(seat.participant, fresh),
    ledger: { start: () => {}, tick: (tick) => void ticks.push(tick), end: () => {} },
  })
  if (outcome.kind === 'left' || outcome.end.how !== 'finished')
    throw new Error(`the run did not end: ${JSON.stringify(outcome)}`)
  return { ticks, readings, hash: outcome.hash }
}

function seated(player: Player, random: Random, readings: Reading[]): Policy {
  return {
    decide(situation) {
      const { ask, tick, round } = situation
      const parts: Record<string, string> = {}
      for (const { name, text } of situation.read())
        parts[name] = parts[name] === undefined ? text : `${parts[name]}\n${text}`
      readings.push({ of: ask.of, tick, round: round ?? 0, ask, parts })
      const value = player(situation, random)
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

/** What everybody decided under an ask, tick by tick. */
export function decisionsOf(ticks: readonly Tick[], ask: string): Map<string, Value>[] {
  return ticks.flatMap((tick) => {
    const made = [
      ...entriesOf([tick], 'decision-taken'),
      ...entriesOf([tick], 'decision-defaulted'),
    ].filter((entry) => entry.ask === ask)
    return made.length === 0 ? [] : [new Map(made.map(({ of, value }) => [of, value]))]
  })
}

/** What everybody was paid, round by round. */
export function payoffsOf(ticks: readonly Tick[]): Map<string, number>[] {
  const rounds: Map<string, number>[] = []
  for (const tick of ticks) {
    const paid = entriesOf([tick], 'payoff-awarded')
    if (paid.length > 0) rounds.push(new Map(paid.map(({ to, points }) => [to, points])))
  }
  return rounds
}

/** A page of plain text: facts, then what everybody read, then what was decided and what followed. */
export function transcript({ ticks, readings }: Play): string {
  const tell = (entries: readonly TickEntry[]): string[] =>
    entries.map(({ kind, ...rest }) => `${kind} ${JSON.stringify(rest)}`)
  const pages = ticks.map(({ tick, round, content: { phase, entries } }) => {
    const asked = entries.findIndex(({ kind }) => kind === 'decision-asked')
    const read = readings
      .filter((one) => one.tick === tick)
      .map(({ of, parts }) => `--- ${of} reads\n${Object.values(parts).join('\n\n')}`)
    return [
      `=== tick ${tick} · round ${round} · ${phase}`,
      ...tell(entries.slice(0, asked)),
      ...read,
      '--- and then',
      ...tell(entries.slice(asked)),
    ].join('\n')
  })
  return `${pages.join('\n\n')}\n`
}
