/** The ticks of a run as the page has fetched them: a page at a time, the latest kept. */
import { useEffect, useMemo } from 'preact/hooks'
import { signal, type Signal } from '@preact/signals'
import type { RunHead } from '../../../../../study/viewing/run-head.ts'
import type { RawPage, RawTick } from '../../../../../study/viewing/transcript-entries.ts'
import type { TranscriptPage, TranscriptTick } from '../../../../../study/viewing/transcript.ts'
import { ask } from '../../shell/ask.ts'
import type { Manner } from './place.ts'

export type AnyTick = TranscriptTick | RawTick

export interface TickPages {
  /** Grows whenever a page has come. */
  readonly came: Signal<number>
  /** Why the last page that was asked for did not come. */
  readonly fault: Signal<string | undefined>
  /** The tick, if its page is there; otherwise its page is fetched. */
  tick(manner: Manner, tick: number): AnyTick | undefined
  load(manner: Manner, page: number): Promise<readonly AnyTick[]>
  /** The run has so many ticks: a page that was not full is fetched again when it is wanted. */
  grown(ticks: number): void
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

function tickPages(path: string, size: number, count: number): TickPages {
  const kept = new Map<string, Kept>()
  const came = signal(0)
  const fault = signal<string | undefined>(undefined)
  let known = count

  const fetchPage = (manner: Manner, page: number, held: Kept): Promise<readonly AnyTick[]> => {
    const name = manner === 'read' ? 'ticks' : 'entries'
    held.coming = ask<TranscriptPage | RawPage>(`${path}/${name}/${page}`).then(
      ({ ticks }) => {
        held.ticks = ticks
        held.coming = undefined
        // A run that has more by now than the page was told of is asked again when its head says so.
        held.restUntil = ticks.length === 0 ? performance.now() + REST_MS : 0
        fault.value = undefined
        came.value++
        return ticks
      },
      (error: unknown) => {
        held.coming = undefined
        held.restUntil = performance.now() + REST_MS
        fault.value = error instanceof Error ? error.message : String(error)
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

  return {
    came,
    fault,
    tick(manner, tick) {
      const page = Math.floor(tick / size)
      const held = heldOf(manner, page)
      if (!isWhole(page, held) && held.coming === undefined && performance.now() >= held.restUntil)
        void fetchPage(manner, page, held)
      return held.ticks[tick - page * size]
    },
    async load(manner, page) {
      const held = heldOf(manner, page)
      if (isWhole(page, held)) return held.ticks
      return held.coming ?? fetchPage(manner, page, held)
    },
    grown(ticks) {
      known = ticks
    },
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
