/** The ticks in which something is wanted: the server looks through the run a stretch at a time; on a static site the page does. */
import { useEffect, useState } from 'preact/hooks'
import type { RunHead } from '../../../../../study/viewing/run-head.ts'
import {
  entryWanted,
  isFiltering,
  lineWanted,
  type FoundTicks,
  type TranscriptFilter,
} from '../../../../../study/viewing/transcript-filter.ts'
import { ask } from '../../shell/ask.ts'
import { told } from '../../shell/told.ts'
import type { Manner } from './place.ts'
import type { AnyTick, TickPages } from './tick-pages.ts'

export interface Found {
  readonly ticks: readonly number[]
  /** Ticks that were looked through. */
  readonly looked: number
  readonly isWhole: boolean
}

const WORDS_REST_MS = 250
const NONE: Found = { ticks: [], looked: 0, isWhole: false }

/** Undefined where nothing is left out. */
export function useFound(
  record: string,
  head: RunHead,
  pages: TickPages,
  manner: Manner,
  filter: TranscriptFilter,
): Found | undefined {
  const [found, setFound] = useState<Found>(NONE)
  const isWanted = isFiltering(filter)
  useEffect(() => {
    if (!isWanted) return undefined
    const stop = new AbortController()
    setFound(NONE)
    const look = async (): Promise<void> => {
      const ticks: number[] = []
      for (let from: number | null = 0; from !== null && !stop.signal.aborted;) {
        const next: FoundTicks =
          told.isStatic === true
            ? await lookThrough(head, pages, manner, filter, from)
            : await ask<FoundTicks>(`records/${record}/run/${head.runId}/found`, {
                ...filter,
                as: manner,
                from,
              })
        ticks.push(...next.ticks)
        from = next.next
        if (!stop.signal.aborted)
          setFound({ ticks: [...ticks], looked: from ?? head.ticks, isWhole: from === null })
      }
    }
    const timer = setTimeout(() => {
      look().catch((error: unknown) => (pages.fault.value = String(error)))
    }, WORDS_REST_MS)
    return () => {
      stop.abort()
      clearTimeout(timer)
    }
  }, [record, head.runId, head.ticks, manner, filter])
  return isWanted ? found : undefined
}

/** A page of ticks, as the server would look through it. */
async function lookThrough(
  { pageTicks, ticks: all }: RunHead,
  pages: TickPages,
  manner: Manner,
  filter: TranscriptFilter,
  from: number,
): Promise<FoundTicks> {
  const [line, entry] = [lineWanted(filter), entryWanted(filter)]
  const has = (tick: AnyTick): boolean =>
    'lines' in tick ? tick.lines.some(line) : tick.raw.some(entry)
  const page = await pages.load(manner, Math.floor(from / pageTicks))
  const next = from + pageTicks
  return {
    ticks: page.filter(has).map(({ tick }) => tick),
    next: next < all ? next : null,
  }
}
