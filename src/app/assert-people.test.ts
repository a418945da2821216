/** What is refused where people are seated, before anybody is asked. */
import { afterAll, describe, expect, test } from 'vitest'
import { defineExperiment, type ExperimentInput } from '../play/experiment/define-experiment.ts'
import { planRuns } from '../play/experiment/plan-runs.ts'
import { assertForkNeedsNobody } from './assert-people.ts'
import { loadCatalogue, loadScenario } from './catalogue.ts'
import { runExperiment } from './run-experiment.ts'
import { openLab } from './seats/testing/attended.ts'

const lab = openLab()
afterAll(() => lab.remove())

const scenario = await loadScenario('trust-game')
const catalogue = await loadCatalogue()

const TRUST: ExperimentInput = {
  experiment: 'people',
  scenario: 'trust-game',
  cast: { trustor: { policy: 'human' }, trustee: 'uniform' },
}

const planned = (more: Partial<ExperimentInput>) => () =>
  planRuns(defineExperiment({ ...TRUST, ...more }), scenario, catalogue)

describe('planning refuses', () => {
  test('a persona: a person is who it is', () => {
    const trustor = { policy: 'human', persona: 'You are a careful person.' }
    expect(planned({ cast: { trustor, trustee: 'uniform' } })).toThrow(
      /cast.trustor.persona: a person is who it is/,
    )
  })

  test('settings that there are not, with the nearest that there is', () => {
    const trustor = { policy: 'human', timelimit: 3 }
    expect(planned({ cast: { trustor, trustee: 'uniform' } })).toThrow(
      /there is no field "timelimit" here. Did you mean "time_limit"\?/,
    )
  })

  const PROBE = { at: 'before', question: 'How much?', answer: { from: 0, to: 10, step: 1 } }
  test('a probe of a person, whoever brings the person there', () => {
    expect(planned({ probes: { guess: { ...PROBE, of: 'all' } as never } })).toThrow(
      /probes.guess.of: p1 is a person, who would remember a question/,
    )
    expect(planned({ probes: { guess: { ...PROBE, of: ['trustee'] } as never } })).not.toThrow()
    const interventions = {
      swap: { at: { round: 1 }, replace: 'trustee', by: { policy: 'human' } },
    }
    expect(
      planned({
        interventions: interventions as never,
        probes: { guess: { ...PROBE, of: ['trustee'] } as never },
      }),
    ).toThrow(/p2 is a person/)
  })
})

describe('play refuses', () => {
  const run = (more: Partial<ExperimentInput>, reachPeople?: never) =>
    runExperiment(
      {
        experiment: defineExperiment({ ...TRUST, ...more }),
        scenario,
        own: [],
        explain: (error) => error,
      },
      { db: lab.place('never.sqlite'), ...(reachPeople === undefined ? {} : { reachPeople }) },
    )

  test('people where nobody can be reached, naming seat and mend', async () => {
    await expect(run({})).rejects.toThrow(
      /a person sits at p1 \(role "trustor"\), and nobody can be asked here. Play it with coterie run, hand people over .*, or seat/,
    )
  })

  test('a default that is no answer to what people will be asked', async () => {
    const nobody = (() => Promise.reject(new Error('somebody was reached'))) as never
    await expect(run({ invalid: { then: { default: 11 } } }, nobody)).rejects.toThrow(
      /the default 11 does not fit the ask "send" of p1/,
    )
  })
})

describe('a fork', () => {
  const [plan] = planned({})()
  if (plan === undefined) throw new Error('nothing was planned')
  const fork = { parent: 'run_0000000000000000' as never, tick: 2 }
  const somebody = { ...plan.seats[1], participant: 'p1', role: 'trustor' } as never
  const at = { tick: 2 }

  test.each([
    ['keeps the person', [], /none can be asked in a fork/],
    [
      'replaces it too late',
      [{ at: { tick: 3 }, deed: { do: 'replace', who: 'p1', seat: somebody } }],
      /none can/,
    ],
    ['brings one', [{ at, deed: { do: 'replace', who: 'p1', seat: plan.seats[0] } }], /none can/],
    [
      'lets it come back',
      [{ at, deed: { do: 'crash', who: 'p1', lasting: { rounds: 1 } } }],
      /none/,
    ],
  ])('that %s is refused', (_, interventions, told) => {
    expect(() =>
      assertForkNeedsNobody([{ ...plan, fork, interventions: interventions as never }]),
    ).toThrow(told)
  })

  const told = (seats: unknown): string => {
    try {
      assertForkNeedsNobody([{ ...plan, seats: seats as never, fork, interventions: [] }])
      return ''
    } catch (error) {
      return String(error)
    }
  }

  test('is told who can answer instead, for words as well', () => {
    expect(told(plan.seats)).toMatch(
      /a person sits at p1 .*'cast.p1=uniform' where only options and amounts are asked for, and where words are, a model/,
    )
  })

  test('with several people is told to replace them together, whatever their roles', () => {
    const [one, other] = plan.seats
    const second = { ...one, participant: 'p2' }
    for (const role of [one?.role, other?.role])
      expect(told([one, { ...second, role }])).toMatch(
        /people sit at p1 .* and p2 .*'cast.people=uniform'/,
      )
  })

  test.each([
    ['seats somebody else', { do: 'replace', who: 'p1', seat: somebody }],
    ['removes it', { do: 'remove', who: 'p1' }],
    ['lets it crash for good', { do: 'crash', who: 'p1', lasting: 'permanent' }],
  ])('that %s needs nobody', (_, deed) => {
    const interventions = [{ at, deed }] as never
    expect(() => assertForkNeedsNobody([{ ...plan, fork, interventions }])).not.toThrow()
  })
})
