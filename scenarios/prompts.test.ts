/** What participants read in every scenario of the catalogue: tidy prompts, probes with no question but their own, histories as long as wanted. */
import { globSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { messagesOf } from '../src/play/agent/compose-prompt.ts'
import type { Plan } from '../src/record/plan.ts'
import { planned, SCENARIOS } from './played-experiment.contract.ts'

const files = globSync('*/experiments/*.yaml', { cwd: SCENARIOS }).sort()
const firstFiles = files.filter(
  (file, i) => files.findIndex((one) => one.split('/')[0] === file.split('/')[0]) === i,
)

/** The plan with a simulated model in each seat. */
function withModels(plan: Plan): Plan {
  const settings = { model: 'simulated/reciprocator' }
  return { ...plan, seats: plan.seats.map((seat) => ({ ...seat, policy: 'llm', settings })) }
}

/** All are probed before, in, and after play. */
function probed(plan: Plan): Plan {
  const of = plan.seats.map(({ participant }) => participant)
  const question = 'How are you?'
  const options = ['well', 'ill']
  const form = { kind: 'choice' as const, options, labels: options, order: [0, 1] }
  const moments = ['before', 'every-round', 'after'] as const
  return {
    ...plan,
    probes: moments.map((at, i) => ({ name: `mood-${i}`, of, at, question, form })),
  }
}

describe.each(firstFiles)('%s', async (file) => {
  const { plans, play } = await planned(file)
  const { store, failed } = await play([probed(withModels(plans.at(-1) as Plan))])
  const shown = [...store.entriesByRun(['observation-shown'])].flatMap(({ ticks }) => ticks.flat())

  test('has no blank parts, double blank lines, or words that were left out', () => {
    expect(failed).toEqual([])
    expect(shown.length).toBeGreaterThan(0)
    for (const { text } of shown.flatMap(messagesOf)) {
      expect(text).not.toMatch(/\n\s*\n\s*\n|[ \t]\n|^\s|\s$|[^ \n]  [^ ]/)
      expect(text).not.toMatch(/\bundefined\b|\bNaN\b|\bnull\b|\[object|\{(?:name|others|round)/)
    }
  })

  test('asks a probe, and nothing else beside it', () => {
    const probes = shown.filter(({ ask }) => ask.startsWith('probe/'))
    expect(probes.length).toBeGreaterThan(0)
    for (const { parts } of probes) {
      const names = parts.map(({ name }) => name)
      expect(names).not.toContain('question')
      expect(names.filter((name) => name === 'probe')).toHaveLength(1)
    }
  })
})

test.each([
  'trust-game/experiments/consistency-individual.yaml',
  'public-goods/experiments/punishment.yaml',
  'choose-play-punish/experiments/mechanisms.yaml',
  'matrix-game/experiments/showcase.yaml',
  'group-discussion/experiments/series-a.yaml',
])(
  '%s tells the last round alone where the budget is one round, and records what it leaves out',
  async (file) => {
    const { plans, play } = await planned(file)
    const { store, failed } = await play([
      { ...withModels(plans.at(-1) as Plan), history: { last: 1 } },
    ])
    expect(failed).toEqual([])
    const shown = [...store.entriesByRun(['observation-shown'])].flatMap(({ ticks }) =>
      ticks.flat(),
    )
    const told = shown.filter(({ dropped }) => dropped !== undefined)
    expect(told.length).toBeGreaterThan(0)
    for (const { parts, dropped } of told) {
      // What has happened in a round that is not over is no history.
      const history = parts.filter(({ name }) => name === 'history')
      const text = history.map((part) => part.text).join('\n')
      expect(dropped?.rounds?.[0]).toBe(1)
      expect(text).not.toMatch(/^Round 1:/m)
      expect([...text.matchAll(/^Round \d+:/gm)].length).toBeLessThan(2)
    }
  },
)
