/** People in runs where more happens: talk, choices among labels, somebody who comes later, a budget that is spent. */
import { afterAll, expect, test } from 'vitest'
import type { ExperimentInput } from '../../play/experiment/define-experiment.ts'
import { replayRecord } from '../replay-record.ts'
import { openLab, playAttended, rowsIn } from './testing/attended.ts'

const lab = openLab()
afterAll(() => lab.remove())

async function replays(db: string): Promise<void> {
  const { results } = await replayRecord(db)
  expect(results.map(({ replayed }) => replayed.kind)).toEqual(results.map(() => 'identical'))
}

const HARD = '<img src=x onerror=alert(1)> "Ja," sagte sie.\n=1+1 ANSWER: no 🙂'

test('a person talks with models: its words are heard as they are, and it may pass', async () => {
  const db = lab.place('talk.sqlite')
  const talk: ExperimentInput = {
    experiment: 'talk',
    scenario: 'group-discussion',
    parameters: { brief: 'What shall be done?', rounds: 2, pass: true } as never,
    cast: {
      speaker: [
        { policy: 'human' },
        { policy: 'llm', model: 'simulated/mixed' },
        { policy: 'llm', model: 'simulated/mixed' },
      ],
    },
  }
  const { people, report } = await playAttended(db, talk, {
    manner: () => {
      let n = 0
      return { answer: () => (n++ === 0 ? HARD : 'PASS') }
    },
  })
  expect(report).toMatchObject({ played: 1, failed: [] })
  expect(people[0]?.asked[0]?.form).toMatchObject({ kind: 'text', passable: true })
  const said = rowsIn(db, 'messages').filter(({ participant }) => participant === 'p1')
  expect(said.map(({ text }) => text)).toEqual([HARD])
  expect(rowsIn(db, 'human_answers').map(({ reading }) => reading)).toEqual(['valid', 'passed'])
  // What the others said by then stands in what it read the second time.
  const others = rowsIn(db, 'messages').filter(({ participant }) => participant === 'p2')
  const read = people[0]?.asked[1]?.parts.map(({ text }) => text).join('\n') ?? ''
  expect(read).toContain(String(others[0]?.['text']))
  await replays(db)
})

test('options are told by their labels, in the order in which they are displayed', async () => {
  const db = lab.place('choice.sqlite')
  const game: ExperimentInput = {
    experiment: 'choice',
    scenario: 'matrix-game',
    parameters: { game: 'prisoners-dilemma', rounds: 1 },
    cast: { row: { policy: 'human' }, column: 'tit-for-tat' },
    counterbalance: ['labels'],
    replicates: 2,
  }
  const { people } = await playAttended(db, game, {
    manner: () => ({
      answer: ({ form }) => (form.kind === 'choice' ? (form.labels[1] ?? '') : ''),
    }),
  })
  expect(JSON.stringify(people)).not.toMatch(/cooperate|defect/)
  const second = people.map(({ asked: [first] }) =>
    first?.form.kind === 'choice' ? first.form.labels[1] : undefined,
  )
  const own = rowsIn(db, 'decisions').filter(({ participant }) => participant === 'p1')
  expect(own.map((row) => row['displayed_value']).sort()).toEqual(second.sort())
  expect(own.map(({ value }) => value)).not.toContain(null)
  await replays(db)
})

test('a person may take the seat of somebody else in the course of a run', async () => {
  const db = lab.place('later.sqlite')
  const trust: ExperimentInput = {
    experiment: 'later',
    scenario: 'trust-game',
    parameters: { rounds: 3 },
    cast: { trustor: 'uniform', trustee: 'uniform' },
    interventions: {
      comes: { at: { round: 2 }, replace: 'trustor', by: { policy: 'human', consent: 'Do you?' } },
    } as never,
  }
  const { people, links } = await playAttended(db, trust, {
    manner: () => ({ answer: () => '2' }),
  })
  expect(links.map(({ participant, role }) => [participant, role])).toEqual([['p1', 'trustor']])
  expect(people[0]?.asked).toHaveLength(2)
  const sent = rowsIn(db, 'human_answers').map(({ round, reply }) => [round, reply])
  expect(sent).toEqual([
    [2, '2'],
    [3, '2'],
  ])
  expect(rowsIn(db, 'consents')).toMatchObject([{ tick: 2, given: 1 }])
  await replays(db)
})

test('a spent budget waits for no person, and the person is told to come back', async () => {
  const db = lab.place('budget.sqlite')
  const dear: ExperimentInput = {
    experiment: 'budget',
    scenario: 'trust-game',
    parameters: { rounds: 2 },
    cast: {
      trustor: { policy: 'human' },
      trustee: { policy: 'llm', model: 'simulated/reciprocator' },
    },
    replicates: 2,
    budget: { calls: 1 },
  }
  const { report } = await playAttended(db, dear, {
    onLinks: ([first]) => {
      void import('./testing/person.ts').then(async ({ post, until }) => {
        const link = first?.link ?? ''
        for (const reply of ['3', '4']) {
          const asked = await until(link, 'asked')
          await post(link, 'answer', { id: asked.id, reply })
        }
        await until(link, 'paused')
      })
    },
  })
  expect(report).toMatchObject({ played: 0, left: 2, unavailable: [] })
  expect(report.cap).toMatch(/call/)
})

test('who never comes is not waited for: the run ends, the record says why, and it comes out again', async () => {
  const db = lab.place('absent.sqlite')
  const { report } = await playAttended(db, {
    experiment: 'absent',
    scenario: 'trust-game',
    parameters: { rounds: 2 },
    cast: {
      trustor: { policy: 'human', consent: 'Do you?', arrive_within: 0.05 },
      trustee: { policy: 'human', arrive_within: 0.05 },
    },
    invalid: { then: { default: 0 } },
  })
  expect(report).toMatchObject({ played: 1, left: 0, failed: [] })
  const why = rowsIn(db, 'decisions').map(({ participant, status, why: one, attempts }) => [
    participant,
    status,
    one,
    attempts,
  ])
  const never = (who: string) => [who, 'defaulted', 'never came', 0]
  expect(why).toEqual([never('p1'), never('p2'), never('p1'), never('p2')])
  expect(rowsIn(db, 'human_answers')).toMatchObject([
    { participant: 'p1', round: 1, reply: null, reading: 'never came' },
    { participant: 'p2', round: 1, reply: null, reading: 'never came' },
  ])
  expect(rowsIn(db, 'consents')).toEqual([])
  expect(rowsIn(db, 'observations')).toEqual([])
  await replays(db)
})
