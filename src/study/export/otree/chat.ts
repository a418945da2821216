/** What was said, as oTree exports chats. */
import type { RunSummary } from '../../../io/store/store.ts'
import type { Cell } from '../../../io/store/tables.ts'
import type { Tick } from '../../../record/tick.ts'
import { namesIn, namesShown } from '../../../record/names.ts'
import { voiceOf } from '../transcript-text.ts'
import { codeOf, idInSession } from './session.ts'

/** oTree's own, then ours. */
export const CHAT = [
  'session_code',
  'id_in_session',
  'participant_code',
  'channel',
  'nickname',
  'body',
  'timestamp',
  'tick',
  'round_number',
  'participant',
  'role',
  'on_record',
  'notice',
  'planted',
  'treatment',
  'replicate',
]

/** One row for each message, in the order in which it was said. The record has no time of day for it: the timestamp is the tick. */
export function* chatRows(
  runs: readonly RunSummary[],
  apps: ReadonlyMap<string, string>,
  ticksOf: (run: RunSummary) => Iterable<Tick>,
): Iterable<Cell[]> {
  for (const run of runs) {
    const { runId, plan } = run
    const roles = new Map(plan.seats.map(({ participant, role }) => [participant, role]))
    let names = namesIn(plan)
    for (const { tick, round, content } of ticksOf(run)) {
      names = namesShown(names, content.entries)
      for (const entry of content.entries) {
        if (entry.kind !== 'message-sent') continue
        const { from, channel, text, onRecord, notice, planted } = entry
        yield [
          runId,
          from === null ? null : idInSession(run, from),
          from === null ? null : codeOf(run, from),
          `${runId}-${apps.get(plan.scenario.name) ?? ''}-${channel}`,
          from === null ? voiceOf(entry) : (names.get(from) ?? from),
          text,
          tick,
          tick,
          round,
          from,
          from === null ? null : (roles.get(from) ?? null),
          Number(onRecord),
          Number(notice === true),
          Number(planted === true),
          plan.treatment,
          plan.replicate,
        ]
      }
    }
  }
}
