import { describe, expect, test } from 'vitest'
import type { SittingStatus } from '../../study/viewing/sitting-status.ts'
import { standingPage } from './standing-page.ts'
import { duration, statusLine, statusText } from './status-text.ts'

const STATUS: SittingStatus = {
  pid: 4711,
  experiment: 'trust',
  record: '/lab/logs/trust.sqlite',
  startedAtMs: 0,
  elapsedMs: 83_000,
  state: 'paused',
  runs: { planned: 40, ended: 10, failed: 1, left: 30, inFlightCount: 8, inFlight: [] },
  spend: { calls: 1240, usd: 3.12, uncertainUsd: 0.04 },
  unpriced: 0,
  spentBefore: { calls: 0, usd: 0, uncertainUsd: 0 },
  budget: { usd: 20, calls: null },
  etaMs: 245_000,
  concurrency: { runs: 16, calls: 4 },
  providers: [
    {
      name: 'local',
      inFlight: 3,
      waiting: 12,
      limit: 4,
      made: 1240,
      retries: 9,
      refused: 6,
      failures: { passing: 2, timeout: 1, unreached: 0, prompt: 0, setup: 0 },
      inputTokens: 52_000,
      outputTokens: 4_100,
      lastFailure: '\u001b[2J429: Slow down',
    },
  ],
  waitingForPeople: 7,
  waitingSeats: [
    { runId: 'run_1', participant: 'p1' },
    { runId: 'run_2', participant: 'p\u001b2' },
  ],
}

test('a status tells progress, spend against the budget, and what becomes of calls', () => {
  expect(`\n${statusText(STATUS).join('\n')}\n`).toMatchInlineSnapshot(`
    "
    trust · paused · process 4711
    ██████░░░░░░░░░░░░░░░░░░ 10/40 runs · 25% · 1 min 23 s · ETA 4 min 05 s
    8 in flight, at most 16 · 1 failed · at most 4 calls an account
    7 questions wait for people: p1 in run_1, p␛2 in run_2, 5 more
    1,240 calls · $3.12 (and up to $0.040 more) of a budget of $20.00

    provider  in flight  limit  waiting  made  retries  refused (429)  failed                    tokens in  tokens out
    ────────  ─────────  ─────  ───────  ────  ───────  ─────────────  ────────────────────────  ─────────  ──────────
    local             3      4       12  1240        9              6  3 (2 passing, 1 timeout)      52000        4100
    last failure of local: ␛[2J429: Slow down
    "
  `)
  expect(statusLine(STATUS)).toBe(
    '1 min 23 s paused · 10/40 runs · 8 in flight · 1,240 calls · $3.12 (and up to $0.040 more)',
  )
})

test('nothing is told of calls and people where there are none', () => {
  const scripted = {
    ...STATUS,
    spend: STATUS.spentBefore,
    budget: null,
    providers: [],
    waitingForPeople: 0,
    waitingSeats: [],
    concurrency: { runs: 16, calls: null },
    etaMs: null,
  }
  expect(statusText(scripted)).toHaveLength(3)
})

test('one question waits, of one person', () => {
  const waitingSeats = [{ runId: 'run_1', participant: 'p1' }]
  expect(statusText({ ...STATUS, waitingForPeople: 1, waitingSeats })).toContain(
    '1 question waits for people: p1 in run_1',
  )
})

test('replies without a price are not told as free', () => {
  const spend = { calls: 1240, usd: 0, uncertainUsd: 0 }
  expect(statusLine({ ...STATUS, spend, unpriced: 1200 })).toContain(
    '1,240 calls · 1,200 replies without a price',
  )
  expect(statusText({ ...STATUS, unpriced: 1 })).toContain(
    '1,240 calls · $3.12 (and up to $0.040 more) of a budget of $20.00 · 1 reply without a price',
  )
})

test.each([
  [400, '0 s'],
  [59_400, '59 s'],
  [61_000, '1 min 01 s'],
  [3_720_000, '1 h 02 min'],
])('%i ms are told as %s', (ms, words) => expect(duration(ms)).toBe(words))

describe('a page that stands in a terminal', () => {
  const terminal = (columns: number, rows: number) => {
    const written: string[] = []
    const write = (text: string): boolean => written.push(text) > 0
    return { isTTY: true, columns, rows, write, written } as const
  }

  test('takes back what it said, and no more', () => {
    const own = terminal(80, 24)
    const page = standingPage(own as never)
    page?.show(['one', 'two\nthree'])
    page?.show(['four'])
    expect(own.written).toEqual([
      '\r\u001b[0Jone\ntwo\nthree\n',
      '\u001b[1A\u001b[1A\u001b[1A\r\u001b[0Jfour\n',
    ])
  })

  test('never wraps nor scrolls, however small the terminal is', () => {
    const own = terminal(6, 3)
    standingPage(own as never)?.show(['a long line', 'b', 'c', 'd'])
    expect(own.written).toEqual(['\r\u001b[0Ja lon\nb\n'])
  })

  test('is none where nobody watches', () => {
    expect(standingPage({ ...terminal(80, 24), isTTY: false } as never)).toBeNull()
  })
})
