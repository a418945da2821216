/** People for whom a program answers: what it is asked, what is recorded, and what becomes of a run whose people fail or are stopped. */
import { afterAll, expect, test } from 'vitest'
import type { ExperimentInput } from '../play/experiment/define-experiment.ts'
import type { People, PutToPerson } from '../play/agent/people.ts'
import { replayRun, runExperiment, steer } from './library.ts'
import { openLab, rowsIn } from './seats/testing/attended.ts'

const lab = openLab()
afterAll(() => lab.remove())

const TRUST: ExperimentInput = {
  experiment: 'answered',
  scenario: 'trust-game',
  parameters: { rounds: 2 },
  cast: { trustor: { policy: 'human', consent: 'Do you?', time_limit: 60 }, trustee: 'uniform' },
  invalid: { then: 'forfeit' },
}

const willing: People = {
  consent: () => Promise.resolve({ kind: 'answered', given: true }),
  answer: () => Promise.resolve({ kind: 'submitted', reply: '3', latencyMs: 5 }),
}

test('are asked for consent, read what people read, and are recorded as people are', async () => {
  const put: PutToPerson[] = []
  const consents: string[] = []
  const notices: string[] = []
  const { db, runs, left } = await runExperiment(TRUST, {
    db: lab.place('answered.sqlite'),
    onNotice: (notice) => notices.push(notice),
    people: {
      consent: (_, text) => {
        consents.push(text)
        return Promise.resolve({ kind: 'answered', given: true })
      },
      answer: (one) => {
        put.push(one)
        const reply = one.address.attempt === 0 ? 'much' : '3'
        return Promise.resolve({ kind: 'submitted', reply, latencyMs: 5 })
      },
    },
  })
  expect(left).toBe(0)
  expect(consents).toEqual(['Do you?'])
  expect(notices[0]).toMatch(/p1 is a person, .*another person.* p2 \(uniform\) is a program/)
  expect(put.map(({ address, timeLimitS }) => [address.ask, address.attempt, timeLimitS])).toEqual([
    ['send', 0, 60],
    ['send', 1, 60],
    ['send', 0, 60],
    ['send', 1, 60],
  ])
  expect(put[1]?.refused).toMatch(/not counted as an answer/)
  expect(rowsIn(db, 'human_answers')).toMatchObject([
    { reply: 'much', reading: 'no-answer', latency_ms: 5 },
    { reply: '3', reading: 'valid' },
    { reply: 'much' },
    { reply: '3' },
  ])
  expect((await replayRun(db, runs[0]?.runId ?? '')).replayed.kind).toBe('identical')
})

test('who fail leave their run to be resumed, with the reason', async () => {
  const db = lab.place('failing.sqlite')
  const broken = await runExperiment(TRUST, {
    db,
    people: { ...willing, answer: () => Promise.reject(new Error('the robot is out')) },
  })
  expect(broken.left).toBe(1)
  expect(broken.unavailable[0]?.why).toMatch(/answer of a person failed.*the robot is out/)
  const mended = await runExperiment(TRUST, { db, people: willing })
  expect(mended).toMatchObject({ played: 1, left: 0 })
  expect(rowsIn(db, 'consents')).toHaveLength(1)
})

test('who say nothing are waited for no longer than the sitting goes on', async () => {
  const db = lab.place('silent.sqlite')
  const { left, failed } = await runExperiment(TRUST, {
    db,
    steerable: true,
    people: {
      ...willing,
      answer: async () => {
        await steer(db, { do: 'stop' })
        return new Promise(() => {})
      },
    },
  })
  expect({ left, failed }).toEqual({ left: 1, failed: [] })
})

test('are wanted where an experiment seats some', async () => {
  await expect(runExperiment(TRUST, { db: lab.place('none.sqlite') })).rejects.toThrow(
    /nobody can be asked here\. .*hand people over/,
  )
})
