/** `coterie show --tick --knew`: what somebody knew, and from where. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Known } from '../known-to.ts'
import { makeFolder } from './testing/command.ts'

const EXPERIMENT = `experiment: knew
scenario: matrix-game
parameters: { game: prisoners-dilemma, rounds: 3 }
cast:
  row: { policy: llm, model: simulated/mixed, persona: You are careful., session: thread }
  column: grim
prompt:
  parts: { rules: { text: "Mind this: {text}" } }
`
const folder = makeFolder()
beforeAll(async () => {
  folder.write({ 'knew.yaml': EXPERIMENT })
  expect(await folder.here('run', 'knew.yaml', '--quiet')).toMatchObject({ code: 0 })
})
afterAll(() => folder.remove())

const RECORD = 'logs/knew.sqlite'
const AT = ['show', RECORD, '--run', 'run_', '--tick', '2', '--knew']

async function knownBy(participant: string): Promise<Known> {
  const { stdout } = await folder.here(...AT, participant, '--json')
  return JSON.parse(stdout) as Known
}

describe('what a participant knew at a tick', () => {
  test('is what it was shown, each part with its source', async () => {
    const { asked, shown, seen, round } = await knownBy('p1')
    expect({ asked, round }).toEqual({ asked: ['choice'], round: 3 })
    const parts = shown[0]?.parts ?? []
    const sources = parts.map(({ name, source }) => [name, source])
    expect(sources).toContainEqual(['persona', null])
    expect(sources).toContainEqual(['rules', 'experiment'])
    expect(sources).toContainEqual(['reply', 'reply@1'])
    expect(parts.find(({ name }) => name === 'reply')?.from).toBe('its own reply of tick 0')
    expect(seen.map(({ source }) => source)).toContain('fact:outcome@1')
    expect(seen.map(({ source }) => source)).not.toContain('fact:outcome@2')
  })

  test('is, for who plays by a rule, what it had seen when it was asked', async () => {
    const { shown, seen } = await knownBy('p2')
    expect(shown).toEqual([])
    expect(seen.map(({ source }) => source)).toEqual([
      'fact:rules@0',
      'decision:choice@0',
      'payoff@0',
      'fact:outcome@0',
      'decision:choice@1',
      'payoff@1',
      'fact:outcome@1',
    ])
  })

  test('is told in words, too', async () => {
    const [model, rule] = [await folder.here(...AT, 'p1'), await folder.here(...AT, 'p2')]
    expect(model.stdout).toMatch(/^p1 \(row\) at tick 2, round 3, phase/)
    expect(model.stdout).toMatch(
      /rules \[user\], from: changed by the experiment \(experiment\)\n {4}Mind this: /,
    )
    expect(rule.stdout).toMatch(/Nothing was put into words for it\. What it had seen:/)
  })

  test.each([
    [['--tick', '9', '--knew', 'p1'], /has no tick 9: it has 3, numbered from 0 to 2/],
    [['--tick', '1', '--knew', 'p7'], /no participant named "p7".*Known: p1, p2/],
    [['--tick', '1'], /give --run, --tick and --knew together/],
    [['--tick', '-1', '--knew', 'p1'], /ticks are whole numbers from 0/],
  ])('%j is refused, and it is said why', async (words, why) => {
    const { code, stderr } = await folder.here('show', RECORD, '--run', 'run_', ...words)
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(why) as string })
  })
})
