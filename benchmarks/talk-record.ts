/** Records of long talks, made without playing them: what exports and codings are measured on. */
import { openSqliteStore } from '../src/app/adapters.ts'
import type { TickEntry } from '../src/record/entry.ts'
import { ParticipantId } from '../src/record/ids.ts'
import { runIdOf, type Plan } from '../src/record/plan.ts'
import { RecordHash } from '../src/record/record-hash.ts'
import type { RunEnded } from '../src/record/run-entries.ts'
import { contentOf } from '../src/record/tick.ts'

/** Messages of a run. */
export const TURNS = 1_000

const [p1, p2] = ['p1', 'p2'].map((id) => ParticipantId.parse(id)) as [ParticipantId, ParticipantId]
const FINISHED: RunEnded = { kind: 'run-ended', how: 'finished', why: null }

/** Runs in which two talk in turns: a message and a decision in each tick. */
export function makeTalk(path: string, messages: number): void {
  const store = openSqliteStore(path, 'write')
  for (let replicate = 1; (replicate - 1) * TURNS < messages; replicate++) {
    const plan = planOf(replicate)
    const runId = runIdOf(plan)
    const hash = new RecordHash()
    hash.start({ kind: 'run-started', semantics: 1, plan })
    store.begin(runId, plan, 1, '2026-01-01T00:00:00.000Z')
    for (let tick = 0; tick < TURNS; tick++) {
      const closed = { tick, round: tick + 1, content: contentOf('talk', turnOf(replicate, tick)) }
      hash.tick(closed)
      store.append(runId, closed, [])
    }
    hash.end(FINISHED)
    store.end(runId, FINISHED, hash.digest(), '2026-01-01T00:00:01.000Z')
    store.flush()
  }
  store.close()
}

function planOf(replicate: number): Plan {
  const seat = { role: 'speaker', agent: 'one', policy: 'grim', settings: {}, persona: null }
  return {
    experiment: 'bench',
    scenario: { name: 'talk', version: 1 },
    parameters: {},
    seats: [p1, p2].map((participant) => ({ ...seat, participant })),
    treatment: 'plain',
    levels: {},
    counterbalance: {},
    replicate,
    seed: replicate,
    invalid: { reask: 0, then: 'forfeit' },
  }
}

function turnOf(replicate: number, tick: number): TickEntry[] {
  const text = `Turn ${tick} of ${replicate}: the budget of 50,000 will not do, "three months" is short, and somebody should say so before we go on.`
  const from = tick % 2 === 0 ? p1 : p2
  return [
    { kind: 'message-sent', from, channel: 'public', audience: [p1, p2], text, onRecord: true },
    {
      ...{ kind: 'decision-taken', of: from, ask: 'offer', value: (replicate * tick) % 11 },
      ...{ displayed: null, status: 'valid', attempts: 1 },
    },
  ]
}
