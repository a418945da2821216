/** Forks of runs in which people sat: somebody else takes all their seats, whatever their roles. */
import { afterAll, expect, test } from 'vitest'
import type { People } from '../play/agent/people.ts'
import { compareForks, forkRun, replayRun, runExperiment } from './library.ts'
import { openLab, rowsIn } from './seats/testing/attended.ts'

const lab = openLab()
afterAll(() => lab.remove())

const generous: People = {
  consent: () => Promise.resolve({ kind: 'answered', given: true }),
  answer: ({ form }) =>
    Promise.resolve({
      kind: 'submitted',
      reply: String(form.kind === 'amount' ? form.max : 0),
      latencyMs: 1,
    }),
}

const { db, runs } = await runExperiment(
  {
    experiment: 'all-people',
    scenario: 'trust-game',
    parameters: { rounds: 4 },
    cast: { trustor: [{ policy: 'human' }, 'uniform'], trustee: [{ policy: 'human' }, 'uniform'] },
  },
  { db: lab.place('people.sqlite'), people: generous },
)
const run = runs[0]?.runId ?? ''

test('people of several roles are replaced in one fork, and nobody else is', async () => {
  const fork = await forkRun(db, run, { atTick: 4, set: 'cast.people=uniform', baseline: false })
  expect(fork.set).toEqual({ path: 'cast.people', value: 'uniform' })
  const [forked] = fork.runs
  expect(forked?.status).toBe('finished')
  const id = forked?.runId ?? ''
  expect((await replayRun(db, id)).replayed.kind).toBe('identical')
  const replaced = rowsIn(db, 'interventions').filter(({ run_id }) => run_id === id)
  expect(replaced.map(({ participant }) => participant)).toEqual(['p1', 'p3'])
  const { differences } = await compareForks(db, run)
  expect(differences.map(({ pairs }) => pairs.length)).toEqual([1])
})

test('one of them alone leaves the others, who cannot be asked', async () => {
  const alone = forkRun(db, run, { atTick: 4, set: 'cast.trustor.1=uniform' })
  await expect(alone).rejects.toThrow(/a person sits at p3 .*'cast\.people=uniform'/)
})

test('where no person sits, the name means nothing', async () => {
  const none = await runExperiment(
    {
      experiment: 'none',
      scenario: 'trust-game',
      cast: { trustor: 'uniform', trustee: 'uniform' },
    },
    { db: lab.place('none.sqlite') },
  )
  const fork = forkRun(none.db, none.runs[0]?.runId ?? '', {
    atTick: 1,
    set: 'cast.people=uniform',
  })
  await expect(fork).rejects.toThrow(/no seat named "people"/)
})
