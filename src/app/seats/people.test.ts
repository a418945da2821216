/** People who play, over HTTP as their browsers do: what is recorded of them, and that it comes out again. */
import { readFileSync, statSync } from 'node:fs'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { fileWriter } from '../../io/files/write-files.ts'
import type { ExperimentInput } from '../../play/experiment/define-experiment.ts'
import { exportRecord } from '../../study/export/export-record.ts'
import { openSqliteStore, openSqliteTables } from '../adapters.ts'
import { EXPORT_FORMATS } from '../export-formats.ts'
import { forkRun } from '../fork-run.ts'
import { replayRecord } from '../replay-record.ts'
import { openLab, playAttended, rowsIn } from './testing/attended.ts'
import { post, until, type Manner } from './testing/person.ts'

const lab = openLab()
afterAll(() => lab.remove())

const TRUST: ExperimentInput = {
  experiment: 'people',
  scenario: 'trust-game',
  parameters: { rounds: 2 },
  cast: {
    trustor: { policy: 'human', consent: 'Do you?', debrief: 'Thanks.' },
    trustee: { policy: 'llm', model: 'simulated/reciprocator' },
  },
  invalid: { reask: 2, then: { default: 0 } },
}
const BOTH: ExperimentInput = {
  ...TRUST,
  cast: { trustor: { policy: 'human' }, trustee: { policy: 'human' } },
}

const gives = (amount: string): Manner => ({ answer: () => amount })

async function replays(db: string): Promise<void> {
  const { results, faults } = await replayRecord(db)
  expect(results.map(({ replayed }) => replayed.kind)).toEqual(results.map(() => 'identical'))
  expect(faults).toEqual([])
}

describe('a person against a model', () => {
  const db = lab.place('one.sqlite')
  const playing = playAttended(db, TRUST, {
    manner: () => ({ answer: ({ attempt }) => (attempt === 0 ? 'seven' : '7') }),
  })

  test('consents, is asked again where its words are no answer, and is told how it ended', async () => {
    const { report, people } = await playing
    expect(report).toMatchObject({ played: 1, left: 0, failed: [] })
    expect(people[0]?.asked.map(({ attempt }) => attempt)).toEqual([0, 1, 0, 1])
    expect(people[0]?.asked[1]?.refused).toMatch(/not counted as an answer. Give a number/)
    const earned = rowsIn(db, 'payoffs')
      .filter(({ participant }) => participant === 'p1')
      .reduce((sum, { points }) => sum + Number(points), 0)
    expect(people[0]?.over).toEqual({
      kind: 'over',
      how: 'finished',
      debrief: 'Thanks.',
      earned: `$${earned}`,
      isToRead: true,
    })
  })

  test('is in the public tables with every submission and what it took', async () => {
    await playing
    const own = { participant: 'p1', role: 'trustor', ask: 'send' }
    expect(rowsIn(db, 'human_answers')).toMatchObject([
      { ...own, round: 1, attempt: 0, reply: 'seven', reading: 'no-answer' },
      { ...own, round: 1, attempt: 1, reply: '7', reading: 'valid' },
      { ...own, round: 2, attempt: 0, reply: 'seven' },
      { ...own, round: 2, attempt: 1, reply: '7' },
    ])
    for (const { latency_ms: ms } of rowsIn(db, 'human_answers')) expect(ms).toBeGreaterThan(0)
    expect(rowsIn(db, 'consents')).toMatchObject([{ participant: 'p1', given: 1, text: 'Do you?' }])
    const decided = rowsIn(db, 'decisions').filter(({ participant }) => participant === 'p1')
    expect(decided).toMatchObject([
      { value: 7, status: 'reasked', attempts: 2 },
      { value: 7, status: 'reasked', attempts: 2 },
    ])
    expect(rowsIn(db, 'calls').map(({ participant }) => participant)).toEqual(['p2', 'p2'])
  })

  test('reads what a model in its place would, without a word on how to answer', async () => {
    const { people } = await playing
    const shown = rowsIn(db, 'observations').filter(({ participant }) => participant === 'p1')
    expect(shown).toHaveLength(2)
    expect(people[0]?.asked[0]?.parts.map(({ text }) => text).join('\n\n')).toBe(shown[0]?.['text'])
    const model = rowsIn(db, 'observations').find(({ participant }) => participant === 'p2')
    expect(model?.['text']).toMatch(/How to answer:/)
    expect(shown[0]?.['text']).not.toMatch(/How to answer:/)
  })

  test('comes out again in a replay, and in every export', async () => {
    await playing
    await replays(db)
    const [store, tables] = [openSqliteStore(db, 'read'), openSqliteTables(db)]
    try {
      await exportRecord({ store, tables }, EXPORT_FORMATS, fileWriter(lab.place('out')))
    } finally {
      store.close()
      tables.close()
    }
    const csv = readFileSync(lab.place('out/human_answers.csv'), 'utf8')
    expect(csv).toMatch(/,p1,trustor,send,0,seven,no-answer,/)
    expect(readFileSync(lab.place('out/decisions.csv'), 'utf8')).toMatch(/,p1,trustor,send,7,/)
  })

  test('cannot be forked where the person would be needed; it can with somebody else there', async () => {
    const { report } = await playing
    const run = report.runs[0]?.runId ?? ''
    const before = rowsIn(db, 'runs').length
    await expect(forkRun(db, { run, atTick: 2 })).rejects.toThrow(
      /a person sits at p1 \(role "trustor"\), and none can be asked in a fork. Seat somebody else/,
    )
    expect(rowsIn(db, 'runs')).toHaveLength(before)
    const fork = await forkRun(db, { run, atTick: 2, set: 'cast.trustor=uniform' })
    expect(fork.runs.map(({ status }) => status)).toEqual(['finished'])
    await replays(db)
  })
})

