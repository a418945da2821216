/** Runs for tests of units, blinding and rules: said and decided by hand. */
import type { TickEntry } from '../../../record/entry.ts'
import { ParticipantId } from '../../../record/ids.ts'
import { runIdOf, type Plan } from '../../../record/plan.ts'
import { contentOf, type Tick } from '../../../record/tick.ts'
import { unitsOf } from '../cut-units.ts'
import { runWorldOf, type RunWorld } from '../run-world.ts'
import type { Unit } from '../unit.ts'

export const who = (place: number): ParticipantId => ParticipantId.parse(`p${place}`)

/** A plan of an imported run, whose participants have these names. */
export function namedPlan(names: readonly string[], changes: Partial<Plan> = {}): Plan {
  return {
    experiment: 'made',
    scenario: { name: 'made', version: 1 },
    parameters: { names: [...names] },
    seats: names.map((_, i) => ({
      participant: who(i + 1),
      role: 'speaker',
      agent: 'somebody',
      policy: 'imported',
      settings: {},
      persona: null,
    })),
    treatment: 'plain',
    levels: {},
    counterbalance: {},
    replicate: 1,
    seed: 7,
    invalid: { reask: 0, then: 'forfeit' },
    imported: { format: 'text', file: 'talk.txt', sha256: '0'.repeat(64) },
    ...changes,
  }
}

type Message = Extract<TickEntry, { kind: 'message-sent' }>

/** Words that everybody of `heard` hears; 4 where that is not told. */
export function said(
  from: number | null,
  text: string,
  changes: Partial<Message> & { readonly heard?: number } = {},
): Message {
  const { heard = 4, ...rest } = changes
  return {
    kind: 'message-sent',
    from: from === null ? null : who(from),
    channel: 'public',
    audience: Array.from({ length: heard }, (_, i) => who(i + 1)),
    text,
    onRecord: true,
    ...rest,
  }
}

export function decided(of: number, ask: string, value: string | number | null): TickEntry {
  const status = value === null ? 'passed' : 'valid'
  return { kind: 'decision-taken', of: who(of), ask, value, displayed: null, status, attempts: 1 }
}

/** Ticks of entries; each is a round of its own unless it is given. */
export function ticksOf(
  entries: readonly (readonly TickEntry[])[],
  rounds: readonly (number | null)[] = entries.map((_, i) => i + 1),
): Tick[] {
  return entries.map((list, tick) => ({
    tick,
    round: rounds[tick] ?? null,
    content: contentOf('talking', list),
  }))
}

export function madeWorld(plan: Plan, ticks: readonly Tick[]): RunWorld {
  return runWorldOf({ runId: runIdOf(plan), plan, status: 'finished' }, ticks)
}

/** A run in which each line is said by somebody, in a tick and a round of its own: its world and its messages. */
export function madeTalk(
  names: readonly string[],
  lines: readonly (readonly [from: number | null, text: string])[],
): { readonly world: RunWorld; readonly units: readonly Unit[] } {
  const heard = names.length
  const ticks = ticksOf(lines.map(([from, text]) => [said(from, text, { heard })]))
  const world = madeWorld(namedPlan(names), ticks)
  return { world, units: unitsOf(world, ['message']) }
}
