import { describe, expect, test } from 'vitest'
import { budgetOf, NOTHING_SPENT } from '../../io/model/budget.ts'
import { helmFor } from '../../play/worker/helm.ts'
import { noProgress, type WorkProgress } from '../../play/worker/work-progress.ts'
import { RunId } from '../../record/ids.ts'
import { steeringOf, type AtWork } from './steering.ts'
import { waitingPeople } from './waiting-people.ts'

function steered(changes: Partial<AtWork> = {}, progress: Partial<WorkProgress> = {}) {
  return steeringOf({
    experiment: 'steered',
    record: 'logs/steered.sqlite',
    helm: helmFor(4),
    progress: { ...noProgress(), ...progress },
    budget: budgetOf({}),
    caps: {},
    spentBefore: NOTHING_SPENT,
    connected: { traffic: () => [], cap: () => {} },
    isStopping: () => false,
    stop: () => {},
    waiting: undefined,
    ...changes,
  })
}

const inFlight = (ticks: readonly number[], from = 0): WorkProgress['inFlight'] =>
  new Map(
    ticks.map((tick, i) => [RunId.parse(`run_${String(i).padStart(16, '0')}`), { from, tick }]),
  )

describe('the time that is left', () => {
  const after = async (ms: number, progress: Partial<WorkProgress>) => {
    const { status } = steered({}, progress)
    await new Promise((resolve) => setTimeout(resolve, ms))
    const { elapsedMs, etaMs } = status()
    return etaMs === null ? null : etaMs / elapsedMs
  }

  test('is not told before a run has ended', async () => {
    expect(await after(5, { planned: 10, inFlight: inFlight([7, 8]) })).toBeNull()
    expect(await after(5, { planned: 10, kept: 4, ended: 4 })).toBeNull()
  })

  test('follows from how much was played, runs in flight by their ticks, earlier sittings left out', async () => {
    // A quarter is played: three times as long as so far.
    expect(await after(60, { planned: 8, ended: 2, endedTicks: 20 })).toBeCloseTo(3, 1)
    expect(await after(60, { planned: 108, kept: 100, ended: 102, endedTicks: 20 })).toBeCloseTo(
      3,
      1,
    )
    // One has ended and nine have half their ticks behind them: of ten, 5.5 are played.
    const halves = inFlight(Array.from({ length: 9 }, () => 5))
    expect(
      await after(60, { planned: 10, ended: 1, endedTicks: 10, inFlight: halves }),
    ).toBeCloseTo(4.5 / 5.5, 1)
    // What a fork shares with its parent was not played.
    const forks = inFlight([25, 25], 20)
    expect(await after(60, { planned: 3, ended: 1, endedTicks: 10, inFlight: forks })).toBeCloseTo(
      0.5,
      1,
    )
  })

  test('follows, once retuned, from the pace since', async () => {
    const progress = { ...noProgress(), planned: 10, ended: 5, endedTicks: 50 }
    const { status, obey } = steered({ progress })
    const { elapsedMs: beforeMs } = status()
    obey({ do: 'retune', runs: 1 })
    // Nothing was played since: of the new pace nothing is known.
    const { elapsedMs: afterMs, etaMs: unknown } = status()
    expect(unknown).toBeNull()
    await new Promise((resolve) => setTimeout(resolve, 60))
    // Two ticks since, of the fifty that were left.
    progress.inFlight = inFlight([2])
    const { elapsedMs, etaMs } = status()
    const [left, played] = [48, 2]
    expect(etaMs).toBeGreaterThanOrEqual((left / played) * (elapsedMs - afterMs - 1))
    expect(etaMs).toBeLessThanOrEqual((left / played) * (elapsedMs - beforeMs + 1))
  })

  test('is nothing at the end, and is not told of a sitting that stands still', () => {
    expect(steered({}, { planned: 2, ended: 2, endedTicks: 9 }).status().etaMs).toBe(0)
    const paused = steered({}, { planned: 2, ended: 1, endedTicks: 9 })
    paused.obey({ do: 'pause' })
    expect(paused.status()).toMatchObject({ state: 'paused', etaMs: null })
  })
})

test('the caps that are declared are told, and none where none are', () => {
  expect(steered().status().budget).toBeNull()
  expect(steered({ caps: { usd: 3 } }).status().budget).toEqual({ usd: 3, calls: null })
})

test('a status is plain data', () => {
  const status = steered({}, { planned: 3, inFlight: inFlight([-1, 4]) }).status()
  expect(JSON.parse(JSON.stringify(status))).toEqual(status)
  expect(status.runs).toMatchObject({ left: 3, inFlightCount: 2 })
  expect(status.runs.inFlight.map(({ tick }) => tick)).toEqual([0, 4])
})

test('asks that wait for people are counted and named until they are answered, however that goes', async () => {
  const waiting = waitingPeople()
  const replies: (() => void)[] = []
  const people = waiting.over({
    answer: () =>
      new Promise((resolve) => replies.push(() => resolve({ kind: 'timeout', latencyMs: 1 }))),
    consent: () =>
      new Promise((_, reject) => replies.push(() => reject(new Error('the door is shut')))),
  })
  const address: unknown = { run: 'run_1', participant: 'p1' }
  const answer = people?.answer({ address } as Parameters<typeof people.answer>[0])
  const consent = people?.consent({ run: 'run_2', participant: 'p2' } as never, 'May we?')
  expect(waiting.count).toBe(2)
  expect(steered({ waiting }).status()).toMatchObject({
    waitingForPeople: 2,
    waitingSeats: [
      { runId: 'run_1', participant: 'p1' },
      { runId: 'run_2', participant: 'p2' },
    ],
  })
  for (const reply of replies) reply()
  await Promise.allSettled([answer, consent])
  expect(waiting.count).toBe(0)
  expect(steered({ waiting }).status().waitingSeats).toEqual([])
  expect(waiting.over(null)).toBeNull()
})
