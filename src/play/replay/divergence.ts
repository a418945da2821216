/** Where two records part: the first entry that differs, and what differs in it. */
import { canonicalJson } from '../../base/canonical-json.ts'
import type { Entry } from '../../record/entry.ts'
import type { RunId } from '../../record/ids.ts'

export interface Divergence {
  readonly runId: RunId
  readonly tick: number | null
  readonly round: number | null
  /** The entry's place in its tick, from 0; null where the tick itself or the run differs. */
  readonly place: number | null
  /** What differs, in one sentence. */
  readonly what: string
  readonly recorded: Entry | null
  readonly again: Entry | null
  readonly differences: readonly Difference[]
}

/** One value that differs: where in the entry it stands, and both versions as JSON (null where there is none). */
export interface Difference {
  readonly path: string
  readonly recorded: string | null
  readonly again: string | null
}

/** The values in which two entries differ, outermost first; equal parts are left out. */
export function differencesOf(recorded: unknown, again: unknown, path = ''): Difference[] {
  const [left, right] = [jsonOf(recorded), jsonOf(again)]
  if (left === right) return []
  if (isObject(recorded) && isObject(again) && Array.isArray(recorded) === Array.isArray(again)) {
    const keys = [...new Set([...Object.keys(recorded), ...Object.keys(again)])].sort()
    return keys.flatMap((key) =>
      differencesOf(recorded[key], again[key], path === '' ? key : `${path}.${key}`),
    )
  }
  return [{ path, recorded: left, again: right }]
}

/** Index of the first entry that differs, or undefined where all are equal. */
export function firstDifference(
  recorded: readonly Entry[],
  again: readonly Entry[],
): number | undefined {
  const most = Math.max(recorded.length, again.length)
  for (let i = 0; i < most; i++) {
    if (jsonOf(recorded[i]) !== jsonOf(again[i])) return i
  }
  return undefined
}

function jsonOf(value: unknown): string | null {
  return value === undefined ? null : canonicalJson(value)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