describe('two people', () => {
  test('play with each other; neither is told anything of the other but the rules', async () => {
    const db = lab.place('two.sqlite')
    const { people, links } = await playAttended(db, BOTH, {
      manner: ({ role }) => gives(role === 'trustor' ? '4' : '6'),
    })
    expect(links.map(({ participant, role }) => [participant, role])).toEqual([
      ['p1', 'trustor'],
      ['p2', 'trustee'],
    ])
    expect(people.map(({ over }) => over.earned)).toEqual([
      `$${2 * (10 - 4 + 6)}`,
      `$${2 * (10 + 12 - 6)}`,
    ])
    const [trustor, trustee] = people.map(({ asked }) => JSON.stringify(asked))
    expect(trustor).not.toMatch(/p2|run_|treatment/)
    expect(trustee).not.toMatch(/p1|run_|treatment/)
    await replays(db)
  })

  test('have one record whatever the order in which they answer', async () => {
    const SAME_TIME: ExperimentInput = {
      experiment: 'dilemma',
      scenario: 'matrix-game',
      parameters: { game: 'prisoners-dilemma', rounds: 2 },
      cast: { row: { policy: 'human', consent: 'Do you?' }, column: { policy: 'human' } },
      replicates: 2,
    }
    let n = 0
    const hashes = new Set<string>()
    await fc.assert(
      fc.asyncProperty(fc.infiniteStream(fc.nat(40)), async (waits) => {
        const db = lab.place(`order-${n++}.sqlite`)
        const { report } = await playAttended(db, SAME_TIME, {
          manner: ({ participant }) => ({
            answer: ({ form }) =>
              form.kind === 'choice' ? (form.labels[participant === 'p1' ? 0 : 1] ?? '') : '',
            thinksMs: () => waits.next().value,
          }),
        })
        hashes.add(JSON.stringify(report.runs.map(({ runId, recordHash }) => [runId, recordHash])))
      }),
      { numRuns: 4 },
    )
    expect(hashes.size).toBe(1)
  })
})

