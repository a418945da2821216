/** Where the drawn items of a long list stand and which are drawn next: decided from what is measured alone, so that it can be shown to come to rest. */
import type { Box, Span } from './reel-box.ts'
import { around, within, type Drawn } from './reel-items.ts'

/** What is where; kept beside the state of the component, since nothing is drawn anew for it. */
export interface Standing {
  /** Where the drawn items begin. */
  y: number
  /** How high the whole list is taken to be. */
  whole: number
  /** The item that stays where it is while others come and go, and where it is. */
  held: { readonly place: number; readonly top: number } | undefined
  /** A wish is carried out, drawing after drawing, until the reader scrolls. */
  steered: boolean
}

interface List {
  /** At least 1. */
  readonly count: number
  readonly drawn: Drawn
  /** The item that the wish leads to: one of the list. */
  readonly goal: number
  /** `end`: the last item ends where the window does. */
  readonly align: 'top' | 'end'
}

/** Browsers draw no element that is much higher: longer lists are scrolled in proportion. */
const HIGHEST = 8_000_000
/** Windows that are drawn above and below the one in sight, and those that stay: letting some go moves all others, so it is done seldom. */
const AROUND = 1.2
const KEPT_AROUND = 1.5
const MOST_AROUND = 5
/** On paper a window is as high as its list, and all of it would be in sight. */
const MOST_ON_PAPER = 500

/** The list of which `range` was drawn when it may have been another one, and where it is to go: a wish may be of what it has not got yet. */
export function listOf(count: number, range: Drawn, wished: number, align: List['align']): List {
  const goal = Math.max(0, Math.min(wished, count - 1))
  return { count, drawn: within(range, count), goal, align }
}

/** Puts things where they belong after a drawing. */
export function settle(box: Box, now: Standing, list: List): void {
  const { count, drawn } = list
  const { from, to } = drawn
  const each = box.height / (to - from)
  if (now.whole === 0) now.whole = Math.min(HIGHEST, count * each)
  const held = now.held === undefined ? undefined : spanOf(box, now.held.place)
  if (now.held !== undefined && held !== undefined) now.y = now.held.top - held.top
  const share = (from / count) * now.whole
  if (now.steered) now.y = share
  // What is below must be there to be scrolled to; how high it will be is known when it is drawn.
  const below = to === count ? 0 : Math.min((count - to) * each, 4 * box.windowHeight)
  // The first item begins the list; whoever came to it by another way is moved with it.
  const wanted = from === 0 ? 0 : now.y < box.windowHeight ? share : now.y
  const moved = wanted - now.y
  now.y = wanted
  const end = now.y + box.height
  now.whole = to === count ? end : Math.max(now.whole, end + below)
  box.put(now.y, now.whole)
  if (now.steered) steer(box, now, list)
  else if (moved !== 0) box.scrollTo(box.scrollTop() + moved)
  hold(box, now)
}

function steer(box: Box, { y, whole }: Standing, { goal, align }: List): void {
  const target = spanOf(box, goal)
  if (target === undefined) return
  const wished = box.wished()
  const top =
    align === 'end'
      ? whole - box.windowHeight
      : y + (wished === undefined ? target.top : wished - box.windowHeight / 4)
  if (Math.abs(box.scrollTop() - top) > 1) box.scrollTo(top)
}

/** Remembers what is in sight, so that it stays there. */
function hold(box: Box, now: Standing): void {
  const seen = firstInSight(box, now)
  now.held = seen === undefined ? undefined : { place: seen.place, top: now.y + seen.top }
}

export function firstInSight(box: Box, { y }: Standing): Span | undefined {
  const top = box.scrollTop() + 1
  for (const span of box.spans()) if (y + span.top + span.height > top) return span
  return undefined
}

function spanOf(box: Box, place: number): Span | undefined {
  for (const span of box.spans()) if (span.place === place) return span
  return undefined
}

