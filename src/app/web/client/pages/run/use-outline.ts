/** The outline of a run: asked for until it is whole, and again when the run has grown. */
import { useEffect, useRef, useState } from 'preact/hooks'
import type { RunHead } from '../../../../../study/viewing/run/run-head.ts'
import type { RunOutline } from '../../../../../study/viewing/run/run-outline.ts'
import { ask } from '../../shell/ask.ts'
import { told } from '../../shell/told.ts'

/** What is known after so long is shown while the rest is gathered. */
const WITHIN_MS = 400

export function useOutline(record: string, { runId, ticks }: RunHead): RunOutline | undefined {
  const [outline, setOutline] = useState<RunOutline>()
  const known = useRef<RunOutline['stripPages']>([])
  useEffect(() => {
    const stop = new AbortController()
    const gather = async (): Promise<void> => {
      for (let isWhole = false; !isWhole && !stop.signal.aborted;) {
        // Where a page of the strip begins does not change: it is told once.
        const pages = told.isStatic === true ? [] : known.current
        const next = await ask<RunOutline>(`records/${record}/run/${runId}/outline`, {
          within: WITHIN_MS,
          pages: pages.length === 0 ? undefined : pages.length,
        })
        const stripPages = [...pages, ...next.stripPages]
        if (stripPages.length > known.current.length) known.current = stripPages
        // While a run grows quickly, answers to earlier questions are better than none.
        setOutline((before) =>
          before !== undefined && before.ticks > next.ticks ? before : { ...next, stripPages },
        )
        isWhole = next.isWhole
      }
    }
    // The transcript is there without it.
    gather().catch(() => undefined)
    return () => stop.abort()
  }, [record, runId, ticks])
  return outline
}
