/** Where the reader of a run is: the tick, the entry that was asked for, and the address that says so. */
import { useEffect, useMemo, useRef } from 'preact/hooks'
import { effect, signal, type Signal } from '@preact/signals'
import { pageOfEntry } from '../../../../../study/viewing/run/run-pages.ts'
import type { RunHead } from '../../../../../study/viewing/run/run-head.ts'
import { go, route } from '../../shell/route.ts'
import { nowAndThen } from './now-and-then.ts'
import type { Manner, TickPages } from './tick-pages.ts'

/** Where the transcript is to go; `times` tells one wish from the next that is the same. */
interface Wish {
  readonly tick: number
  /** The entry to mark, in the tick. */
  readonly entry: number | null
  readonly times: number
}

export interface Place {
  readonly tick: Signal<number>
  /** The tick at which the transcript last stood still: what is much to draw is drawn for it alone. */
  readonly still: Signal<number>
  readonly wish: Signal<Wish>
  readonly manner: Signal<Manner>
  /** True while the end of a run that is played is to be in view. */
  readonly follows: Signal<boolean>
  /** Takes the whole page to a tick. */
  goTo(tick: number, entry?: number | null): void
  /** The transcript is scrolled past a tick: the page hears of some of them, and of the last one. */
  scrolledTo(tick: number): void
  /** The transcript stands still. */
  rests(): void
}

/** What is drawn beside the transcript costs more than each frame has to spare. */
const HEARD_EVERY_MS = 250
/** Not every browser says when a window stands still. */
const STILL_AFTER_MS = 200

function placeAt(tick: number, manner: Manner, follows: boolean): Place {
  const scrolled = nowAndThen(HEARD_EVERY_MS, (seen: number) => (place.tick.value = seen))
  let resting: ReturnType<typeof setTimeout> | undefined
  const place: Place = {
    tick: signal(tick),
    still: signal(tick),
    wish: signal({ tick, entry: null, times: 0 }),
    manner: signal(manner),
    follows: signal(follows),
    goTo(wanted, entry = null) {
      scrolled.forget()
      clearTimeout(resting)
      place.tick.value = wanted
      place.still.value = wanted
      place.wish.value = { tick: wanted, entry, times: place.wish.peek().times + 1 }
    },
    scrolledTo(seen) {
      scrolled.tell(seen)
      clearTimeout(resting)
      resting = setTimeout(place.rests, STILL_AFTER_MS)
    },
    rests() {
      clearTimeout(resting)
      scrolled.tellNow()
      place.still.value = place.tick.peek()
    },
  }
  return place
}

/** Addresses are written so long after the last change: browsers refuse more than a few in a second. */
const WRITTEN_AFTER_MS = 200

export function usePlace(record: string, head: RunHead, pages: TickPages): Place {
  const last = Math.max(0, head.ticks - 1)
  const place = useMemo(() => {
    const { tick, entry, as } = route.peek().query
    const isNamed = tick !== undefined || entry !== undefined
    const follows = head.status === 'started' && !isNamed
    const at = follows ? last : Math.min(last, wholeNumber(tick) ?? 0)
    return placeAt(at, as === 'entries' ? 'entries' : 'read', follows)
  }, [head.runId])
  const written = useRef('')
  const { tick, entry } = route.value.query

  // An address that this page did not write itself says where to go.
  useEffect(() => {
    if (written.current === addressOf(tick, entry)) return
    written.current = addressOf(tick, entry)
    const seq = wholeNumber(entry)
    if (seq === undefined) {
      const wanted = wholeNumber(tick)
      if (wanted !== undefined) place.goTo(Math.min(last, wanted))
    } else void goToEntry(place, head, pages, seq)
  }, [tick, entry])

  useEffect(() => {
    const write = (at: number | undefined, wish: Wish, manner: Manner): void => {
      // The entry stays in the address for as long as its tick does.
      const marked = wish.entry !== null && wish.tick === at ? wish.entry : undefined
      const as = manner === 'entries' ? manner : undefined
      const isNew = (at ?? 0) !== 0 || marked !== undefined || as !== undefined
      if (written.current === '' && !isNew) return
      written.current = addressOf(at?.toString(), marked?.toString())
      go([record, 'run', head.runId], { tick: at, entry: marked, as }, 'replace')
    }
    // Heard here and not while drawing: what is drawn is another matter of each part of the page.
    return effect(() => {
      const [tick, wish, manner] = [place.still.value, place.wish.value, place.manner.value]
      // An address without a tick leads to the end of a run that is played.
      const at = place.follows.value ? undefined : tick
      const timer = setTimeout(() => write(at, wish, manner), WRITTEN_AFTER_MS)
      return () => clearTimeout(timer)
    })
  }, [place, record, head.runId])

  useEffect(() => {
    if (place.follows.peek()) place.goTo(last)
  }, [last])
  return place
}

function addressOf(tick: string | undefined, entry: string | undefined): string {
  return tick === undefined && entry === undefined ? '' : `${tick ?? ''}/${entry ?? ''}`
}

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined
}

/** The first and the last entry of a record stand in no tick: they are shown at the first and the last one. */
async function goToEntry(
  place: Place,
  head: RunHead,
  pages: TickPages,
  seq: number,
): Promise<void> {
  const wanted = Math.min(seq, head.entries - 1)
  const page = await pages.load('read', pageOfEntry(head.pageSeqs, wanted))
  const found =
    page.findLast((tick) => tick.seq <= wanted) ?? page.find((tick) => tick.seq > wanted)
  if (found === undefined) return
  const isFrame = wanted === 0 || wanted >= found.seq + found.entries
  const isRead = isFrame || ('lines' in found && found.lines.some((line) => line.seq === wanted))
  // What is no line of the transcript is found among all entries.
  if (!isRead) place.manner.value = 'entries'
  place.goTo(found.tick, wanted)
}
