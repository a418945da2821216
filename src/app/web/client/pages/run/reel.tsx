/** A long list of items of any height, of which only those around the window are drawn: they stand in normal flow, and nothing moves while they are exchanged. */
import type { ComponentChildren } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { around, childrenOf, itemAt, offsetWithin, placeOf, type Drawn } from './reel-items.ts'

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

/** Browsers draw no element that is much higher: longer lists are scrolled in proportion. */
const HIGHEST = 8_000_000
/** Windows that are drawn above and below the one in sight, and those that stay: letting some go moves all others, so it is done seldom. */
const AROUND = 1.2
const KEPT_AROUND = 1.5
const MOST_AROUND = 5

/** What is where, in CSS pixels; kept beside the state of the component, since nothing is drawn anew for it. */
interface Standing {
  /** Where the drawn items begin. */
  y: number
  /** How high the whole list is taken to be. */
  whole: number
  /** The item that stays where it is while others come and go, and where it is. */
  held: { readonly place: number; readonly top: number } | undefined
  /** A wish is carried out, drawing after drawing, until the reader scrolls. */
  steered: boolean
  /** What was last told to be in sight. */
  told: number
}

export function Reel({ count, label, item, wish, onTop, onRest, onReader }: ReelProps) {
  const box = useRef<HTMLDivElement>(null)
  const all = useRef<HTMLDivElement>(null)
  const block = useRef<HTMLDivElement>(null)
  const goal = wish.align === 'end' ? count - 1 : wish.place
  const [drawn, setDrawn] = useState<Drawn>(() => around(goal, count))
  const standing = useRef<Standing>({ y: 0, whole: 0, held: undefined, steered: true, told: -1 })

  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const soon = useRef(() => extend(true))
  soon.current = () => extend(true)
  useEffect(() => () => clearTimeout(timer.current), [])

  useLayoutEffect(() => {
    standing.current.steered = true
    standing.current.told = -1
  }, [wish.key])

  // After every drawing: things are put where they belong, and more is drawn where there is a gap.
  useLayoutEffect(() => {
    settle()
    tell()
    extend()
  })
  useEffect(() => {
    const observer = new ResizeObserver(() => {
      settle()
      extend()
    })
    if (box.current !== null) observer.observe(box.current)
    if (block.current !== null) observer.observe(block.current)
    return () => observer.disconnect()
  }, [count, drawn.from, drawn.to, wish.key, wish.align])

  function settle(): void {
    const [window, list, items] = [box.current, all.current, block.current]
    if (window === null || list === null || items === null) return
    const now = standing.current
    const { from, to } = drawn
    const each = items.offsetHeight / Math.max(1, to - from)
    if (now.whole === 0) now.whole = Math.min(HIGHEST, count * each)
    if (now.held !== undefined) {
      const held = itemAt(items, now.held.place)
      if (held !== undefined) now.y = now.held.top - held.offsetTop
    }
    if (now.steered) now.y = (from / Math.max(1, count)) * now.whole
    // The first item begins the list; whoever came to it by another way is moved with it.
    const wanted = from === 0 ? 0 : now.y < window.clientHeight ? (from / count) * now.whole : now.y
    const moved = from === 0 || now.y < window.clientHeight ? wanted - now.y : 0
    now.y += moved
    const end = now.y + items.offsetHeight
    // What is below must be there to be scrolled to; how high it will be is known when it is drawn.
    const below = Math.min((count - to) * each, 4 * window.clientHeight)
    now.whole = to === count ? end : Math.max(now.whole, end + below)
    list.style.height = `${now.whole}px`
    items.style.top = `${now.y}px`
    if (now.steered) steer(window, items)
    else if (moved !== 0) window.scrollTop += moved
    hold(window, items)
  }

  function steer(window: HTMLElement, items: HTMLElement): void {
    const { y, whole } = standing.current
    const target = itemAt(items, goal)
    if (target === undefined) return
    const within = wish.element === null ? null : document.getElementById(wish.element)
    const top =
      wish.align === 'end'
        ? whole - window.clientHeight
        : within !== null && items.contains(within)
          ? y + offsetWithin(within, items) - window.clientHeight / 4
          : y + target.offsetTop
    if (Math.abs(window.scrollTop - top) > 1) window.scrollTop = top
  }

  /** Remembers what is in sight, so that it stays there. */
  function hold(window: HTMLElement, items: HTMLElement): void {
    const seen = firstInSight(window, items)
    standing.current.held =
      seen === undefined
        ? undefined
        : { place: placeOf(seen), top: standing.current.y + seen.offsetTop }
  }

  function firstInSight(window: HTMLElement, items: HTMLElement): HTMLElement | undefined {
    const { y } = standing.current
    return childrenOf(items).find(
      (one) => y + one.offsetTop + one.offsetHeight > window.scrollTop + 1,
    )
  }

  /** Sees to it that what is in sight is drawn, and soon what is around it. */
  function extend(isSoon = false): void {
    const [window, items] = [box.current, block.current]
    if (window === null || items === null || count === 0) return
    const { scrollTop, clientHeight } = window
    const { y, whole, steered } = standing.current
    const isFarOff =
      scrollTop > y + items.offsetHeight + clientHeight || scrollTop + 2 * clientHeight < y
    if (steered && (goal < drawn.from || goal >= drawn.to))
      setDrawn(around(Math.min(goal, count - 1), count))
    else if (!steered && isFarOff) {
      const share = Math.min(1, scrollTop / Math.max(1, whole - clientHeight))
      const next = around(Math.round(share * (count - 1)), count)
      standing.current.held = { place: next.from, top: scrollTop }
      setDrawn(next)
    } else fill(window, items, isSoon)
  }

  /** Draws more where there is too little around the window, and less where there is too much. */
  function fill(window: HTMLElement, items: HTMLElement, isSoon: boolean): void {
    const { scrollTop, clientHeight } = window
    const { y } = standing.current
    const { from, to } = drawn
    const [end, each] = [y + items.offsetHeight, items.offsetHeight / Math.max(1, to - from)]
    const isShortBelow = end < scrollTop + clientHeight * (1 + AROUND) && to < count
    const isShortAbove = y > scrollTop - clientHeight * AROUND && from > 0
    if (!isShortBelow && !isShortAbove) return
    const isBare =
      (isShortBelow && end < scrollTop + clientHeight) || (isShortAbove && y > scrollTop)
    // Not within a frame: between two of them there is time for it.
    if (!isBare && !isSoon) {
      timer.current ??= setTimeout(() => {
        timer.current = undefined
        soon.current()
      })
      return
    }
    // Little at once: what is drawn, laid out and painted has to fit into a frame.
    const step = Math.min(20, Math.max(1, Math.ceil(clientHeight / 8 / Math.max(1, each))))
    const top = scrollTop - y
    const children = childrenOf(items)
    const above = (windows: number): number =>
      children.filter((one) => one.offsetTop + one.offsetHeight < top - clientHeight * windows)
        .length
    const below = (windows: number): number =>
      children.filter((one) => one.offsetTop > top + clientHeight * (1 + windows)).length
    hold(window, items)
    setDrawn({
      from: isShortAbove
        ? Math.max(0, from - step)
        : from + (above(MOST_AROUND) > 0 ? above(KEPT_AROUND) : 0),
      to: isShortBelow
        ? Math.min(count, to + step)
        : to - (below(MOST_AROUND) > 0 ? below(KEPT_AROUND) : 0),
    })
  }

  /** Tells what is in sight, where the reader has brought it there. */
  function tell(): void {
    const [window, items] = [box.current, block.current]
    if (window === null || items === null || standing.current.steered) return
    const seen = firstInSight(window, items)
    if (seen === undefined) return
    const isEnd = window.scrollTop + window.clientHeight >= window.scrollHeight - 2
    const top = isEnd && drawn.to === count ? count - 1 : placeOf(seen)
    if (top === standing.current.told) return
    standing.current.told = top
    onTop(top)
  }

  const onScroll = (): void => {
    tell()
    extend()
  }
  const takeOver = (): void => {
    if (!standing.current.steered) return
    standing.current.steered = false
    onReader()
  }

  const items: ComponentChildren[] = []
  for (let place = drawn.from; place < Math.min(count, drawn.to); place++) items.push(item(place))
  return (
    <div
      ref={box}
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
