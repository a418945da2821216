/** What was paid, shown, and told of the run. */
import type {
  Line,
  Paid,
  Shown,
  Told,
  Unknown,
} from '../../../../../study/viewing/run/transcript.ts'
import { plain, plainLine } from '../../shell/plain.ts'
import { Who } from './marks.tsx'
import { entryId, EntryLink, nameIn, Row, type Setting } from './row.tsx'
import { signed } from './sums.ts'

interface LineProps<L extends Line> {
  readonly line: L
  readonly setting: Setting
}

interface LinesProps<L extends Line> {
  readonly lines: readonly L[]
  readonly setting: Setting
}

export function PaidLines({ lines, setting }: LinesProps<Paid>) {
  return (
    <li class="line line-paid">
      <ul class="paid">
        {lines.map((line) => (
          <li
            key={line.seq}
            id={entryId(line.seq)}
            class={setting.marked === line.seq ? 'line-marked' : ''}
          >
            <Who of={line.who} seats={setting.seats} /> <strong>{signed(line.points)}</strong>
            <EntryLink seq={line.seq} setting={setting} />
          </li>
        ))}
      </ul>
    </li>
  )
}

export function ShownLines({ lines, setting }: LinesProps<Shown>) {
  const name = lines[0]?.name ?? ''
  const hasMarked = lines.some(({ seq }) => seq === setting.marked)
  const to = [...new Set(lines.map(({ who }) => nameIn(setting, who)))]
  return (
    <li class="line line-shown">
      <details open={hasMarked}>
        <summary>
          “{plainLine(name)}” shown to {to.length > 6 ? `${to.length} participants` : to.join(', ')}
        </summary>
        <ul class="shown">
          {lines.map((line) => (
            <li
              key={line.seq}
              id={entryId(line.seq)}
              class={setting.marked === line.seq ? 'line-marked' : ''}
            >
              <span class="shown-head">
                <Who of={line.who} seats={setting.seats} />
                <EntryLink seq={line.seq} setting={setting} />
              </span>
              <pre>
                {plain(line.data)}
                {line.isCut && ' …'}
              </pre>
            </li>
          ))}
        </ul>
      </details>
    </li>
  )
}

const SIGNS: Readonly<Record<string, string>> = {
  chance: '⚄',
  events: '⚑',
  probes: '?',
  calls: '⇄',
}

export function ToldLine({ line, setting }: LineProps<Told>) {
  const isOfSomebody = line.who !== null && line.group !== 'events'
  return (
    <Row kind={`told line-${line.group}`} seq={line.seq} setting={setting}>
      <span class="sign" aria-hidden="true">
        {SIGNS[line.group] ?? '·'}
      </span>
      {isOfSomebody && <Who of={line.who} seats={setting.seats} />}
      <span class="told-words">{plain(line.words)}</span>
    </Row>
  )
}

export function UnknownLine({ line, setting }: LineProps<Unknown>) {
  return (
    <Row kind="unknown" seq={line.seq} setting={setting}>
      <code>{plainLine(line.kind)}</code>
      <pre>{plain(line.body)}</pre>
    </Row>
  )
}
