/** Which run it is, who sits in it, and the ways to the runs around it. */
import type { HeadSeat, RunHead, RunNeighbours } from '../../../../../study/viewing/run/run-head.ts'
import { CopyButton } from '../../parts/copy-button.tsx'
import { Status } from '../../parts/status.tsx'
import { count, counted } from '../../shell/numbers.ts'
import { plain, plainLine, shortRun } from '../../shell/plain.ts'
import { href } from '../../shell/route.ts'
import { useAnswer } from '../../shell/use-answer.ts'
import { Who, type Seats } from './marks.tsx'

interface HeadPanelProps {
  readonly record: string
  readonly head: RunHead
  readonly seats: Seats
}

export function HeadPanel({ record, head, seats }: HeadPanelProps) {
  const { runId, treatment, replicate, status, why } = head
  return (
    <header class="run-head">
      <Around record={record} runId={runId} />
      <h1>
        Run <code>{shortRun(runId)}</code>
      </h1>
      <p class="run-which">
        <Status of={status} />
        <span>{treatment === '' ? 'the only treatment' : plainLine(treatment)}</span>
        <span>replicate {count(replicate)}</span>
        <span class="quiet">{plainLine(`${head.scenario.name} ${head.scenario.version}`)}</span>
      </p>
      {why !== null && <p class="notice">{plain(why)}</p>}
      <SeatList head={head} seats={seats} />
      <Particulars record={record} head={head} />
    </header>
  )
}

function Around({ record, runId }: { readonly record: string; readonly runId: string }) {
  const { value } = useAnswer<RunNeighbours>(`records/${record}/run/${runId}/neighbours`)
  const [before, after] = [value?.before ?? null, value?.after ?? null]
  return (
    <nav class="run-around" aria-label="Runs around this one">
      <a href={href([record, 'runs'])}>All runs</a>
      {before !== null && (
        <a href={href([record, 'run', before])} rel="prev">
          <span aria-hidden="true">‹ </span>Run before
        </a>
      )}
      {after !== null && (
        <a href={href([record, 'run', after])} rel="next">
          Next run<span aria-hidden="true"> ›</span>
        </a>
      )}
      {value !== undefined && value.forks.length > 0 && (
        <Forks record={record} runId={runId} forks={value.forks} />
      )}
    </nav>
  )
}

interface ForksProps {
  readonly record: string
  readonly runId: string
  readonly forks: RunNeighbours['forks']
}

/** More forks than these are on the page of forks. */
const MOST_FORKS = 6

function Forks({ record, runId, forks }: ForksProps) {
  return (
    <span class="run-forks">
      {forks.length === 1 ? 'Fork' : `${count(forks.length)} forks`}:{' '}
      {forks.slice(0, MOST_FORKS).map(({ runId: fork, tick }) => (
        <span key={fork}>
          <a href={href([record, 'run', fork], { tick })}>
            <code>{shortRun(fork)}</code>
          </a>{' '}
          at tick {count(tick)} (<a href={href([record, 'compare', runId, fork])}>compare</a>){' '}
        </span>
      ))}
      {forks.length > MOST_FORKS && <a href={href([record, 'forks'])}>all forks</a>}
    </span>
  )
}

/** More than these are folded: the run begins below them. */
const MOST_SEATS = 8
/** More agents than these are counted. */
const MOST_AGENTS = 3

function SeatList({ head, seats }: { readonly head: RunHead; readonly seats: Seats }) {
  const list = <Seated head={head} seats={seats} />
  if (head.seats.length <= MOST_SEATS) return list
  const agents = [...new Set(head.seats.map(({ agent }) => agent))]
  return (
    <details class="particulars">
      <summary>
        {count(seats.size)} participants:{' '}
        {agents.length > MOST_AGENTS
          ? `${count(agents.length)} agents`
          : agents.map(plainLine).join(', ')}
        {head.seats.some(({ isSimulated }) => isSimulated) && (
          <>
            {' '}
            <span class="chip chip-simulated">simulated</span>
          </>
        )}
      </summary>
      {list}
    </details>
  )
}

function Seated({ head, seats }: { readonly head: RunHead; readonly seats: Seats }) {
  return (
    <ul class="seats" aria-label="Participants">
      {head.seats.map((seat, i) => (
        <li key={i}>
          <Who of={seat.participant} seats={seats} />
          <span class="seat-agent">
            <Agent seat={seat} />
          </span>
          {seat.isSimulated && <span class="chip chip-simulated">simulated</span>}
          {seat.isHuman && <span class="chip">human</span>}
          {seat.comesLater && <span class="chip">takes the seat later</span>}
        </li>
      ))}
    </ul>
  )
}

/** The agent, and what plays it where the name does not say so. */
function Agent({ seat: { agent, policy, model } }: { readonly seat: HeadSeat }) {
  const plays = model ?? policy
  return (
    <>
      <bdi>{plainLine(agent)}</bdi>
      {agent !== plays && ` · ${plainLine(plays)}`}
    </>
  )
}

function Particulars({ record, head }: { readonly record: string; readonly head: RunHead }) {
  const { runId, fork, recordHash, seed, semantics, startedAt, endedAt, ticks, entries } = head
  return (
    <details class="particulars">
      <summary>
        {counted(ticks, 'tick')}, {count(entries)} entries; id, seed, hash
      </summary>
      <dl>
        <dt>Run</dt>
        <dd>
          <code>{plainLine(runId)}</code>{' '}
          <CopyButton text={() => runId} what="the id of the run" isSmall />
        </dd>
        {fork !== null && (
          <>
            <dt>Fork of</dt>
            <dd>
              <a href={href([record, 'run', fork.parent], { tick: fork.tick })}>
                <code>{shortRun(fork.parent)}</code>
              </a>{' '}
              at tick {count(fork.tick)} (
              <a href={href([record, 'compare', fork.parent, runId])}>compare</a>)
            </dd>
          </>
        )}
        <dt>Experiment</dt>
        <dd>{plainLine(head.experiment)}</dd>
        <dt>Seed</dt>
        <dd>{seed}</dd>
        <dt>Semantics</dt>
        <dd>{semantics}</dd>
        <dt>Record hash</dt>
        <dd>
          {recordHash === null ? (
            'none until it has ended'
          ) : (
            <>
              <code>{plainLine(recordHash)}</code>{' '}
              <CopyButton text={() => recordHash} what="the record's hash" isSmall />
            </>
          )}
        </dd>
        {head.importedFrom === null ? null : (
          <>
            <dt>Read from</dt>
            <dd>{plainLine(head.importedFrom)}</dd>
          </>
        )}
        <dt>Played</dt>
        <dd>
          {plainLine(startedAt)}
          {endedAt === null ? '' : ` to ${plainLine(endedAt)}`}
        </dd>
      </dl>
    </details>
  )
}
