/** A run as those who cut units, blind them and code them by rules need it: what was said and decided, who was called what, who was away. */
import type { RunSummary, Store } from '../../io/store/store.ts'
import type { DecisionDefaulted, DecisionTaken } from '../../record/decision-entries.ts'
import type { TickEntry } from '../../record/entry.ts'
import type { ParticipantId, RunId } from '../../record/ids.ts'
import { namesIn, namesShown, type Names } from '../../record/names.ts'
import type { Plan } from '../../record/plan.ts'
import type { FactShown, MessageSent } from '../../record/play-entries.ts'
import type {
  ParticipantCrashed,
  ParticipantRemoved,
  ParticipantReturned,
} from '../../record/presence-entries.ts'
import type { Tick } from '../../record/tick.ts'

/** An entry and its place: `seq` counts the entries of the record from 0, which is how the run started. */
export interface Placed<E extends TickEntry = TickEntry> {
  readonly seq: number
  readonly tick: number
  readonly round: number | null
  readonly entry: E
}

/** A message, and the place before which its speaker could have heard what it answers: where it was asked; its own where nobody was. */
export interface PlacedMessage extends Placed<MessageSent> {
  readonly since: number
}

export type PlacedDecision = Placed<DecisionTaken | DecisionDefaulted>
export type PlacedAbsence = Placed<ParticipantCrashed | ParticipantRemoved | ParticipantReturned>

export interface RunWorld {
  readonly run: RunId
  readonly plan: Plan
  readonly status: RunSummary['status']
  /** As they are called at its end. */
  readonly names: Names
  /** Everything that anybody was ever called in it. */
  readonly called: readonly { readonly name: string; readonly participant: ParticipantId }[]
  readonly messages: readonly PlacedMessage[]
  readonly decisions: readonly PlacedDecision[]
  readonly facts: readonly Placed<FactShown>[]
  readonly absences: readonly PlacedAbsence[]
  /** The place of its last entry. */
  readonly lastSeq: number
}

/** The entries of ticks with their places. */
function* placedIn(ticks: Iterable<Tick>): Iterable<Placed> {
  let seq = 1
  for (const { tick, round, content } of ticks)
    for (const entry of content.entries) yield { seq: seq++, tick, round, entry }
}

/** Reads a run whole; of its calls nothing is held. */
export function runWorldOf(
  { runId, plan, status }: Pick<RunSummary, 'runId' | 'plan' | 'status'>,
  ticks: Iterable<Tick>,
): RunWorld {
  const messages: PlacedMessage[] = []
  const decisions: PlacedDecision[] = []
  const facts: Placed<FactShown>[] = []
  const absences: PlacedAbsence[] = []
  const asked = new Map<ParticipantId, Placed>()
  let names = namesIn(plan)
  const called = new Map<string, { name: string; participant: ParticipantId }>()
  const call = (): void => {
    for (const [participant, name] of names)
      called.set(JSON.stringify([name, participant]), { name, participant })
  }
  call()
  let last = 0
  for (const placed of placedIn(ticks)) {
    const { seq, entry } = placed
    last = seq
    switch (entry.kind) {
      case 'decision-asked':
        asked.set(entry.of, placed)
        break
      case 'message-sent': {
        const ask = entry.from === null ? undefined : asked.get(entry.from)
        messages.push({ ...placed, entry, since: ask?.tick === placed.tick ? ask.seq : seq })
        break
      }
      case 'decision-taken':
      case 'decision-defaulted':
        decisions.push({ ...placed, entry })
        break
      case 'fact-shown': {
        facts.push({ ...placed, entry })
        const after = namesShown(names, [entry])
        if (after === names) break
        names = after
        call()
        break
      }
      case 'participant-crashed':
      case 'participant-removed':
      case 'participant-returned':
        absences.push({ ...placed, entry })
        break
      default:
        break
    }
  }
  return {
    run: runId,
    plan,
    status,
    names,
    called: [...called.values()],
    messages,
    decisions,
    facts,
    absences,
    lastSeq: status === 'started' ? last : last + 1,
  }
}

/**
 * Worlds by run, read when they are wanted; the last `most` that were are held.
 * @throws Error where the store has no such run.
 */
export function runWorlds(
  store: Pick<Store, 'runs' | 'ticks'>,
  most = 64,
): (run: RunId) => RunWorld {
  const held = new Map<RunId, RunWorld>()
  let summaries: ReadonlyMap<RunId, RunSummary> | undefined
  return (run) => {
    summaries ??= new Map(store.runs().map((one) => [one.runId, one]))
    const summary = summaries.get(run)
    if (summary === undefined) throw new Error(`there is no run ${run} in the record`)
    const world = held.get(run) ?? runWorldOf(summary, store.ticks(run))
    // The one that was wanted last stands last.
    held.delete(run)
    held.set(run, world)
    for (const oldest of held.keys()) {
      if (held.size <= most) break
      held.delete(oldest)
    }
    return world
  }
}