/** What is not drawn: the item that is wished, anything near the window, something within it, or something around it. */
type Lack = 'goal' | 'place' | 'sight' | 'more'

function lackOf(box: Box, now: Standing, list: List): Lack | undefined {
  const { drawn, count, goal } = list
  const [top, window, end] = [box.scrollTop(), box.windowHeight, now.y + box.height]
  if (now.steered && (goal < drawn.from || goal >= drawn.to)) return 'goal'
  if (!now.steered && (top > end + window || top + 2 * window < now.y)) return 'place'
  const { isShortAbove, isShortBelow } = shortOf(box, now, list)
  if (!isShortAbove && !isShortBelow) return undefined
  if (window >= now.whole && drawn.to - drawn.from >= MOST_ON_PAPER) return undefined
  const isBare = (drawn.to < count && end < top + window) || (drawn.from > 0 && now.y > top)
  return isBare ? 'sight' : 'more'
}

function shortOf(box: Box, { y }: Standing, { drawn, count }: List) {
  const [top, window] = [box.scrollTop(), box.windowHeight]
  return {
    isShortAbove: y > top - window * AROUND && drawn.from > 0,
    isShortBelow: y + box.height < top + window * (1 + AROUND) && drawn.to < count,
  }
}

/** What may be done at once: what is in sight is drawn in the same turn of the event loop, unless too much was; what is around it in the next. */
export type May = 'draw-around' | 'draw-in-sight' | 'draw-nothing'

/** What is drawn next; undefined where all is there, `later` where it has to wait for another turn. */
export function advance(
  box: Box,
  now: Standing,
  list: List,
  may: May,
): Drawn | 'later' | undefined {
  const lack = lackOf(box, now, list)
  if (lack === undefined) return undefined
  if (may === 'draw-nothing' || (lack === 'more' && may === 'draw-in-sight')) return 'later'
  const next = nextDrawn(box, now, list, lack)
  if (next.from !== list.drawn.from || next.to !== list.drawn.to) return next
  // To draw the same again would change nothing, for ever: it only stands elsewhere.
  settle(box, now, list)
  return 'later'
}

/** What stays of it will stand where it stood. */
function nextDrawn(box: Box, now: Standing, list: List, lack: Lack): Drawn {
  if (lack === 'goal') return around(list.goal, list.count)
  if (lack !== 'place') {
    hold(box, now)
    return filled(box, now, list)
  }
  const top = box.scrollTop()
  const share = Math.min(1, top / Math.max(1, now.whole - box.windowHeight))
  const next = around(Math.round(share * (list.count - 1)), list.count)
  now.held = { place: next.from, top }
  return next
}

/** More where there is too little around the window, and less where there is too much. */
function filled(box: Box, now: Standing, list: List): Drawn {
  const { from, to } = list.drawn
  const { isShortAbove, isShortBelow } = shortOf(box, now, list)
  const each = box.height / (to - from)
  // Little at once: what is drawn, laid out and painted has to fit into a frame.
  const step = Math.min(20, Math.max(1, Math.ceil(box.windowHeight / 8 / Math.max(1, each))))
  const top = box.scrollTop() - now.y
  const spans = [...box.spans()]
  const above = (windows: number): number =>
    spans.filter((one) => one.top + one.height < top - box.windowHeight * windows).length
  const below = (windows: number): number =>
    spans.filter((one) => one.top > top + box.windowHeight * (1 + windows)).length
  const next = {
    from: isShortAbove
      ? Math.max(0, from - step)
      : from + (above(MOST_AROUND) > 0 ? above(KEPT_AROUND) : 0),
    to: isShortBelow
      ? Math.min(list.count, to + step)
      : to - (below(MOST_AROUND) > 0 ? below(KEPT_AROUND) : 0),
  }
  // What is wished stays, or it would be drawn again, and nothing else, and so on for ever.
  return now.steered
    ? { from: Math.min(next.from, list.goal), to: Math.max(next.to, list.goal + 1) }
    : next
}
