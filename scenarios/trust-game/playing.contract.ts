/** Plays any scenario for tests, with players that answer what the test says, and keeps what each of them read. */
import { Streams, type Random } from '../../src/base/random.ts'
import type { Considered, Policy, Situation } from '../../src/play/agent/policy.ts'
import { playRun } from '../../src/play/kernel/play-run.ts'
import type { Scenario } from '../../src/play/scenario/define-scenario.ts'
import type { Value } from '../../src/record/ask.ts'
import type { TickEntry } from '../../src/record/entry.ts'
import { ParticipantId } from '../../src/record/ids.ts'
import type { Plan } from '../../src/record/plan.ts'
import type { Tick } from '../../src/record/tick.ts'
import { anyAnswer } from '../../src/app/conformance/any-answer.ts'

/** What one player read before one answer, part by part; parts of one name line by line. */
export interface Reading {
  readonly of: ParticipantId
  readonly role: string
  readonly tick: number
  readonly ask: Situation['ask']
  readonly parts: Readonly<Record<string, string>>
}

export interface Played {
  readonly ticks: readonly Tick[]
  readonly readings: readonly Reading[]
  readonly entries: readonly TickEntry[]
  readonly hash: string
}

/** An answer, or undefined for a forfeit. */
export type Player = (situation: Situation, role: string, random: Random) => Value | undefined

/** Any answer with the same chance. */
export const anyPlayer: Player = ({ ask }, _, random) => anyAnswer(ask.form, random)

/** Forfeits now and then. */
export const forgetful: Player = (situation, role, random) =>
  random.chance(0.2) ? undefined : anyPlayer(situation, role, random)

/** Answers from lists, one for each role and ask: `{ 'trustor/send': [5, 6] }`; undefined in a list is a forfeit. */
export function listed(lists: Readonly<Record<string, readonly (Value | undefined)[]>>): Player {
  const asked = new Map<string, number>()
  return ({ ask }, role) => {
    const key = `${role}/${ask.name}`
    const turn = asked.get(key) ?? 0
    asked.set(key, turn + 1)
    const list = lists[key] ?? []
    if (turn >= list.length) throw new Error(`no answer is left for ${key}`)
    return list[turn]
  }
}

/** Plays one run: a seat for each of `roles`, p1 first. `plan` adds to the plan: interventions, probes. */
export async function play(
  scenario: Scenario,
  roles: readonly string[],
  parameters: object,
  {
    seed = 1,
    player = anyPlayer,
    plan = {},
  }: { seed?: number; player?: Player; plan?: Partial<Plan> } = {},
): Promise<Played> {
  const ticks: Tick[] = []
  const readings: Reading[] = []
  const streams = new Streams(seed)
  const seats = roles.map((role, i) => ({ role, participant: ParticipantId.parse(`p${i + 1}`) }))
  const outcome = await playRun({
    plan: { ...planOf(scenario, seats, parameters, seed), ...plan },
    scenario,
    policies: new Map(
      seats.map(({ role, participant }) => [
        participant,
        policyOf(role, player, streams.stream(`test/${participant}`), readings),
      ]),
    ),
    ledger: { start: () => {}, tick: (tick) => void ticks.push(tick), end: () => {} },
    reseat: () => {
      throw new Error('nobody is reseated here')
    },
  })
  if (outcome.kind === 'left') throw new Error('the run did not end')
  if (outcome.end.how !== 'finished') throw new Error(outcome.end.why ?? 'the run failed')
  const entries = ticks.flatMap(({ content }) => content.entries)
  return { ticks, readings, entries, hash: outcome.hash }
}

function policyOf(role: string, player: Player, random: Random, readings: Reading[]): Policy {
  const readIt = (situation: Situation): void => {
    const { ask, tick } = situation
    const parts: Record<string, string> = {}
    for (const { name, text } of situation.read())
      parts[name] = parts[name] === undefined ? text : `${parts[name]}\n${text}`
    readings.push({ of: ask.of, role, tick, ask, parts })
  }
  return {
    decide(situation) {
      readIt(situation)
      const { ask } = situation
      const value = player(situation, role, random)
      if (value !== undefined) return value
      return Promise.resolve(silence(ask))
    },
    // Probes are read and not answered.
    probe(situation) {
      readIt(situation)
      return Promise.resolve(silence(situation.ask))
    },
  }
}

function silence({ of, name }: Situation['ask']): Considered {
  const nothing = { value: null, displayed: null, status: 'forfeited', attempts: 1 } as const
  const decision = { kind: 'decision-defaulted', of, ask: name, ...nothing, why: 'silent' } as const
  return { trail: [], decision, latenciesMs: [] }
}

/** The entries of one kind. */
export function entriesOf<K extends TickEntry['kind']>(
  entries: readonly TickEntry[],
  kind: K,
): Extract<TickEntry, { kind: K }>[] {
  return entries.filter((entry): entry is Extract<TickEntry, { kind: K }> => entry.kind === kind)
}

/** A page of text: what everybody read and what happened, tick by tick. */
export function tell({ ticks, readings }: Played): string {
  const line = ({ kind, ...rest }: TickEntry): string => `${kind} ${JSON.stringify(rest)}`
  const pages = ticks.map(({ tick, round, content: { phase, entries } }) => {
    const asked = entries.findIndex(({ kind }) => kind === 'decision-asked')
    const read = readings
      .filter((one) => one.tick === tick)
      .map(
        ({ of, role, parts }) => `--- ${of}, ${role}, reads\n${Object.values(parts).join('\n\n')}`,
      )
    return [
      `=== tick ${tick} · round ${round} · ${phase}`,
      ...entries.slice(0, asked).map(line),
      ...read,
      '--- and then',
      ...entries.slice(asked).map(line),
    ].join('\n')
  })
  return `${pages.join('\n\n')}\n`
}

function planOf(
  { name, version }: Scenario,
  seats: readonly { role: string; participant: ParticipantId }[],
  parameters: object,
  seed: number,
): Plan {
  const agent = { agent: 'test', policy: 'test', settings: {}, persona: null }
  return {
    experiment: 'test',
    scenario: { name, version },
    parameters: parameters as Plan['parameters'],
    seats: seats.map((seat) => ({ ...seat, ...agent })),
    treatment: 'all',
    levels: {},
    counterbalance: {},
    replicate: 1,
    seed,
    invalid: { reask: 0, then: 'forfeit' },
  }
}
