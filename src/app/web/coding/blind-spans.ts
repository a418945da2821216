/** Spans between a unit's own text, in which the ledger keeps them, and the blind one, in which coders mark them. */
import type { Span } from '../../../record/coding-entries.ts'
import type { BlindUnit } from '../../../study/coding/blind.ts'
import { codePoints, sliceOf } from '../../../study/coding/code-points.ts'
import type { MarkedSpan } from '../../../study/viewing/coder/coding-task.ts'

/** In order, each once. Who marks a part of a pseudonym marks the name. */
export function ownSpans(
  marked: readonly MarkedSpan[],
  blind: Pick<BlindUnit, 'toOwn'>,
  text: string,
): Span[] {
  const spans = new Map<string, Span>()
  for (const { start: from, end: to } of marked.toSorted(
    (a, b) => a.start - b.start || a.end - b.end,
  )) {
    const place = { start: blind.toOwn(from, 'start'), end: blind.toOwn(to, 'end') }
    if (place.end > place.start)
      spans.set(`${place.start} ${place.end}`, { ...place, quote: sliceOf(text, place) })
  }
  return [...spans.values()]
}

/** The way back: where the words of a span stand in what the coder sees. */
export function blindSpans(
  spans: readonly Pick<Span, 'start' | 'end'>[],
  blind: Pick<BlindUnit, 'toOwn' | 'text'>,
): MarkedSpan[] {
  const length = codePoints(blind.text)
  return spans.map(({ start, end }) => ({
    start: firstPlace(length, (place) => blind.toOwn(place, 'start') >= start),
    // The last place that does not lie beyond it.
    end: firstPlace(length, (place) => blind.toOwn(place, 'end') > end) - 1,
  }))
}

/** The first place from 0 on where it holds, and goes on to; one beyond the end where it never does. */
function firstPlace(length: number, holds: (place: number) => boolean): number {
  let [low, high] = [0, length + 1]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}
