/** The ticks in which something is wanted: the server looks through the run a stretch at a time; on a static site the page does. */
import { useEffect, useRef, useState } from 'preact/hooks'
import type { RunHead } from '../../../../../study/viewing/run/run-head.ts'
import {
  entryWanted,
  isFiltering,
  lineWanted,
  type FoundTicks,
  type TranscriptFilter,
} from '../../../../../study/viewing/run/transcript-filter.ts'
import { ask } from '../../shell/ask.ts'
import { told } from '../../shell/told.ts'
import type { Manner } from './tick-pages.ts'
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
  const key = JSON.stringify([record, head.runId, manner, filter])
  const last = useRef({ key: '', found: NONE })
  useEffect(() => {
    if (!isWanted) return undefined
    const stop = new AbortController()
    const isSame = last.current.key === key
    if (!isSame) setFound(NONE)
    const show = (next: Found): void => {
      last.current = { key, found: next }
      setFound(next)
    }
    const look = async (): Promise<void> => {
      // Ticks that were looked through stay as they are: of a run that has grown, those behind them are.
      const before = isSame ? last.current.found : NONE
      const ticks = [...before.ticks]
      const begin = before.looked < head.ticks || head.ticks === 0 ? before.looked : null
      for (let from: number | null = begin; from !== null && !stop.signal.aborted;) {
        const next: FoundTicks =
          told.isStatic === true
            ? await lookThrough(head, pages, manner, filter, from)
            : await ask<FoundTicks>(`records/${record}/run/${head.runId}/found`, {
                ...filter,
                as: manner,
                from,
              })
        // The server may know of more ticks than the page does.
        ticks.push(...next.ticks.filter((tick) => tick < head.ticks))
        from = next.next
        if (!stop.signal.aborted)
          show({ ticks: [...ticks], looked: from ?? head.ticks, isWhole: from === null })
      }
    }
    const timer = setTimeout(
      () => void look().catch((error: unknown) => (pages.fault.value = String(error))),
      isSame ? 0 : WORDS_REST_MS,
    )
    return () => {
      stop.abort()
      clearTimeout(timer)
    }
  }, [key, head.ticks])
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
