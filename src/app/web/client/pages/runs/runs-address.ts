/** What a page of runs shows, as it stands in its address: so that it can be passed on, and the way back leads to it. */
import { go, href, route } from '../../shell/route.ts'

export type Shown = Readonly<Record<string, string>>

/** `change` replaces what has the same names; an empty string takes a name away. */
function shownWith(change: Shown): Shown {
  const all = { ...route.value.query, ...change }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''))
}

export function showRuns(record: string, change: Shown, how: 'push' | 'replace' = 'replace'): void {
  go([record, 'runs'], shownWith(change), how)
}

export function runsHref(record: string, change: Shown): string {
  return href([record, 'runs'], shownWith(change))
}
