/** The transcript of a run: what is wanted of it, tick by tick, in a list of which only what is in sight is drawn. */
import { useMemo, useRef, useState } from 'preact/hooks'
import type { ComponentChild } from 'preact'
import type { RunHead } from '../../../../../study/viewing/run/run-head.ts'
import {
  entryWanted,
  isFiltering,
  lineWanted,
  NO_FILTER,
  type TranscriptFilter,
} from '../../../../../study/viewing/run/transcript-filter.ts'
import { Term } from '../../help/term.tsx'
import { Empty, Fault } from '../../parts/await.tsx'
import { Passable } from '../../parts/passable.tsx'
import { entryId, type Setting } from './row.tsx'
import type { Seats } from './marks.tsx'
import type { Place } from './place.ts'
import { Reel, type ReelWish } from './reel.tsx'
import { TickBlock } from './tick-block.tsx'
import type { AnyTick, TickPages } from './tick-pages.ts'
import { Sieve } from './sieve.tsx'
import { useFound } from './use-found.ts'

interface TranscriptProps {
  readonly record: string
  readonly head: RunHead
  readonly seats: Seats
  readonly place: Place
  readonly pages: TickPages
}

export function Transcript({ record, head, seats, place, pages }: TranscriptProps) {
  const [filter, setFilter] = useState<TranscriptFilter>(NO_FILTER)
  const manner = place.manner.value
  const found = useFound(record, head, pages, manner, filter)
  // Pages that come are drawn.
  void pages.came.value
  const wish = place.wish.value
  const list = found?.ticks
  const count = list === undefined ? head.ticks : list.length
  const keep = useMemo(() => keeper(filter), [filter])
  const drawn = useRef(new Map<number, Drawn>())

  const tickAt = (at: number): number => list?.[at] ?? at
  const item = (at: number): ComponentChild => {
    const tick = tickAt(at)
    const of = pages.tick(manner, tick)
    const isLast = tick === head.ticks - 1
    const key = `${manner} ${count} ${wish.entry} ${isLast ? `${head.status} ${head.entries}` : ''}`
    const known = drawn.current.get(tick)
    // What is the same element is not compared again.
    if (known !== undefined && known.key === key && known.of === of && known.keep === keep)
      return known.element
    const setting: Setting = { record, runId: head.runId, seats, marked: wish.entry, tick }
    const shown = of === undefined ? undefined : keep(of)
    const element = (
      <TickBlock key={tick} of={shown} place={at} count={count} head={head} setting={setting} />
    )
    if (drawn.current.size > MOST_DRAWN) drawn.current.clear()
    drawn.current.set(tick, { key, of, keep, element })
    return element
  }
  const reelWish = wishIn(wish, list, place.follows.value, `${manner} ${JSON.stringify(filter)}`)
  return (
    <section class="transcript" aria-labelledby="transcript-title">
      <div class="transcript-head">
        <h2 id="transcript-title">Transcript</h2>
        <p class="quiet">
          By <Term of="tick">tick</Term>. The number at the right is that of the{' '}
          <Term of="entry">entry</Term>, and its address.
        </p>
      </div>
      <Sieve
        filter={filter}
        onFilter={setFilter}
        place={place}
        seats={seats}
        found={found}
        head={head}
      />
      {pages.fault.value !== undefined && <Fault words={pages.fault.value} />}
      {count === 0 ? (
        <Empty>
          {list === undefined
            ? 'Nothing has happened yet.'
            : found?.isWhole === true
              ? 'Nothing in this run is like that.'
              : 'Looking…'}
        </Empty>
      ) : (
        <Passable what="the transcript">
          <Reel
            count={count}
            label="Transcript by tick"
            item={item}
            wish={reelWish}
            onTop={(at) => place.scrolledTo(tickAt(at))}
            onRest={() => place.rests()}
            onReader={() => (place.follows.value = false)}
          />
        </Passable>
      )}
    </section>
  )
}

/** Elements that are remembered; far more than are drawn at once. */
const MOST_DRAWN = 600

interface Drawn {
  readonly key: string
  readonly of: AnyTick | undefined
  readonly keep: (tick: AnyTick) => AnyTick
  readonly element: ComponentChild
}

/** Leaves what is wanted of a tick. */
function keeper(filter: TranscriptFilter): (tick: AnyTick) => AnyTick {
  if (!isFiltering(filter)) return (tick) => tick
  const [line, entry] = [lineWanted(filter), entryWanted(filter)]
  return (tick) =>
    'lines' in tick
      ? { ...tick, lines: tick.lines.filter(line) }
      : { ...tick, raw: tick.raw.filter(entry) }
}

/** Where the list goes for a wish: to the tick, or to the first one behind it that is in the list. */
function wishIn(
  { tick, entry, times }: Place['wish']['value'],
  list: readonly number[] | undefined,
  follows: boolean,
  manner: string,
): ReelWish {
  const behind = list === undefined ? tick : list.findIndex((one) => one >= tick)
  return {
    // Where nothing behind it is like that, the last one before it is.
    place: behind < 0 ? Math.max(0, (list?.length ?? 0) - 1) : behind,
    element: entry === null ? null : entryId(entry),
    align: follows ? 'end' : 'top',
    key: `${times} ${manner} ${list === undefined ? '' : list.length > 0}`,
  }
}
