/** The strip of a game adds up to its record. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { StoredTick } from '../../../io/store/store.ts'
import { p1, p2 } from '../../../io/store/testing/sample-plan.ts'
import type { TickEntry } from '../../../record/entry.ts'
import { contentOf } from '../../../record/tick.ts'
import { stripColumns } from './game-strip.ts'
import { outlineOf } from './run-outline.ts'
import { STRIP_COLUMNS } from './run-pages.ts'

const SEATS = [p1, p2]
const form = {
  kind: 'choice' as const,
  options: ['cooperate', 'defect'],
  labels: ['J', 'F'],
  order: [0, 1],
}

interface Played {
  readonly round: number | null
  readonly of: 0 | 1
  readonly moved: boolean
  readonly points: number | null
}

/** Rounds that go up by one or stay, or none at all. */
const played = fc
  .tuple(
    fc.boolean(),
    fc.array(
      fc.record({
        isNew: fc.boolean(),
        of: fc.constantFrom(0 as const, 1 as const),
        moved: fc.boolean(),
        points: fc.option(fc.integer({ min: -9, max: 9 })),
      }),
      { minLength: 1, maxLength: 260 },
    ),
  )
  .map(([hasRounds, steps]): Played[] => {
    let round = 1
    return steps.map(({ isNew, of, moved, points }, i) => {
      if (isNew && i > 0) round++
      return { round: hasRounds ? round : null, of, moved, points }
    })
  })

function ticksOf(steps: readonly Played[]): StoredTick[] {
  let seq = 1
  return steps.map(({ round, of, moved, points }, tick) => {
    const who = SEATS[of] as (typeof SEATS)[number]
    const entries: TickEntry[] = [
      { kind: 'decision-asked', of: who, ask: 'choice', form },
      ...(moved
        ? [
            {
              ...({ kind: 'decision-taken', of: who, ask: 'choice' } as const),
              ...({ value: 'defect', displayed: 'F', status: 'valid', attempts: 1 } as const),
            },
          ]
        : []),
      ...(points === null ? [] : [{ kind: 'payoff-awarded', to: who, points } as const]),
    ]
    const first = seq
    seq += entries.length
    return { tick, round, seq: first, digest: '', content: contentOf('playing', entries) }
  })
}

function outlined(ticks: readonly StoredTick[]) {
  const soFar = outlineOf(SEATS)
  for (const tick of ticks) soFar.add(tick)
  return soFar.outline(true)
}

describe('the strip of a game', () => {
  test('read page by page, counts every payoff and every move once, and earnings are the sums of payoffs', () => {
    fc.assert(
      fc.property(played, (steps) => {
        const ticks = ticksOf(steps)
        const { stripPages, columns } = outlined(ticks)
        const pages = stripPages.map(({ tick, earnings }, page) =>
          stripColumns(ticks.slice(tick, stripPages[page + 1]?.tick), SEATS, earnings),
        )
        expect(pages.flat()).toHaveLength(columns)
        for (const page of pages.slice(0, -1)) expect(page).toHaveLength(STRIP_COLUMNS)
        for (const [place, who] of SEATS.entries()) {
          let sum = 0
          for (const { cells } of pages.flat()) {
            sum += cells[place]?.points ?? 0
            expect(cells[place]?.earnings).toBe(sum)
          }
          const entries = ticks.flatMap(({ content }) => content.entries)
          const paid = entries.flatMap((one) =>
            one.kind === 'payoff-awarded' && one.to === who ? [one.points] : [],
          )
          expect(sum).toBe(paid.reduce((all, one) => all + one, 0))
          const moves = entries.filter((one) => one.kind === 'decision-taken' && one.of === who)
          const shown = pages.flat().flatMap(({ cells }) => cells[place]?.moves ?? [])
          expect(shown).toHaveLength(moves.length)
        }
      }),
      { numRuns: 60 },
    )
  })

  test('is the same read in pages as read at once', () => {
    fc.assert(
      fc.property(played, (steps) => {
        const ticks = ticksOf(steps)
        const { stripPages } = outlined(ticks)
        const first = stripPages[0]
        const pages = stripPages.flatMap(({ tick, earnings }, page) =>
          stripColumns(ticks.slice(tick, stripPages[page + 1]?.tick), SEATS, earnings),
        )
        const whole =
          first === undefined ? [] : stripColumns(ticks.slice(first.tick), SEATS, [0, 0])
        expect(pages).toEqual(whole)
      }),
      { numRuns: 60 },
    )
  })

  test('says which option a move was, and the label that was read instead of it', () => {
    const [column] = stripColumns(
      ticksOf([{ round: 1, of: 1, moved: true, points: 5 }]),
      SEATS,
      [0, 10],
    )
    expect(column?.cells[1]).toEqual({
      moves: [
        {
          ...{ ask: 'choice', value: 'defect', displayed: 'F', status: 'valid' },
          ...{ option: { at: 1, of: 2 }, isWords: false },
        },
      ],
      points: 5,
      earnings: 15,
    })
    expect(column?.cells[0]).toEqual({ moves: [], points: null, earnings: 0 })
  })
})

describe('the outline of a run', () => {
  test('has a curve that ends at what was earned in all, of any length of run', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3_000 }), (length) => {
        const steps = Array.from({ length }, (_, i): Played => ({
          ...{ round: i + 1, of: 0, moved: true, points: 2 },
        }))
        const { curve, columns } = outlined(ticksOf(steps))
        expect(columns).toBe(length)
        expect(curve.columns.length).toBeLessThanOrEqual(402)
        expect(curve.columns.at(-1)).toBe(length - 1)
        for (const [i, column] of curve.columns.entries())
          expect(curve.earnings[0]?.[i]).toBe(2 * (column + 1))
      }),
      { numRuns: 15 },
    )
  })

  test('told before its end goes on where it was', () => {
    const ticks = ticksOf(
      Array.from({ length: 120 }, (_, i): Played => ({ round: i, of: 0, moved: true, points: 1 })),
    )
    const soFar = outlineOf(SEATS)
    for (const tick of ticks) {
      soFar.add(tick)
      soFar.outline(false)
    }
    expect(soFar.outline(true)).toEqual(outlined(ticks))
  })
})
