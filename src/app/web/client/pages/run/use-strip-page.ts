/** A page of a run's strip: asked for once, and where the run has grown, for the columns that may have changed. */
import { useEffect, useRef, useState } from 'preact/hooks'
import type { StripPage } from '../../../../../study/viewing/run/game-strip.ts'
import type { RunOutline } from '../../../../../study/viewing/run/run-outline.ts'
import { ask } from '../../shell/ask.ts'
import type { Answered } from '../../shell/use-answer.ts'

interface Kept {
  readonly page: StripPage
  /** It holds what happened before this tick. */
  readonly until: number
}

/** The first tick behind a page, as far as the run goes. */
function endOf({ stripPages, ticks }: RunOutline, page: number): number {
  return stripPages[page + 1]?.tick ?? ticks
}

export function useStripPage(path: string, outline: RunOutline, page: number): Answered<StripPage> {
  const kept = useRef(new Map<number, Kept>())
  const [fault, setFault] = useState<string>()
  const [, setCame] = useState(0)
  const end = endOf(outline, page)
  const known = kept.current.get(page)
  useEffect(() => {
    if (known !== undefined && known.until >= end) return
    // The last column may have got more ticks; those before it stay as they are.
    const from = known?.page.columns.at(-1)?.tick
    ask<StripPage>(`${path}/strip/${page}`, { from }).then(
      (more) => {
        const held = kept.current.get(page)
        // An answer may be overtaken by a later one.
        if (held !== undefined && held.until > end) return
        const before = held?.page.columns ?? []
        const first = more.columns[0]?.tick ?? Infinity
        const columns = [...before.filter(({ tick }) => tick < first), ...more.columns]
        kept.current.set(page, { page: { ...more, columns }, until: end })
        setFault(undefined)
        setCame((times) => times + 1)
      },
      (error: unknown) => setFault(error instanceof Error ? error.message : String(error)),
    )
  }, [path, page, end])
  return { value: known?.page, fault, isAsking: known === undefined || known.until < end }
}