describe('where nothing comes', () => {
  test('in time, the declared outcome is put in its place', async () => {
    const db = lab.place('late.sqlite')
    const cast = { ...TRUST.cast, trustor: { policy: 'human', time_limit: 0.2 } }
    const { people } = await playAttended(
      db,
      { ...TRUST, cast },
      { manner: () => ({ answer: () => null }) },
    )
    expect(people[0]?.over.how).toBe('finished')
    const own = rowsIn(db, 'decisions').filter(({ participant }) => participant === 'p1')
    const late = { value: 0, status: 'defaulted', attempts: 1, why: 'timeout' }
    expect(own).toMatchObject([late, late])
    expect(rowsIn(db, 'human_answers')).toMatchObject([
      { reply: null, reading: 'timeout' },
      { reply: null, reading: 'timeout' },
    ])
    await replays(db)
  })

  test('for want of consent, it is too, and the person is told that it is over', async () => {
    const db = lab.place('declined.sqlite')
    const { people } = await playAttended(db, TRUST, {
      manner: () => ({ consents: false, answer: () => '5' }),
    })
    expect(people[0]).toEqual({
      asked: [],
      over: { kind: 'over', how: 'declined', debrief: 'Thanks.', earned: null, isToRead: false },
    })
    const own = rowsIn(db, 'decisions').filter(({ participant }) => participant === 'p1')
    const none = { value: 0, status: 'defaulted', attempts: 0, why: 'no consent' }
    expect(own).toMatchObject([none, none])
    expect(rowsIn(db, 'consents')).toMatchObject([{ given: 0 }])
    expect(rowsIn(db, 'observations').some(({ participant }) => participant === 'p1')).toBe(false)
    await replays(db)
  })
})

describe('a sitting that is stopped', () => {
  test('leaves its runs, and goes on behind the same links with what was answered', async () => {
    const db = lab.place('stopped.sqlite')
    const stopping = new AbortController()
    const first = await playAttended(db, TRUST, {
      stop: stopping.signal,
      onLinks: ([link]) => {
        void (async () => {
          const at = link?.link ?? ''
          const consent = await until(at, 'consent')
          await post(at, 'consent', { id: consent.id, given: true })
          const asked = await until(at, 'asked')
          await post(at, 'answer', { id: asked.id, reply: 'none of it' })
          await until(at, 'asked', ({ attempt }) => attempt === 1)
          stopping.abort()
        })()
      },
    })
    expect(first.report).toMatchObject({ played: 0, left: 1, unavailable: [] })
    const again = await playAttended(db, TRUST, { manner: () => gives('3') })
    expect(again.links).toEqual(first.links)
    expect(again.report).toMatchObject({ played: 1, left: 0 })
    // Consent and the first attempt were given before.
    expect(again.people[0]?.asked.map(({ attempt }) => attempt)).toEqual([1, 0])
    expect(rowsIn(db, 'human_answers').map(({ reply }) => reply)).toEqual(['none of it', '3', '3'])
    await replays(db)
  })

  test('opens no link where nothing is left to ask', async () => {
    const db = lab.place('stopped.sqlite')
    const { report, links } = await playAttended(db, TRUST)
    expect([report.kept, links]).toEqual([1, []])
  })
})

test('a pilot has links for its own runs only', async () => {
  const db = lab.place('pilot.sqlite')
  const two = { ...TRUST, replicates: 2 }
  const { report, links } = await playAttended(db, two, { pilot: 1, manner: () => gives('1') })
  expect([links.length, report.played, report.left]).toEqual([1, 1, 1])
  const rest = await playAttended(db, two, { manner: () => gives('1') })
  expect(rest.links).toHaveLength(2)
  expect(rest.links[0]?.link).toBe(links[0]?.link)
  expect(rest.people[0]).toMatchObject({ asked: [], over: { how: 'finished' } })
})

test('links are kept for nobody but their owner, beside the record, and name no treatment', async () => {
  const db = lab.place('many.sqlite')
  const many = { ...TRUST, factors: { 'parameters.rounds': [1, 2] }, replicates: 2 }
  const { links } = await playAttended(db, many, { manner: () => gives('1') })
  const table = readFileSync(lab.place('many.seats.csv'), 'utf8')
  expect(table.split('\n')[0]).toBe('run,replicate,participant,role,agent,link')
  expect(table).not.toMatch(/rounds/)
  for (const { link } of links) {
    const secret = link.split('/').at(-1) ?? ''
    expect(Buffer.from(secret, 'base64url').length).toBeGreaterThanOrEqual(16)
    expect(table).toContain(link)
    expect(readFileSync(db, 'latin1')).not.toContain(secret)
  }
  expect(new Set(links.map(({ link }) => link)).size).toBe(4)
  for (const file of ['many.seats.csv', 'many.sqlite-seats.json'])
    expect(statSync(lab.place(file)).mode & 0o777).toBe(0o600)
})
