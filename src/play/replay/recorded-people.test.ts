/** What people answered before is given back by its place, and to the same question only. */
import { expect, test } from 'vitest'
import type { RecordedSubmission } from '../../record/human-entries.ts'
import { ParticipantId, RunId } from '../../record/ids.ts'
import { isOfPerson, type KeptCall } from '../../record/kept-call.ts'
import type { People, PutToPerson } from '../agent/people.ts'
import { recordedPeople } from './recorded-people.ts'

const p1 = ParticipantId.parse('p1')
const ADDRESS = {
  run: RunId.parse('run_0000000000000000'),
  tick: 3,
  participant: p1,
  ask: 'send',
  attempt: 0,
}

function put(more: Partial<PutToPerson> & { attempt?: number; tick?: number } = {}): PutToPerson {
  const { attempt = 0, tick = 3, ...rest } = more
  return {
    address: { ...ADDRESS, attempt, tick },
    parts: [{ name: 'question', role: 'user', text: 'How much?' }],
    form: { kind: 'amount', min: 0, max: 10, step: 1 },
    refused: null,
    timeLimitS: null,
    arriveWithinS: null,
    earnings: () => 0,
    ...rest,
  }
}

/** Answers with a count of what it was asked. */
function counting(): People & { asked: number } {
  const people = {
    asked: 0,
    answer: () =>
      Promise.resolve({ kind: 'submitted' as const, reply: `${++people.asked}`, latencyMs: 7 }),
    consent: () => {
      people.asked++
      return Promise.resolve({ kind: 'answered' as const, given: true })
    },
  }
  return people
}

function openTick(from = 3, kept: readonly KeptCall[] = []) {
  const calls: KeptCall[] = [...kept]
  return { calls, open: { kept, from, keep: (call: () => KeptCall) => void calls.push(call()) } }
}

const answered = (attempt: number, reply: string | null, reading: string): RecordedSubmission => ({
  tick: 3,
  entry: { kind: 'human-answered', of: p1, ask: 'send', attempt, reply, reading },
})
const consented = (text: string): RecordedSubmission => ({
  tick: 3,
  entry: { kind: 'consent-answered', of: p1, text, given: false },
})

test('what stands in the record is given back, and nobody is asked', async () => {
  const inner = counting()
  const recorded = [
    consented('Do you?'),
    answered(0, 'x', 'no-answer'),
    answered(1, null, 'timeout'),
  ]
  const people = recordedPeople(inner, recorded, openTick().open)
  expect(await people.consent(ADDRESS, 'Do you?')).toEqual({ kind: 'answered', given: false })
  expect(await people.answer(put())).toEqual({ kind: 'submitted', reply: 'x', latencyMs: 0 })
  expect(await people.answer(put({ attempt: 1 }))).toEqual({ kind: 'timeout', latencyMs: 0 })
  expect(inner.asked).toBe(0)
})

test('what is answered in the open tick is kept, and given back with its latency', async () => {
  const first = openTick()
  const before = recordedPeople(counting(), [], first.open)
  await before.consent(ADDRESS, 'Do you?')
  await before.answer(put())
  expect(first.calls.map(({ ask }) => ask)).toEqual(['send/consent', 'send'])
  expect(first.calls.every(isOfPerson)).toBe(true)
  const inner = counting()
  const after = recordedPeople(inner, [], openTick(3, first.calls).open)
  expect(await after.consent(ADDRESS, 'Do you?')).toEqual({ kind: 'answered', given: true })
  expect(await after.answer(put())).toEqual({ kind: 'submitted', reply: '2', latencyMs: 7 })
  expect(inner.asked).toBe(0)
})

test('what was answered to other words is no answer to these', async () => {
  const first = openTick()
  await recordedPeople(counting(), [], first.open).answer(put())
  const after = recordedPeople(counting(), [], openTick(3, first.calls).open)
  const parts = [{ name: 'question', role: 'user' as const, text: 'How little?' }]
  expect(await after.answer(put({ parts }))).toMatchObject({
    kind: 'unreached',
    why: expect.stringContaining('was answered before, but to other words') as string,
  })
  const other = recordedPeople(null, [consented('Do you?')], null)
  expect(await other.consent(ADDRESS, 'Will you?')).toMatchObject({ kind: 'unreached' })
})

test('a replay, and a closed tick, reach nobody', async () => {
  const inner = counting()
  expect(await recordedPeople(null, [], null).answer(put())).toMatchObject({
    kind: 'unreached',
    why: expect.stringContaining('tick 3, p1, ask "send", attempt 0') as string,
  })
  const resumed = recordedPeople(inner, [], openTick(4).open)
  expect(await resumed.answer(put())).toMatchObject({ kind: 'unreached' })
  expect(inner.asked).toBe(0)
})

test('what was withheld is not kept', async () => {
  const inner: People = {
    answer: () => Promise.resolve({ kind: 'withheld' }),
    consent: () => Promise.resolve({ kind: 'withheld' }),
  }
  const { calls, open } = openTick()
  const people = recordedPeople(inner, [], open)
  await people.answer(put())
  await people.consent(ADDRESS, 'Do you?')
  expect(calls).toEqual([])
})
