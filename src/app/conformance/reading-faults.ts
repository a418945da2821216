/** Whether what participants read depends on what they have seen, and on nothing else. */
import { canonicalJson, type Json } from '../../base/canonical-json.ts'
import { readSituation } from '../../play/kernel/read-situation.ts'
import type { Fault } from '../../play/scenario/fault.ts'
import type { Scenario } from '../../play/scenario/define-scenario.ts'
import type { TickEntry } from '../../record/entry.ts'
import type { ParticipantId } from '../../record/ids.ts'
import { Seen } from '../../record/seen.ts'
import type { Tick } from '../../record/tick.ts'
import type { Shown } from './purity-faults.ts'
import type { Sample } from './sample-plans.ts'

/** Asks of one run that are read again; the first rounds and the growing histories are among them. */
const MOST_ASKS = 200

/**
 * Reads every ask of a played run again, from copies that cannot be changed, and each time after the others have read altered facts:
 * the words must be those of the play. An altered fact that shows in somebody else's words has crossed the information boundary.
 */
export function readingFaults(
  sample: Sample,
  scenario: Scenario,
  ticks: readonly Tick[],
  shown: readonly Shown[],
): Fault[] {
  const participants = sample.plan.seats.map(({ participant }) => participant)
  const own = new Map(participants.map((one) => [one, new Seen(one)]))
  const altered = new Map(participants.map((one) => [one, new Seen(one)]))
  const learn = (entries: readonly TickEntry[], tick: number): void => {
    for (const entry of entries) {
      for (const seen of own.values()) seen.add(frozen(entry), tick)
      for (const seen of altered.values()) seen.add(alter(entry), tick)
    }
  }
  const faults: Fault[] = []
  let asks = 0
  for (const { tick, content } of ticks) {
    const begun = content.entries.findIndex(({ kind }) => kind === 'decision-asked')
    const opening = begun < 0 ? content.entries.length : begun
    learn(content.entries.slice(0, opening), tick)
    const now = shown.filter((one) => one.tick === tick)
    for (const one of now) {
      if (++asks > MOST_ASKS) return faults
      const where = `phase "${content.phase}" (tick ${tick}, ${sample.name})`
      faults.push(...reread({ one, now, own, altered, scenario, where }))
    }
    learn(content.entries.slice(opening), tick)
  }
  return faults
}

interface Rereading {
  readonly one: Shown
  readonly now: readonly Shown[]
  readonly own: ReadonlyMap<ParticipantId, Seen>
  readonly altered: ReadonlyMap<ParticipantId, Seen>
  readonly scenario: Scenario
  readonly where: string
}

function reread({ one, now, own, altered, scenario, where }: Rereading): Fault[] {
  const { of, name } = one.ask
  for (const other of now) {
    if (other.ask.of === of) continue
    try {
      readSituation(scenario, altered.get(other.ask.of) as Seen, frozen(other.ask))
    } catch {
      // Altered facts need not make sense; whatever was remembered of them has been remembered.
    }
  }
  const read = (): string =>
    canonicalJson(readSituation(scenario, own.get(of) as Seen, frozen(one.ask)))
  const mend = 'Let read compute its parts from seen and ask alone, and change neither.'
  try {
    const again = read()
    if (again !== canonicalJson(one.parts)) {
      return [
        { where, what: `what ${of} reads at "${name}" depends on more than it has seen.`, mend },
      ]
    }
    if (read() !== again) {
      return [
        { where, what: `read gives ${of} other words at "${name}" when it is called again.`, mend },
      ]
    }
    return []
  } catch (error) {
    return [
      {
        where,
        what: `read cannot be repeated for ${of} at "${name}": ${(error as Error).message}.`,
        mend,
      },
    ]
  }
}

function frozen<T extends object>(value: T): T {
  return freeze(structuredClone(value))
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null)
    for (const inner of Object.values(Object.freeze(value))) freeze(inner)
  return value
}

/** The same entry with another secret in it. */
function alter(entry: TickEntry): TickEntry {
  if (entry.kind === 'fact-shown') return { ...entry, data: alterData(entry.data) }
  if (entry.kind === 'payoff-awarded') return { ...entry, points: entry.points + 1_000 }
  if (entry.kind === 'message-sent') return { ...entry, text: `${entry.text} (altered)` }
  return entry
}

function alterData(data: Json): Json {
  if (typeof data === 'number') return data + 1_000
  if (typeof data === 'string') return `${data} (altered)`
  if (typeof data !== 'object' || data === null) return data
  if (Array.isArray(data)) return data.map((item: Json) => alterData(item))
  return Object.fromEntries(
    Object.entries(data).map(([key, item]) => [key, alterData(item as Json)]),
  )
}
