/** A list of which only what is seen is drawn: rows of one height, as many as there are. */
import type { ComponentChildren } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { Passable } from './passable.tsx'

interface VirtualListProps {
  readonly count: number
  /** CSS pixels. */
  readonly rowHeight: number
  /** CSS pixels of the window. */
  readonly height: number
  readonly label: string
  /** Draws row `index`, in a box of `rowHeight`. */
  readonly row: (index: number) => ComponentChildren
  /** Told which rows are drawn, the last one exclusive: to have them fetched. */
  readonly onShown?: (from: number, to: number) => void
  /** The row to bring into the window; another number scrolls there. */
  readonly at?: number | undefined
}

/** Browsers draw no element that is much higher. Longer lists are scrolled in proportion. */
const HIGHEST = 8_000_000
/** Rows beyond the window, above and below. */
const SPARE = 6

export function VirtualList(props: VirtualListProps) {
  const { count, rowHeight, height, label, row, onShown, at } = props
  const box = useRef<HTMLDivElement>(null)
  const [top, setTop] = useState(0)
  const whole = count * rowHeight
  const drawn = Math.min(whole, HIGHEST)
  // How far the list goes for each pixel of the bar.
  const scale = drawn <= height ? 1 : Math.max(1, (whole - height) / (drawn - height))
  const place = Math.min(top * scale, Math.max(0, whole - height))
  const from = Math.max(0, Math.floor(place / rowHeight) - SPARE)
  const to = Math.min(count, Math.ceil((place + height) / rowHeight) + SPARE)

  useLayoutEffect(() => {
    if (at === undefined || box.current === null) return
    const wanted = at * rowHeight
    if (wanted >= place && wanted + rowHeight <= place + height) return
    box.current.scrollTop = Math.max(0, wanted - height / 3) / scale
  }, [at, count])
  useEffect(() => onShown?.(from, to), [from, to])

  const rows: ComponentChildren[] = []
  for (let index = from; index < to; index++)
    rows.push(
      <li
        key={index}
        class="virtual-row"
        aria-setsize={count}
        aria-posinset={index + 1}
        style={{ top: `${top + index * rowHeight - place}px`, height: `${rowHeight}px` }}
      >
        {row(index)}
      </li>,
    )
  return (
    <Passable what={`the list “${label}”`}>
      <div
        ref={box}
        class="virtual"
        tabIndex={0}
        role="region"
        aria-label={label}
        style={{ height: `${Math.min(height, Math.max(whole, rowHeight))}px` }}
        onScroll={(event) => setTop(event.currentTarget.scrollTop)}
      >
        <ul style={{ height: `${drawn}px` }}>{rows}</ul>
      </div>
    </Passable>
  )
}
