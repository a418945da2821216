/** The outline of a run: asked for until it is whole, and again when the run has grown. */
import { useEffect, useState } from 'preact/hooks'
import type { RunHead } from '../../../../../study/viewing/run-head.ts'
import type { RunOutline } from '../../../../../study/viewing/run-outline.ts'
import { ask } from '../../shell/ask.ts'

/** What is known after so long is shown while the rest is gathered. */
const WITHIN_MS = 400

export function useOutline(record: string, { runId, ticks }: RunHead): RunOutline | undefined {
  const [outline, setOutline] = useState<RunOutline>()
  useEffect(() => {
    const stop = new AbortController()
    const gather = async (): Promise<void> => {
      for (let isWhole = false; !isWhole && !stop.signal.aborted;) {
        const next = await ask<RunOutline>(`records/${record}/run/${runId}/outline`, {
          within: WITHIN_MS,
        })
        if (!stop.signal.aborted) setOutline(next)
        isWhole = next.isWhole
      }
    }
    // The transcript is there without it.
    gather().catch(() => undefined)
    return () => stop.abort()
  }, [record, runId, ticks])
  return outline
}
