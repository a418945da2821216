/** The flow of runs, the balance of counterbalancing, choices time by time and who spoke: on small records, by hand. */
import { describe, expect, test } from 'vitest'
import { memoryStore } from '../../io/store/memory-store.ts'
import type { Store } from '../../io/store/store.ts'
import { runIdOf } from '../../record/plan.ts'
import { contentOf } from '../../record/tick.ts'
import { attritionQuestion } from './attrition.ts'
import { balanceOf } from './balance.ts'
import { designOf } from './design.ts'
import { floorQuestion } from './floor.ts'
import { flowOf } from './flow.ts'
import { occasionsQuestion } from './occasions.ts'
import { askRecord } from './read-runs.ts'
import { participantAt, planOf, tellRecord } from './testing/told-record.ts'

const AT = '2026-01-01T00:00:00.000Z'

test('every run that was begun is somewhere in the flow, and every decision', () => {
  const valid = { status: 'valid', value: 'go' } as const
  const store = tellRecord(memoryStore(), [
    { seed: 1, ticks: [[valid, { seat: 1, status: 'forfeited' }]] },
    { seed: 2, ticks: [[valid]], status: 'aborted' },
    { seed: 3, ticks: [[{ ...valid, status: 'reasked' }]], treatment: 'u' },
    { seed: 4, ticks: [[valid]], status: 'started', treatment: 'u' },
    { seed: 5, ticks: [[{ status: 'undecided' }]], status: 'failed', treatment: 'u' },
  ])
  const { all, treatments, reasons, forks } = flowOf(
    designOf(store),
    askRecord(store, attritionQuestion),
  )
  expect(all).toMatchObject({ started: 5, finished: 2, aborted: 1, failed: 1, unfinished: 1 })
  expect(all.decisions).toMatchObject({
    asked: 6,
    valid: 3,
    reasked: 1,
    forfeited: 1,
    undecided: 1,
  })
  expect(treatments.map(({ treatment, started }) => [treatment, started])).toEqual([
    ['t', 2],
    ['u', 3],
  ])
  expect(reasons).toEqual([
    { how: 'aborted', why: null, runs: 1 },
    { how: 'failed', why: null, runs: 1 },
  ])
  expect(forks).toBe(0)
})

describe('counterbalancing', () => {
  function recordOf(variants: readonly number[]): Store {
    const store = memoryStore()
    variants.forEach((labels, seed) => {
      const plan = { ...planOf({ seed, ticks: [] }), counterbalance: { labels } }
      store.begin(runIdOf(plan), plan, 1, AT)
      store.end(
        runIdOf(plan),
        { kind: 'run-ended', how: 'finished', why: null },
        'ab'.repeat(32),
        AT,
      )
    })
    store.flush()
    return store
  }

  test.each([
    [[0, 1, 0, 1], true],
    [[0, 1, 0], true],
    [[0, 0, 0, 1], false],
  ] as const)('variants %j are balanced: %j', (variants, balanced) => {
    const [told] = balanceOf(designOf(recordOf(variants)))
    expect(told).toMatchObject({ treatment: 't', thing: 'labels', balanced })
    expect(told?.variants.map(({ finished }) => finished)).toEqual(
      [0, 1].map((one) => variants.filter((variant) => variant === one).length),
    )
  })
})

test('choices are told time by time; what was lost takes its time and has no value', () => {
  const go = { status: 'valid', value: 'go' } as const
  const stay = { status: 'valid', value: 'stay' } as const
  const store = tellRecord(memoryStore(), [
    { seed: 1, ticks: [[stay], [{ status: 'forfeited' }], [stay]] },
    { seed: 2, ticks: [[go], [go], [stay]] },
  ])
  const [series] = askRecord(store, occasionsQuestion)
  expect(series).toMatchObject({
    treatment: 't',
    role: 'row',
    ask: 'choice',
    what: 'stay',
    cut: false,
  })
  expect(series?.points.map(({ occasion, runs, mean }) => [occasion, runs, mean])).toEqual([
    [1, 2, 0.5],
    [2, 1, 0],
    [3, 2, 1],
  ])
  expect(series?.points[2]?.interval).toBeNull()
})

test('the floor is shared by words, and who follows whom is counted channel by channel', () => {
  const store = memoryStore()
  const plan = planOf({ seed: 1, ticks: [] })
  const said = (place: number, text: string, channel = 'table') => ({
    kind: 'message-sent' as const,
    from: participantAt(place),
    channel,
    audience: [participantAt(0), participantAt(1)],
    text,
    onRecord: true,
  })
  const entries = [
    said(0, 'one two three'),
    said(1, 'four'),
    said(0, 'aside', 'other'),
    said(0, 'five'),
  ]
  store.begin(runIdOf(plan), plan, 1, AT)
  store.append(runIdOf(plan), { tick: 0, round: null, content: contentOf('play', entries) }, [])
  store.end(runIdOf(plan), { kind: 'run-ended', how: 'finished', why: null }, 'ab'.repeat(32), AT)
  store.flush()
  const { floor, following } = askRecord(store, floorQuestion)
  expect(floor.map(({ participant, share }) => [participant, share.mean])).toEqual([
    ['p1', 5 / 6],
    ['p2', 1 / 6],
  ])
  expect(following.filter(({ times }) => times > 0)).toEqual([
    { treatment: 't', speaker: 'p2', after: 'p1', times: 1, share: 1 },
    { treatment: 't', speaker: 'p1', after: 'p2', times: 1, share: 1 },
  ])
})
