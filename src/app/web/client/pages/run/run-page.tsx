/** A run: what it is, its game, its phases, and its transcript, all at the tick that one looks at. */
import { useEffect, useMemo, useState } from 'preact/hooks'
import { graphOfWalks, type DrawnGraph } from '../../../../../study/viewing/run/phase-graph.ts'
import type { RunHead } from '../../../../../study/viewing/run/run-head.ts'
import type { RunOutline } from '../../../../../study/viewing/run/run-outline.ts'
import { Await, Empty } from '../../parts/await.tsx'
import { count } from '../../shell/numbers.ts'
import { plainLine } from '../../shell/plain.ts'
import { href, route } from '../../shell/route.ts'
import { useAnswer } from '../../shell/use-answer.ts'
import type { PageProps, RecordNamed } from '../page.ts'
import { BareHead } from './bare-head.tsx'
import { HeadPanel } from './head-panel.tsx'
import { Live } from './live.tsx'
import { SeatMark, seatsOf, type Seats } from './marks.tsx'
import { NotBegun } from './not-begun.tsx'
import { PhaseDiagram } from './phase-diagram.tsx'
import { stacked } from './stacked.ts'
import { usePlace, type Place } from './place.ts'
import { Strip } from './strip.tsx'
import { useArrived, useTickPages, type TickPages } from './tick-pages.ts'
import { TickSlider } from './tick-slider.tsx'
import { Transcript } from './transcript.tsx'
import { useOutline } from './use-outline.ts'

export function RunPage({ record }: PageProps) {
  const [runId] = route.value.rest
  if (runId === undefined)
    return (
      <>
        <h1>Run</h1>
        <Empty>
          No run is named. <a href={href([record.id, 'runs'])}>All runs</a> of the record are
          listed.
        </Empty>
      </>
    )
  return <OneRun key={runId} record={record} runId={runId} />
}

function OneRun({ record, runId }: { readonly record: RecordNamed; readonly runId: string }) {
  const [hasEnded, setEnded] = useState(false)
  const answer = useAnswer<RunHead>(
    `records/${record.id}/run/${runId}/head`,
    {},
    // What has ended stays as it is, whatever else is played in the record.
    hasEnded ? undefined : record.id,
  )
  const status = answer.value?.status
  useEffect(() => setEnded(status !== undefined && status !== 'started'), [status])
  if (answer.value === undefined && answer.fault !== undefined)
    return <NotBegun record={record.id} runId={runId} fault={answer.fault} />
  return (
    <>
      {answer.value === undefined && <BareHead record={record.id} runId={runId} />}
      <Await answer={answer}>{(head) => <Shown record={record.id} head={head} />}</Await>
    </>
  )
}

interface ShownProps {
  readonly record: string
  readonly head: RunHead
}

function Shown({ record, head: newest }: ShownProps) {
  const pages = useTickPages(record, newest)
  const head = useArrived(newest, pages)
  const seats = useMemo(() => seatsOf(head.seats), [JSON.stringify(head.seats)])
  const place = usePlace(record, head, pages)
  const outline = useOutline(record, head)
  return (
    <div class="run">
      <HeadPanel record={record} head={head} seats={seats} />
      <Live record={record} head={head} />
      {outline !== undefined && outline.columns > 0 && (outline.hasMoves || outline.hasPayoffs) && (
        <Strip record={record} runId={head.runId} seats={seats} place={place} outline={outline} />
      )}
      {outline !== undefined && !outline.isWhole && (
        <p class="quiet" role="status">
          Reading the run: {count(outline.ticks)} of {count(head.ticks)} ticks…
        </p>
      )}
      {head.ticks === 0 ? (
        <Empty>Nothing has happened in this run yet.</Empty>
      ) : (
        <div class="run-console">
          <div class="run-reader">
            <TickSlider head={head} place={place} pages={pages} />
            <Transcript record={record} head={head} seats={seats} place={place} pages={pages} />
          </div>
          <Aside
            record={record}
            head={head}
            seats={seats}
            place={place}
            pages={pages}
            outline={outline}
          />
        </div>
      )}
    </div>
  )
}

interface AsideProps {
  readonly record: string
  readonly head: RunHead
  readonly seats: Seats
  readonly place: Place
  readonly pages: TickPages
  readonly outline: RunOutline | undefined
}

function Aside({ record, head, seats, place, pages, outline }: AsideProps) {
  const machine = useAnswer<{ readonly graph: DrawnGraph | null }>(
    `records/${record}/run/${head.runId}/machine`,
  )
  void pages.came.value
  const tick = Math.min(head.ticks - 1, place.still.value)
  const phase = useLast(pages.tick(place.manner.value, tick)?.phase)
  const graph = useMemo(
    () =>
      machine.value?.graph ?? (outline === undefined ? undefined : stacked(graphOfWalks(outline))),
    [machine.value, outline],
  )
  // What is the same element is not compared again.
  const diagram = useMemo(
    () =>
      machine.value !== undefined &&
      graph !== undefined &&
      outline !== undefined && (
        <PhaseDiagram graph={graph} outline={outline} head={head} phase={phase} />
      ),
    [machine.value, graph, outline, head, phase],
  )
  return (
    <aside class="run-aside" aria-label="At this tick">
      <h2>At tick {count(tick)}</h2>
      {diagram}
      {/* Whoever follows would hear of nothing else. */}
      <p class="phase-told" aria-live={place.follows.value ? 'off' : 'polite'}>
        Phase: <strong>{plainLine(phase ?? '…')}</strong>
      </p>
      <h3>What each knew here</h3>
      <ul class="knew-list">
        {[...seats.values()].map(({ participant, name }) => (
          <li key={participant}>
            <a href={href([record, 'knew', head.runId, tick, participant])}>
              <SeatMark of={participant} seats={seats} />
              {plainLine(name)}
            </a>
          </li>
        ))}
      </ul>
    </aside>
  )
}

/** The last one that was known: what is on its way does not make the page flicker. */
function useLast(value: string | undefined): string | undefined {
  const [last, setLast] = useState(value)
  useEffect(() => {
    if (value !== undefined) setLast(value)
  }, [value])
  return value ?? last
}
