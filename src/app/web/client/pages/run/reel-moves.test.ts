/** A long list comes to rest, whatever is done to it: the browser is played by a few numbers. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Box, Span } from './reel-box.ts'
import { around, type Drawn } from './reel-items.ts'
import { advance, listOf, settle, type May, type Standing } from './reel-moves.ts'

/** Chromium makes no element higher. */
const HIGHEST_ELEMENT = 33_554_428
const MOST_AT_ONCE = 20

interface World {
  count: number
  wished: number
  align: 'top' | 'end'
  /** Where the wished element is within its item; null where none is wished. */
  element: number | null
  windowHeight: number
  /** On paper a window is as high as its list, and is not scrolled. */
  isPaper: boolean
  /** Items are so high, over and over. */
  heights: readonly number[]
  scrollTop: number
  listHeight: number
  range: Drawn
  readonly standing: Standing
}

function worldOf(count: number, wished: number, heights: readonly number[]): World {
  return {
    count,
    wished,
    align: 'top',
    element: null,
    windowHeight: 600,
    isPaper: false,
    heights,
    scrollTop: 0,
    listHeight: 0,
    range: around(wished, count),
    standing: { y: 0, whole: 0, held: undefined, steered: true },
  }
}

const listIn = (world: World) => listOf(world.count, world.range, world.wished, world.align)

function boxIn(world: World): Box | undefined {
  const windowHeight = world.isPaper ? world.listHeight : world.windowHeight
  if (windowHeight === 0) return undefined
  const { drawn, goal } = listIn(world)
  const spans: Span[] = []
  let height = 0
  for (let place = drawn.from; place < drawn.to; place++) {
    const own = world.heights[place % world.heights.length] ?? 0
    spans.push({ place, top: height, height: own })
    height += own
  }
  const scrollTo = (top: number): void => {
    const most = world.isPaper ? 0 : Math.min(HIGHEST_ELEMENT, world.listHeight) - windowHeight
    world.scrollTop = Math.max(0, Math.min(top, most))
  }
  scrollTo(world.scrollTop)
  return {
    windowHeight,
    height,
    scrollTop: () => world.scrollTop,
    scrollTo,
    put(_y, whole) {
      world.listHeight = whole
      scrollTo(world.scrollTop)
    },
    spans: () => spans,
    wished() {
      const item = spans.find(({ place }) => place === goal)
      return world.element === null || item === undefined
        ? undefined
        : item.top + world.element * item.height
    },
  }
}

/** A turn of the event loop: drawing after drawing; true where another turn is wanted. */
function turn(world: World, isMeasured: boolean, drew: () => void): boolean {
  let may: May = isMeasured ? 'draw-in-sight' : 'draw-around'
  for (let drawings = 0; ; drawings++) {
    const box = boxIn(world)
    if (box === undefined) return false
    const list = listIn(world)
    expect(list.drawn.to).toBeLessThanOrEqual(world.count)
    expect(list.drawn.from).toBeLessThan(list.drawn.to)
    if (may === 'draw-in-sight') settle(box, world.standing, list)
    const next = advance(box, world.standing, list, drawings < MOST_AT_ONCE ? may : 'draw-nothing')
    if (next === undefined || next === 'later') return next === 'later'
    expect(next).not.toEqual(list.drawn)
    world.range = next
    may = 'draw-in-sight'
    drew()
  }
}

/** Has all drawn that is wanted, and all measured again and again. @throws Error where there is no end of it. */
function rest(world: World): void {
  const most = 2 * world.count + 50
  let drawings = 0
  const drew = (): void => {
    if (++drawings > most) throw new Error('drawn for ever')
  }
  for (let measured = 0; measured < 4; measured++) {
    let turns = 0
    for (let isOn = turn(world, true, drew); isOn; isOn = turn(world, false, drew))
      if (++turns > most) throw new Error('waited for for ever')
  }
}

/** What is in sight is drawn, and what is wished. */
function expectDrawn(world: World): void {
  const [box, { drawn, goal, count }] = [boxIn(world), listIn(world)]
  if (box === undefined) return
  const { y, steered } = world.standing
  if (steered) expect(goal >= drawn.from && goal < drawn.to).toBe(true)
  if (world.isPaper || world.windowHeight >= world.listHeight) return
  if (drawn.from > 0) expect(y).toBeLessThanOrEqual(world.scrollTop)
  if (drawn.to < count)
    expect(y + box.height).toBeGreaterThanOrEqual(world.scrollTop + box.windowHeight)
}

type Happening = (world: World) => void

const share = fc.double({ min: 0, max: 1, noNaN: true })
const heights = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 20, max: 400 }) },
    { weight: 1, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.integer({ min: 2_000, max: 60_000 }) },
  ),
  { minLength: 1, maxLength: 7 },
)
const windowHeight = fc.oneof(
  fc.constantFrom(0, 1, 420, 12_000),
  fc.integer({ min: 1, max: 12_000 }),
)
const count = fc.oneof(fc.integer({ min: 1, max: 400 }), fc.constantFrom(2_000))

const happening: fc.Arbitrary<Happening> = fc.oneof(
  windowHeight.map((high) => (world: World) => {
    world.windowHeight = high
  }),
  fc.boolean().map((isPaper) => (world: World) => {
    world.isPaper = isPaper
  }),
  heights.map((high) => (world: World) => {
    world.heights = high
  }),
  count.map((many) => (world: World) => {
    world.count = many
  }),
  fc
    .tuple(fc.integer({ min: -5, max: 2_100 }), fc.option(share), fc.constantFrom('top', 'end'))
    .map(([wished, element, align]) => (world: World) => {
      world.wished = wished
      world.element = element
      world.align = align === 'end' ? 'end' : 'top'
      world.standing.steered = true
    }),
  share.map((to) => (world: World) => {
    world.standing.steered = false
    world.scrollTop = to * world.listHeight
  }),
  fc.integer({ min: -3_000, max: 3_000 }).map((by) => (world: World) => {
    world.standing.steered = false
    world.scrollTop += by
  }),
)

describe('a long list', () => {
  test('comes to rest with what is in sight drawn, whatever is done to its window, its items and its reader', () => {
    fc.assert(
      fc.property(
        count,
        fc.integer({ min: -5, max: 2_100 }),
        heights,
        fc.array(happening, { maxLength: 12 }),
        (many, wished, high, happenings) => {
          const world = worldOf(many, wished, high)
          rest(world)
          expectDrawn(world)
          for (const happen of happenings) {
            happen(world)
            rest(world)
            expectDrawn(world)
          }
        },
      ),
      { numRuns: 200 },
    )
  })

  test('is not drawn as a whole on paper, where all of it would be in sight', () => {
    const world = worldOf(20_000, 9_000, [100])
    rest(world)
    world.isPaper = true
    rest(world)
    const { drawn } = listIn(world)
    expect(drawn.to - drawn.from).toBeLessThan(600)
  })
})
