/** The ticks of a run as the page has fetched them: a page at a time, the latest kept; of a page that grows, what it has not got yet. */
import { useEffect, useMemo, useState } from 'preact/hooks'
import { signal, type Signal } from '@preact/signals'
import type { RunHead } from '../../../../../study/viewing/run/run-head.ts'
import type { RawPage, RawTick } from '../../../../../study/viewing/run/transcript-entries.ts'
import type { TranscriptPage, TranscriptTick } from '../../../../../study/viewing/run/transcript.ts'
import { ask } from '../../shell/ask.ts'

/** How ticks are read: as people read them, or entry by entry. */
export type Manner = 'read' | 'entries'

export type AnyTick = TranscriptTick | RawTick

export interface TickPages {
  /** Grows whenever a page has come. */
  readonly came: Signal<number>
  /** Why the last page that was asked for did not come. */
  readonly fault: Signal<string | undefined>
  /** The tick, if its page is there; otherwise its page is fetched. */
  tick(manner: Manner, tick: number): AnyTick | undefined
  load(manner: Manner, page: number): Promise<readonly AnyTick[]>
  /** The run has so many ticks: what a page has not got of them is fetched when it is wanted. */
  grown(ticks: number): void
  /** Fetches the last ticks, in the manner in which ticks were last wanted. */
  loadEnd(): Promise<unknown>
}

/** Pages that are kept; the one that was wanted longest ago goes first. */
const MOST_PAGES = 40

interface Kept {
  ticks: readonly AnyTick[]
  /** While it is on its way. */
  coming: Promise<readonly AnyTick[]> | undefined
  /** A page whose question failed is not asked for again before so long. */
  restUntil: number
}

const REST_MS = 3_000

/** Pages that are on their way at once: when one comes, all is drawn anew, and what is then in sight is asked for. Those that were only passed are not. */
const MOST_COMING = 3

function tickPages(path: string, size: number, count: number): TickPages {
  const kept = new Map<string, Kept>()
  const came = signal(0)
  const fault = signal<string | undefined>(undefined)
  let known = count
  let wanted: Manner = 'read'
  let coming = 0

  const fetchPage = (manner: Manner, page: number, held: Kept): Promise<readonly AnyTick[]> => {
    const name = manner === 'read' ? 'ticks' : 'entries'
    // A closed tick stays as it is: it is asked for once.
    const from = page * size + held.ticks.length
    const query = held.ticks.length === 0 ? {} : { from }
    coming++
    held.coming = ask<TranscriptPage | RawPage>(`${path}/${name}/${page}`, query).then(
      ({ ticks }) => {
        const added = ticks.filter(({ tick }) => tick >= from)
        coming--
        held.ticks = [...held.ticks, ...added]
        held.coming = undefined
        // A run that has more by now than the page was told of is asked again when its head says so.
        held.restUntil = added.length === 0 ? performance.now() + REST_MS : 0
        fault.value = undefined
        came.value++
        return ticks
      },
      (error: unknown) => {
        coming--
        held.coming = undefined
        held.restUntil = performance.now() + REST_MS
        fault.value = error instanceof Error ? error.message : String(error)
        came.value++
        return held.ticks
      },
    )
    return held.coming
  }
  const heldOf = (manner: Manner, page: number): Kept => {
    const key = `${manner}/${page}`
    const held = kept.get(key) ?? { ticks: [], coming: undefined, restUntil: 0 }
    kept.delete(key)
    kept.set(key, held)
    const [oldest] = kept.keys()
    if (kept.size > MOST_PAGES && oldest !== undefined) kept.delete(oldest)
    return held
  }
  const isWhole = (page: number, { ticks }: Kept): boolean =>
    ticks.length >= Math.min(size, known - page * size)

  const load = async (manner: Manner, page: number): Promise<readonly AnyTick[]> => {
    const held = heldOf(manner, page)
    if (isWhole(page, held)) return held.ticks
    // What is on its way may have been asked for before the run had grown.
    await held.coming
    return isWhole(page, held) ? held.ticks : (held.coming ?? fetchPage(manner, page, held))
  }

  return {
    came,
    fault,
    tick(manner, tick) {
      wanted = manner
      const page = Math.floor(tick / size)
      const held = heldOf(manner, page)
      const mayAsk =
        coming < MOST_COMING && held.coming === undefined && performance.now() >= held.restUntil
      if (mayAsk && !isWhole(page, held)) void fetchPage(manner, page, held)
      return held.ticks[tick - page * size]
    },
    load,
    grown(ticks) {
      known = ticks
    },
    loadEnd: () => load(wanted, Math.floor(Math.max(0, known - 1) / size)),
  }
}

export function useTickPages(record: string, head: RunHead): TickPages {
  const { runId, pageTicks, ticks } = head
  const pages = useMemo(
    () => tickPages(`records/${record}/run/${runId}`, pageTicks, ticks),
    [record, runId, pageTicks],
  )
  pages.grown(ticks)
  useEffect(() => void pages.came.value++, [ticks])
  return pages
}

/** The head as it is shown: it grows when the ticks that it tells of are there, so that nothing is drawn empty first. */
export function useArrived(head: RunHead, pages: TickPages): RunHead {
  const [shown, setShown] = useState(head)
  useEffect(() => {
    if (head.ticks === shown.ticks) return
    const show = (): void => setShown((before) => (before.ticks < head.ticks ? head : before))
    // Where they did not come, it is said beside the transcript.
    void pages.loadEnd().then(show)
  }, [head.ticks])
  return head.ticks === shown.ticks ? head : shown
}
