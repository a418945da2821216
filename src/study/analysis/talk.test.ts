import { describe, expect, test } from 'vitest'
import { memoryStore } from '../../io/store/memory-store.ts'
import type { TickEntry } from '../../record/entry.ts'
import { ParticipantId } from '../../record/ids.ts'
import { runIdOf, type Plan } from '../../record/plan.ts'
import { contentOf } from '../../record/tick.ts'
import { probeAnswersQuestion } from './probe-answers.ts'
import { askRecord } from './read-runs.ts'
import { talkQuestion } from './talk.ts'

const [p1, p2] = [ParticipantId.parse('p1'), ParticipantId.parse('p2')]
const AT = '2026-01-01T00:00:00.000Z'

const said = (from: ParticipantId | null, text: string, more: object = {}): TickEntry => ({
  kind: 'message-sent',
  from,
  channel: 'public',
  audience: [p1, p2],
  text,
  onRecord: true,
  ...more,
})
const answered = (
  of: ParticipantId,
  value: string | number | null,
  more: object = {},
): TickEntry => ({
  kind: 'probe-answered',
  of,
  probe: 'trust',
  value,
  displayed: typeof value === 'string' ? value : null,
  status: 'valid',
  attempts: 1,
  why: null,
  ...more,
})

function storeOf(...runs: readonly (readonly TickEntry[])[][]) {
  const store = memoryStore()
  runs.forEach((ticks, i) => {
    const plan: Plan = {
      experiment: 'e',
      scenario: { name: 's', version: 1 },
      parameters: {},
      seats: [p1, p2].map((participant) => ({
        participant,
        role: 'speaker',
        agent: 'a',
        policy: 'a',
        settings: {},
        persona: null,
      })),
      treatment: 'all',
      levels: {},
      counterbalance: {},
      replicate: i + 1,
      seed: i,
      invalid: { reask: 0, then: 'forfeit' },
    }
    const runId = runIdOf(plan)
    store.begin(runId, plan, 1, AT)
    ticks.forEach((entries, tick) =>
      store.append(runId, { tick, round: tick + 1, content: contentOf('talk', entries) }, []),
    )
    store.end(runId, { kind: 'run-ended', how: 'finished', why: null }, 'ab'.repeat(32), AT)
  })
  store.flush()
  return store
}

describe('talk', () => {
  test('counts what participants said themselves, and who was silent', () => {
    const store = storeOf(
      [
        [said(null, 'The brief of the study.'), said(p1, 'one two three'), said(p1, ' four ')],
        [said(p2, 'It has crashed.', { notice: true }), said(p2, 'so be it', { planted: true })],
      ],
      [[said(p1, 'one'), said(p2, 'one two three')]],
    )
    expect(askRecord(store, talkQuestion)).toEqual([
      expect.objectContaining({
        treatment: 'all',
        role: 'speaker',
        messages: expect.objectContaining({ mean: 1, runs: 2 }) as object,
        words: expect.objectContaining({ mean: 2 }) as object,
        silent: expect.objectContaining({ mean: 0.25 }) as object,
      }),
    ])
  })

  test('is told of no record in which nobody speaks', () => {
    expect(askRecord(storeOf([[]]), talkQuestion)).toEqual([])
  })
})

describe('probes', () => {
  test('of amounts are means within runs, with the first and the last answer of a seat', () => {
    const store = storeOf([
      [answered(p1, 2), answered(p2, 4)],
      [answered(p1, 8), answered(p2, null, { status: 'unanswered' })],
    ])
    expect(askRecord(store, probeAnswersQuestion)).toEqual([
      expect.objectContaining({
        probe: 'trust',
        asked: 4,
        answered: 3,
        mean: expect.objectContaining({ mean: 14 / 3 }) as object,
        first: expect.objectContaining({ mean: 3 }) as object,
        last: expect.objectContaining({ mean: 6 }) as object,
      }),
    ])
  })

  test('of options are shares, a pass last; who could not be asked is not counted', () => {
    const store = storeOf(
      [[answered(p1, 'yes'), answered(p2, null, { status: 'not-asked', attempts: 0 })]],
      [[answered(p1, 'no'), answered(p2, null, { status: 'passed' })]],
    )
    const [report] = askRecord(store, probeAnswersQuestion)
    expect(report).toMatchObject({ asked: 3, answered: 3, mean: null })
    expect(report?.shares.map(({ value, share }) => [value, share.mean])).toEqual([
      ['no', 0.25],
      ['yes', 0.5],
      [null, 0.25],
    ])
  })
})
