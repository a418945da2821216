/** Every entry of a tick as it stands in the record. */
import { useState } from 'preact/hooks'
import type { RawEntry } from '../../../../../study/viewing/run/transcript-entries.ts'
import { Fault } from '../../parts/await.tsx'
import { ask } from '../../shell/ask.ts'
import { count } from '../../shell/numbers.ts'
import { plain, plainLine } from '../../shell/plain.ts'
import { told } from '../../shell/told.ts'
import { Row, type Setting } from './row.tsx'
import { SeatMark } from './marks.tsx'

interface RawEntriesProps {
  readonly entries: readonly RawEntry[]
  readonly setting: Setting
}

export function RawEntries({ entries, setting }: RawEntriesProps) {
  return (
    <ol class="lines">
      {entries.map((entry) => (
        <Row key={entry.seq} kind="raw" seq={entry.seq} setting={setting}>
          <Raw entry={entry} setting={setting} />
        </Row>
      ))}
    </ol>
  )
}

function Raw({ entry, setting }: { readonly entry: RawEntry; readonly setting: Setting }) {
  const { seq, kind, who, body, length } = entry
  const [whole, setWhole] = useState<string>()
  const [fault, setFault] = useState<string>()
  const { record, runId, tick } = setting
  const show = (): void => {
    ask<{ readonly body: string }>(`records/${record}/run/${runId}/tick/${tick}/entry/${seq}`).then(
      (answer) => setWhole(answer.body),
      (error: unknown) => setFault(error instanceof Error ? error.message : String(error)),
    )
  }
  return (
    <>
      <p class="raw-head">
        <code>{plainLine(kind)}</code>
        {who !== null && setting.seats.has(who) && (
          <>
            <SeatMark of={who} seats={setting.seats} /> <small>{plainLine(who)}</small>
          </>
        )}
      </p>
      <pre>{plain(whole ?? body)}</pre>
      {whole === undefined && length > body.length && (
        <p class="raw-cut">
          <small>
            {count(body.length)} of {count(length)} characters.
          </small>
          {told.isStatic !== true && (
            <button type="button" onClick={show}>
              Show all of entry {seq}
            </button>
          )}
        </p>
      )}
      {fault !== undefined && <Fault words={fault} />}
    </>
  )
}
