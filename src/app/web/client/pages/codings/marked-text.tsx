/** The words of a unit with what coders marked in them: the more coders, the stronger. */
import { plain } from '../../shell/plain.ts'

interface MarkedTextProps {
  readonly text: string
  /** Unicode code points, the end exclusive; they may overlap. */
  readonly spans: readonly { readonly start: number; readonly end: number }[]
}

export function MarkedText({ text, spans }: MarkedTextProps) {
  const points = [...text]
  const cuts = [...new Set([0, points.length, ...spans.flatMap(({ start, end }) => [start, end])])]
    .filter((at) => at >= 0 && at <= points.length)
    .sort((a, b) => a - b)
  return (
    <div class="codings-text" dir="auto" tabIndex={0} role="region" aria-label="Words of the unit">
      {cuts.slice(0, -1).map((start, i) => {
        const end = cuts[i + 1] ?? points.length
        const words = plain(points.slice(start, end).join(''))
        const many = spans.filter((span) => span.start <= start && span.end >= end).length
        return many === 0 ? (
          words
        ) : (
          <mark key={start} class={many > 1 ? 'codings-mark-many' : undefined}>
            {words}
          </mark>
        )
      })}
    </div>
  )
}
