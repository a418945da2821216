/** The game of a run as a strip: for each round what everybody did, was paid and has earned; a page of rounds at a time, the one in sight among them. */
import { computed } from '@preact/signals'
import { useEffect, useMemo, useState } from 'preact/hooks'
import { STRIP_COLUMNS } from '../../../../../study/viewing/run/run-pages.ts'
import type { RunOutline } from '../../../../../study/viewing/run/run-outline.ts'
import type { StripPage } from '../../../../../study/viewing/run/game-strip.ts'
import { Await } from '../../parts/await.tsx'
import { count } from '../../shell/numbers.ts'
import { useMedia } from '../../shell/use-media.ts'
import { EarningsLine } from './earnings-line.tsx'
import { Who, type Seats } from './marks.tsx'
import type { Place } from './place.ts'
import { StripBox } from './strip-box.tsx'
import { RoundButton, useCells } from './strip-cells.tsx'
import { useStripPage } from './use-strip-page.ts'

interface StripProps {
  readonly record: string
  readonly runId: string
  readonly seats: Seats
  readonly place: Place
  readonly outline: RunOutline
}

export function Strip(props: StripProps) {
  const { record, runId, outline, place } = props
  const [chosen, setChosen] = useState<number>()
  const at = useLate(
    useMemo(() => computed(() => pageAt(outline, place.still.value)), [outline, place]).value,
  )
  // Whoever leafed ahead comes back with the next step through the run.
  useEffect(() => setChosen(undefined), [place.wish.value])
  const page = Math.min(chosen ?? at, outline.stripPages.length - 1)
  const answer = useStripPage(`records/${record}/run/${runId}`, outline, page)
  const isNarrow = useMedia(NARROW)
  const pages = outline.stripPages.length
  return (
    <section class="strip" aria-labelledby="strip-title">
      <div class="strip-head">
        <h2 id="strip-title">The game</h2>
        {pages > 1 && (
          <div class="row" role="group" aria-label="Rounds shown">
            <button type="button" onClick={() => setChosen(page - 1)} disabled={page === 0}>
              <span aria-hidden="true">‹</span>
              <span class="unseen">Earlier rounds</span>
            </button>
            <span class="quiet">
              {count(page * STRIP_COLUMNS + 1)}–
              {count(Math.min(outline.columns, (page + 1) * STRIP_COLUMNS))} of{' '}
              {count(outline.columns)}
            </span>
            <button type="button" onClick={() => setChosen(page + 1)} disabled={page >= pages - 1}>
              <span aria-hidden="true">›</span>
              <span class="unseen">Later rounds</span>
            </button>
          </div>
        )}
      </div>
      <p id="strip-means" class="quiet">
        {outline.hasPayoffs
          ? 'By round: what each decided, + what that paid, Σ what was earned so far.'
          : 'By round: what each decided.'}{' '}
        Choose a round to read it below.
      </p>
      <Await answer={answer} room={roomFor(props.seats.size)}>
        {(value) =>
          isNarrow ? <Upright {...props} page={value} /> : <Lying {...props} page={value} />
        }
      </Await>
    </section>
  )
}

/** CSS pixels: a head, and a line for each participant, as far as the window goes. */
function roomFor(participants: number): number {
  return Math.min(440, 40 + 62 * participants)
}

/** The page of the strip in which a tick stands. */
function pageAt({ stripPages }: RunOutline, tick: number): number {
  let page = 0
  for (const [i, { tick: first }] of stripPages.entries()) if (first <= tick) page = i
  return page
}

/** A page is as much to draw as the rest together: those that are only passed are left out. */
const LATE_MS = 150

function useLate(value: number): number {
  const [late, setLate] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setLate(value), LATE_MS)
    return () => clearTimeout(timer)
  }, [value])
  return late
}

const NARROW = '(max-width: 640px)'

interface TableProps extends StripProps {
  readonly page: StripPage
}

/** Rounds as columns. */
function Lying(props: TableProps) {
  const { page, seats, place, outline } = props
  const { participants, columns } = page
  const at = useColumnAt(props)
  const cells = useCells(page, outline.hasPayoffs)
  return (
    <StripBox at={at}>
      <table class="strip-table" aria-labelledby="strip-title" aria-describedby="strip-means">
        <thead>
          <tr>
            <th scope="col" class="strip-who">
              Participant
            </th>
            {columns.map((column) => (
              <th key={column.tick} scope="col" class={column.tick === at ? 'strip-at' : ''}>
                <RoundButton column={column} isAt={column.tick === at} place={place} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {participants.map((participant, row) => (
            <tr key={participant}>
              <th scope="row" class="strip-who">
                <Who of={participant} seats={seats} />
                {outline.hasPayoffs && (
                  <EarningsLine curve={outline.curve} of={row} place={place} />
                )}
              </th>
              {columns.map((column) => (
                <td key={column.tick} class={column.tick === at ? 'strip-at' : ''}>
                  {cells(column, row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </StripBox>
  )
}

/** Rounds as rows, for a phone. */
function Upright(props: TableProps) {
  const { page, seats, place, outline } = props
  const { participants, columns } = page
  const at = useColumnAt(props)
  const cells = useCells(page, outline.hasPayoffs)
  return (
    <StripBox at={at} isUpright>
      <table class="strip-table" aria-labelledby="strip-title" aria-describedby="strip-means">
        <thead>
          <tr>
            <th scope="col">Round</th>
            {participants.map((participant, row) => (
              <th key={participant} scope="col">
                <Who of={participant} seats={seats} />
                {outline.hasPayoffs && (
                  <EarningsLine curve={outline.curve} of={row} place={place} />
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {columns.map((column) => (
            <tr key={column.tick} class={column.tick === at ? 'strip-at' : ''}>
              <th scope="row">
                <RoundButton column={column} isAt={column.tick === at} place={place} />
              </th>
              {participants.map((participant, row) => (
                <td key={participant}>{cells(column, row)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </StripBox>
  )
}

/** The first tick of the column in sight: what is drawn changes with it, not with every tick. */
function useColumnAt({ page, place }: TableProps): number {
  return useMemo(
    () =>
      computed(() => {
        const at = place.still.value
        const column = page.columns.find(({ tick, lastTick }) => tick <= at && at <= lastTick)
        return column?.tick ?? -1
      }),
    [page, place],
  ).value
}
