/** What was said and decided, and all lines of a tick in their order. */
import type {
  Decided,
  Line,
  Paid,
  Said,
  Shown,
} from '../../../../../study/viewing/run/transcript.ts'
import { count, decimal } from '../../shell/numbers.ts'
import { plain, plainLine } from '../../shell/plain.ts'
import { href } from '../../shell/route.ts'
import { DecisionStatus, OptionMark, Who } from './marks.tsx'
import { nameIn, Row, type Setting } from './row.tsx'
import { PaidLines, ShownLines, ToldLine, UnknownLine } from './told-lines.tsx'

interface LineProps<L extends Line> {
  readonly line: L
  readonly setting: Setting
}

/** Lines of one kind that stand together are told together. */
export function Lines({
  lines,
  setting,
}: {
  readonly lines: readonly Line[]
  readonly setting: Setting
}) {
  return (
    <ol class="lines">
      {grouped(lines).map((group) => {
        const [line] = group
        if (line === undefined) return null
        const key = line.seq
        switch (line.as) {
          case 'said':
            return <SaidLine key={key} line={line} setting={setting} />
          case 'decided':
            return <DecidedLine key={key} line={line} setting={setting} />
          case 'paid':
            return <PaidLines key={key} lines={group as Paid[]} setting={setting} />
          case 'shown':
            return <ShownLines key={key} lines={group as Shown[]} setting={setting} />
          case 'told':
            return <ToldLine key={key} line={line} setting={setting} />
          case 'unknown':
            return <UnknownLine key={key} line={line} setting={setting} />
        }
      })}
    </ol>
  )
}

function grouped(lines: readonly Line[]): Line[][] {
  const groups: Line[][] = []
  for (const line of lines) {
    const last = groups.at(-1)?.[0]
    const joins =
      (line.as === 'paid' && last?.as === 'paid') ||
      (line.as === 'shown' && last?.as === 'shown' && last.name === line.name)
    if (joins) groups.at(-1)?.push(line)
    else groups.push([line])
  }
  return groups
}

function SaidLine({ line, setting }: LineProps<Said>) {
  const { who, channel, audience, text, cutFrom } = line
  return (
    <Row kind={who === null ? 'news' : 'said'} seq={line.seq} setting={setting}>
      <p class="said-head">
        {who === null ? <strong>Announcement</strong> : <Who of={who} seats={setting.seats} />}
        {channel !== 'public' && <span class="chip">{plainLine(channel)}</span>}
        {audience !== null && (
          <span class="chip chip-audience">
            to {audience.map((one) => nameIn(setting, one)).join(', ') || 'nobody'}
          </span>
        )}
        {line.isPlanted && <span class="chip chip-planted">planted</span>}
        {line.isOffRecord && <span class="chip">off the record</span>}
        {line.isNotice && <span class="chip">notice in its name</span>}
        {who !== null && !line.isNotice && <KnewLink who={who} setting={setting} />}
        {line.launched !== null && (
          <small>
            begun at tick {line.launched}
            {line.arrived === null ? '' : `, heard from tick ${line.arrived} on`}
          </small>
        )}
      </p>
      <p class="said-text" dir="auto">
        {plain(text)}
      </p>
      {cutFrom !== null && <small>Cut here: {count(cutFrom)} characters in all.</small>}
    </Row>
  )
}

function DecidedLine({ line, setting }: LineProps<Decided>) {
  const { who, ask, status, attempts, why, isSaid } = line
  return (
    <Row kind="decided" seq={line.seq} setting={setting}>
      <Who of={who} seats={setting.seats} />
      {isSaid ? <span class="quiet">said it</span> : <Choice {...line} />}
      <small>{plainLine(ask)}</small>
      <DecisionStatus status={status} />
      {attempts > 1 && <small>{attempts} attempts</small>}
      {why !== null && <small>{plainLine(why)}</small>}
      <KnewLink who={who} setting={setting} />
    </Row>
  )
}

function KnewLink({ who, setting }: { readonly who: string; readonly setting: Setting }) {
  const { record, runId, tick } = setting
  return (
    <a class="knew-link" href={href([record, 'knew', runId, tick, who])}>
      what {nameIn(setting, who)} knew
    </a>
  )
}

/** A decision: its shape, its canonical value, and the label that was read instead of it. */
export function Choice({
  value,
  displayed,
  option,
}: Pick<Decided, 'value' | 'displayed' | 'option'>) {
  return (
    <span class="choice">
      {option !== null && <OptionMark option={option} />}
      <strong>
        {value === null ? 'nothing' : typeof value === 'number' ? decimal(value) : plain(value)}
      </strong>
      {displayed !== null && <small>shown as “{plainLine(displayed)}”</small>}
    </span>
  )
}
