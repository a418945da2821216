/** What experimenters are told before people play with programs: where a person would read that the other is a person. */
import { afterAll, describe, expect, test } from 'vitest'
import { defineExperiment, type ExperimentInput } from '../play/experiment/define-experiment.ts'
import { planRuns } from '../play/experiment/plan-runs.ts'
import { loadCatalogue, loadScenario } from './catalogue.ts'
import { makeFolder } from './cli/testing/command.ts'
import { rehearsePeople } from './rehearse-people.ts'

const catalogue = await loadCatalogue()
const human = { policy: 'human' }

async function noticed(input: Omit<ExperimentInput, 'experiment'>): Promise<string[]> {
  const experiment = defineExperiment({ experiment: 'mixed', ...input } as ExperimentInput)
  const scenario = await loadScenario(experiment.scenario)
  const plans = planRuns(experiment, scenario, catalogue)
  return rehearsePeople(
    plans,
    { experiment, scenario, own: [], explain: (error) => error },
    catalogue,
  )
}

const MODEL = { policy: 'llm', model: 'simulated/reciprocator' }

const TRUST = { scenario: 'trust-game', cast: { trustor: human, trustee: MODEL } }

describe('the words of the catalogue', () => {
  test.each<[string, Omit<ExperimentInput, 'experiment'>, RegExp]>([
    [
      'trust-game',
      TRUST,
      /^cast\.trustor\.policy: p1 is a person, and reads: "You are taking part in an experiment together with another person\." But p2 \(.*reciprocator.*\) is a program\..*\(prompt\.parts\.framing\)/,
    ],
    [
      'dictator-game',
      { scenario: 'dictator-game', cast: { dictator: human, recipient: 'uniform' } },
      /p1 is a person, .*together with another person/,
    ],
    [
      'ultimatum-game',
      { scenario: 'ultimatum-game', cast: { proposer: 'uniform', responder: human } },
      /^cast\.responder\.policy: p2 is a person, .*together with another person.*p1 \(uniform\) is a program/,
    ],
    [
      'lottery-choice',
      { scenario: 'lottery-choice', cast: { chooser: human, other: 'uniform' } },
      /together with another person/,
    ],
    [
      'public-goods',
      {
        scenario: 'public-goods',
        cast: { member: [human, 'uniform', human, 'uniform'] as never },
      },
      /^cast\.member\.0\.policy: .*with other participants.*But p2 \(uniform\), p4 \(uniform\) are programs/,
    ],
  ])('of %s pass programs off as people', async (_, input, told) => {
    expect((await noticed(input))[0]).toMatch(told)
  })

  test.each<[string, Omit<ExperimentInput, 'experiment'>]>([
    [
      'matrix-game',
      {
        scenario: 'matrix-game',
        parameters: { game: 'chicken' },
        cast: { row: human, column: 'uniform' },
      },
    ],
    [
      'choose-play-punish',
      { scenario: 'choose-play-punish', cast: { player: [human, 'uniform', 'uniform'] as never } },
    ],
  ])('of %s speak of players', async (_, input) => {
    expect(await noticed(input)).toEqual([])
  })
})

test('a consent that promises a person is told before all else; a debrief that speaks of people is not', async () => {
  const trustor = {
    policy: 'human',
    consent: 'You will play with another person. Do you agree?',
    debrief: 'There was no other person.',
  }
  const [first, ...others] = await noticed({ ...TRUST, cast: { ...TRUST.cast, trustor } })
  expect(first).toMatch(
    /p1 is a person, and reads: "You will play with another person\." But p2 .*\(consent\)/,
  )
  expect(others.join()).not.toContain('There was no other person')
})

describe('nothing is told', () => {
  test('where all are people, or none is', async () => {
    const { scenario } = TRUST
    expect(await noticed({ scenario, cast: { trustor: human, trustee: human } })).toEqual([])
    expect(await noticed({ scenario, cast: { trustor: MODEL, trustee: MODEL } })).toEqual([])
  })

  test('where the person is never asked, and so reads nothing', async () => {
    const cast = { dictator: 'uniform', recipient: human }
    expect(await noticed({ scenario: 'dictator-game', cast })).toEqual([])
  })

  test('where the experiment has other words', async () => {
    const parts = { framing: { text: 'You play with a program.' }, rules: { text: 'Send some.' } }
    expect(await noticed({ ...TRUST, prompt: { parts } })).toEqual([])
  })
})

test('each sentence is told once, with the treatment that has it', async () => {
  const edit = { text: 'That person waits. That person waits.' }
  const told = await noticed({
    ...TRUST,
    parameters: { rounds: 2 },
    factors: { 'prompt.parts.framing': ['off', edit], 'prompt.parts.rules': ['off'] } as never,
    replicates: 3,
  })
  expect(told).toHaveLength(1)
  expect(told[0]).toMatch(/reads in treatment ".*That person waits.*": "That person waits\."/)
})

test('somebody who takes over from a person is a program, too', async () => {
  const interventions = { swap: { at: { round: 2 }, replace: 'trustee', by: 'uniform' } }
  const cast = { trustor: human, trustee: human }
  const told = await noticed({
    scenario: 'trust-game',
    parameters: { rounds: 2 },
    cast,
    interventions: interventions as never,
  })
  expect(told[0]).toMatch(/But p2 \(uniform\) is a program/)
})

describe('the command', () => {
  const folder = makeFolder()
  afterAll(() => folder.remove())
  folder.write({
    'mixed.yaml': `experiment: mixed
scenario: trust-game
parameters: { rounds: 1 }
prompt: { parts: { rules: { text: "Who \\u001b[31msends?" }, framing: { text: "Another person \\u001b[31msends." } } }
cast:
  trustor: { policy: human }
  trustee: uniform
`,
  })

  test.each(['check', 'plan'])('%s tells it with file and line, and is content', async (verb) => {
    const { code, stdout, stderr } = await folder.coterie(verb, 'mixed.yaml')
    expect(code).toBe(0)
    expect(stderr).toMatch(
      /^mixed\.yaml:6: cast\.trustor\.policy: p1 is a person, and reads: "Another person ␛\[31msends\." But p2 \(uniform\) is a program\. .*\n$/,
    )
    expect(stdout).not.toMatch(/Another/)
  })

  test.each(['check', 'plan'])('%s --json tells it in its document', async (verb) => {
    const { code, stdout, stderr } = await folder.coterie(verb, 'mixed.yaml', '--json')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(JSON.parse(stdout)).toMatchObject({
      notices: [expect.stringContaining('p1 is a person') as string],
    })
  })
})
