/** A long list of items of any height, of which only those around the window are drawn: they stand in normal flow, and nothing moves while they are exchanged. */
import type { ComponentChildren } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { boxOf, type Box } from './reel-box.ts'
import { around, type Drawn } from './reel-items.ts'
import { advance, firstInSight, listOf, settle, type Standing } from './reel-moves.ts'

interface ReelProps {
  readonly count: number
  readonly label: string
  /** Draws an item: one element, with `data-at` its place. */
  readonly item: (place: number) => ComponentChildren
  /** Where to go, and which element within the item to bring to sight; held until the reader scrolls. */
  readonly wish: ReelWish
  /** Told the first item in sight whenever the reader has scrolled. */
  readonly onTop: (place: number) => void
  /** Told when the reader stops scrolling. */
  readonly onRest: () => void
  /** Told when the reader takes over. */
  readonly onReader: () => void
}

export interface ReelWish {
  readonly place: number
  /** The id of an element within the item. */
  readonly element: string | null
  /** `end`: the last item ends where the window does, whichever it is by then. */
  readonly align: 'top' | 'end'
  /** Tells one wish from the next. */
  readonly key: string
}

/** Drawings that follow one another at once: a tab in which nothing else had a turn would hang. */
const MOST_AT_ONCE = 20

export function Reel({ count, label, item, wish, onTop, onRest, onReader }: ReelProps) {
  const window = useRef<HTMLDivElement>(null)
  const all = useRef<HTMLDivElement>(null)
  const block = useRef<HTMLDivElement>(null)
  const wished = wish.align === 'end' ? count - 1 : wish.place
  const [range, setRange] = useState<Drawn>(() => around(wished, count))
  const list = listOf(count, range, wished, wish.align)
  const { drawn } = list
  const standing = useRef<Standing>({ y: 0, whole: 0, held: undefined, steered: true })
  /** What was last told to be in sight. */
  const told = useRef(-1)

  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const drawings = useRef(0)
  // What is called later is called on what is drawn by then.
  const latest = useRef({ putRight, extend })
  latest.current = { putRight, extend }
  useEffect(() => () => clearTimeout(timer.current), [])

  useLayoutEffect(() => {
    standing.current.steered = true
    told.current = -1
  }, [wish.key])

  // After every drawing: things are put where they belong, and more is drawn where there is a gap.
  useLayoutEffect(() => {
    putRight()
    tell()
    extend()
  })
  useEffect(() => {
    const observer = new ResizeObserver(() => {
      latest.current.putRight()
      latest.current.extend()
    })
    if (window.current !== null) observer.observe(window.current)
    if (block.current !== null) observer.observe(block.current)
    return () => observer.disconnect()
  }, [count, drawn.from, drawn.to, wish.key, wish.align])

  /** Undefined where there is nothing to measure. */
  function measured(): Box | undefined {
    return count === 0 ? undefined : boxOf(window.current, all.current, block.current, wish.element)
  }

  function putRight(): void {
    const box = measured()
    if (box !== undefined) settle(box, standing.current, list)
  }

  /** Sees to it that what is in sight is drawn, and soon what is around it. */
  function extend(isSoon = false): void {
    const box = measured()
    if (box === undefined) return
    const may = isSoon ? 'draw-around' : 'draw-in-sight'
    const next = advance(
      box,
      standing.current,
      list,
      drawings.current < MOST_AT_ONCE ? may : 'draw-nothing',
    )
    if (next === 'later') later()
    else if (next !== undefined) {
      drawings.current++
      setRange(next)
    }
  }

  // Not within a frame: between two of them there is time for it.
  function later(): void {
    timer.current ??= setTimeout(() => {
      timer.current = undefined
      drawings.current = 0
      latest.current.extend(true)
    })
  }

  /** Tells what is in sight, where the reader has brought it there. */
  function tell(): void {
    const box = measured()
    if (box === undefined || standing.current.steered) return
    const seen = firstInSight(box, standing.current)
    if (seen === undefined) return
    const isEnd = box.scrollTop() + box.windowHeight >= standing.current.whole - 2
    const top = isEnd && drawn.to === count ? count - 1 : seen.place
    if (top === told.current) return
    told.current = top
    onTop(top)
  }

  const onScroll = (): void => {
    drawings.current = 0
    tell()
    extend()
  }
  const takeOver = (): void => {
    if (!standing.current.steered) return
    standing.current.steered = false
    onReader()
  }

  const items: ComponentChildren[] = []
  for (let place = drawn.from; place < drawn.to; place++) items.push(item(place))
  return (
    <div
      ref={window}
      class="reel"
      role="feed"
      tabIndex={0}
      aria-label={label}
      onScroll={onScroll}
      onScrollEnd={onRest}
      onWheel={takeOver}
      onTouchMove={takeOver}
      onPointerDown={takeOver}
      onKeyDown={takeOver}
    >
      <div ref={all} class="reel-all" role="presentation">
        <div ref={block} class="reel-items" role="presentation">
          {items}
        </div>
      </div>
    </div>
  )
}
