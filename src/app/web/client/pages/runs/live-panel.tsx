/** How the sitting that plays a record stands, and what steers it. */
import { reachedCap } from '../../../../../study/viewing/runs/budget-stand.ts'
import type { RecordHead } from '../../../../../study/viewing/runs/record-head.ts'
import type { RecordSpend } from '../../../../../study/viewing/runs/record-spend.ts'
import type { SittingStatus } from '../../../../../study/viewing/sitting-status.ts'
import { count, counted, duration } from '../../shell/numbers.ts'
import { plainLine, shortRun } from '../../shell/plain.ts'
import { href } from '../../shell/route.ts'
import type { PageProps } from '../page.ts'
import { LiveSpend } from './live-spend.tsx'
import { ProviderTable } from './provider-table.tsx'
import { sittingOf } from './sitting-signal.ts'
import { Steering } from './steering.tsx'

interface Props extends PageProps {
  readonly head: RecordHead
  /** Undefined while somebody plays, and until it is known. */
  readonly spend: RecordSpend | undefined
}

export function LivePanel({ record, head, spend }: Props) {
  const sitting = sittingOf(record.id).value
  if (sitting === undefined) return null
  if (sitting === null) return <NobodyPlays head={head} spend={spend} />
  return (
    <section class="card live-panel" aria-labelledby="live-title">
      <div class="live-head">
        <h2 id="live-title">{TITLES[sitting.state]}</h2>
        <Steering record={record} sitting={sitting} />
      </div>
      <p class="unseen" role="status">
        {TITLES[sitting.state]}
      </p>
      <Progress sitting={sitting} />
      <LiveSpend sitting={sitting} />
      <ProviderTable providers={sitting.providers} />
      {sitting.waitingForPeople > 0 && (
        <p>
          {count(sitting.waitingForPeople)}{' '}
          {sitting.waitingForPeople === 1 ? 'ask waits' : 'asks wait'} for a person to answer:{' '}
          {sitting.waitingSeats.map(({ runId, participant }, place) => (
            <>
              {place > 0 && ', '}
              {plainLine(participant)} in{' '}
              <a href={href([record.id, 'run', runId])}>{shortRun(runId)}</a>
            </>
          ))}
          {sitting.waitingForPeople > sitting.waitingSeats.length && ' and others'}.
        </p>
      )}
      <InFlight record={record} sitting={sitting} />
    </section>
  )
}

const TITLES: Readonly<Record<SittingStatus['state'], string>> = {
  playing: 'Playing',
  paused: 'Paused',
  stopping: 'Stopping',
}

function NobodyPlays({ head: { counts, budget }, spend }: Omit<Props, 'record'>) {
  const { planned, started } = counts
  if (planned + started === 0) return null
  const left = [
    ...(planned > 0 ? [`${counted(planned, 'is', 'are')} planned and not begun`] : []),
    ...(started > 0 ? [`${counted(started, 'is', 'are')} begun and not ended`] : []),
  ]
  const cap = spend === undefined ? null : reachedCap(budget, spend)
  const stoppedAt = spend?.stoppedAt ?? null
  return (
    <section class="notice" aria-label="Live">
      {stoppedAt !== null ? (
        <>
          <strong>
            The last sitting stopped at the budget, and nobody plays this record at present.
          </strong>{' '}
          {plainLine(stoppedAt)}. Of its runs, {left.join(', ')}. Raise the budget in the
          experiment, and run the same command again: it goes on with them.
        </>
      ) : cap === null ? (
        <>
          <strong>Nobody plays this record at present.</strong> Of its runs, {left.join(', ')}: the
          command <code>coterie run</code> with the same experiment and <code>--db</code> goes on
          with them.{' '}
          {typeof budget?.usd === 'number' &&
            'Where a budget stopped it, raise it before: a call that could cost more than is left of it is not made.'}
        </>
      ) : (
        <>
          <strong>The budget is reached, and nobody plays this record at present.</strong> Of its
          runs, {left.join(', ')}. Raise{' '}
          <code>{cap === 'usd' ? 'budget.usd' : 'budget.calls'}</code> in the experiment, and run
          the same command again: it goes on with them.
        </>
      )}
    </section>
  )
}

function Progress({ sitting }: { readonly sitting: SittingStatus }) {
  const { runs, etaMs, elapsedMs, state } = sitting
  const share = runs.planned === 0 ? 1 : runs.ended / runs.planned
  const rest =
    state === 'playing' && etaMs !== null && runs.left > 0
      ? `about ${duration(etaMs)} left`
      : state === 'playing'
        ? ''
        : state === 'paused'
          ? 'paused'
          : 'coming to its end'
  return (
    <div class="live-meter">
      <div class="meter-words">
        <span>
          <strong>{count(runs.ended)}</strong> of {counted(runs.planned, 'run')} ended
          {runs.failed > 0 && <span class="status-failed"> · {count(runs.failed)} failed</span>}
        </span>
        <span class="quiet">
          {duration(elapsedMs)} so far{rest !== '' && ` · ${rest}`}
        </span>
      </div>
      <div
        class="bar"
        role="progressbar"
        aria-label="Runs ended"
        aria-valuemin={0}
        aria-valuemax={runs.planned}
        aria-valuenow={runs.ended}
      >
        <span style={{ width: `${100 * Math.min(1, share)}%` }} />
      </div>
    </div>
  )
}

function InFlight({ record, sitting: { runs } }: PageProps & { readonly sitting: SittingStatus }) {
  if (runs.inFlightCount === 0) return <p class="quiet">No run is in flight.</p>
  const more = runs.inFlightCount - runs.inFlight.length
  return (
    <details class="in-flight" open={runs.inFlight.length <= 12}>
      <summary>{counted(runs.inFlightCount, 'run')} in flight</summary>
      <ul class="flight-chips">
        {runs.inFlight.map(({ runId, tick }) => (
          <li key={runId}>
            <a href={href([record.id, 'run', runId])}>
              <code>{shortRun(runId)}</code>
            </a>{' '}
            <small>tick {plainLine(String(tick))}</small>
          </li>
        ))}
        {more > 0 && <li class="quiet">and {count(more)} more</li>}
      </ul>
    </details>
  )
}
