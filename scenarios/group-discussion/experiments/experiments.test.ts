/** The twelve series: written as declared, loaded, planned, and what they say of themselves holds in the plans. */
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { casting, memoryStore, simulatedProvider } from '../../../src/app/adapters.ts'
import { loadCatalogue } from '../../../src/app/catalogue.ts'
import { loadExperiment } from '../../../src/app/load-experiment.ts'
import { planOrExplain } from '../../../src/app/run-experiment.ts'
import type { Clock } from '../../../src/base/clock.ts'
import { messagesOf } from '../../../src/play/agent/compose-prompt.ts'
import { planRuns } from '../../../src/play/experiment/plan-runs.ts'
import { replayRun } from '../../../src/play/replay/replay-run.ts'
import { runPlans } from '../../../src/play/worker/run-plans.ts'
import type { TickEntry } from '../../../src/record/entry.ts'
import { runIdOf, type Plan } from '../../../src/record/plan.ts'
import { allSeries, SERIES, written } from './series.contract.ts'

const STILL: Clock = { nowMs: () => 0, now: () => '', breathe: () => Promise.resolve() }
const FILES = SERIES.flatMap((series) => [
  { file: `series-${series.id}.yaml`, series, kind: 'clean' as const },
  { file: `series-${series.id}-as-run.yaml`, series, kind: 'as-run' as const },
])

test.each(FILES)('$file is what its writer writes', async ({ file, series, kind }) => {
  await expect(written(series, kind)).toMatchFileSnapshot(file)
})

test('all-series.yaml is what its writer writes', async () => {
  await expect(allSeries()).toMatchFileSnapshot('all-series.yaml')
})

async function planned(file: string) {
  const loaded = await loadExperiment(fileURLToPath(new URL(file, import.meta.url)))
  const catalogue = await loadCatalogue(loaded.own)
  const { scenario, experiment } = loaded
  const plans = planOrExplain(loaded, () => planRuns(experiment, scenario, catalogue))
  const cast = casting(catalogue, () => simulatedProvider())
  const play = async (plan: Plan): Promise<TickEntry[]> => {
    const store = memoryStore()
    const one = { plans: [plan], scenario, store, cast, clock: STILL, concurrency: 1 }
    const { failed } = await runPlans({ ...one, stopped: () => false })
    expect(failed).toEqual([])
    const [run, ...others] = store.runs()
    if (run === undefined || others.length > 0) throw new Error('there is not one run')
    expect(run.status).toBe('finished')
    expect((await replayRun(store, run, scenario, cast)).kind).toBe('identical')
    return [...store.ticks(runIdOf(plan))].flatMap(({ content }) => content.entries)
  }
  return { plans, play }
}

const of = <K extends TickEntry['kind']>(entries: readonly TickEntry[], kind: K) =>
  entries.filter((entry): entry is Extract<TickEntry, { kind: K }> => entry.kind === kind)

test('the clean series have the 208 runs of the study', async () => {
  const all = await Promise.all(SERIES.map(({ id }) => planned(`series-${id}.yaml`)))
  expect(all.reduce((sum, { plans }) => sum + plans.length, 0)).toBe(208)
  const ids = all.flatMap(({ plans }) => plans.map(runIdOf))
  expect(new Set(ids).size).toBe(208)
})

test('all-series.yaml has the clean series as its treatments', async () => {
  const { plans } = await planned('all-series.yaml')
  for (const { id } of SERIES) {
    const alone = await planned(`series-${id}.yaml`)
    const here = plans.find(({ treatment }) => treatment === id.toUpperCase())
    expect(differing(essence(here as Plan), essence(alone.plans[0] as Plan)), id).toEqual([])
  }
})

/** What a plan is, without what every series has of its own. */
const essence = ({ parameters, seats, interventions, prompt }: Plan): Record<string, unknown> => ({
  ...parameters,
  models: seats.map(({ settings }) => settings['model']).join(),
  temperature: seats[0]?.settings['temperature'],
  interventions,
  prompt,
})

const differing = (one: Record<string, unknown>, other: Record<string, unknown>): string[] =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])]
    .filter((key) => JSON.stringify(one[key]) !== JSON.stringify(other[key]))
    .sort()

describe('a clean series differs from A in one thing, and as it was run in what its file says', () => {
  test.each([
    ['b', ['models']],
    ['c', ['names']],
    ['e', ['places']],
    ['f', ['interventions', 'prompt', 'scaffold', 'visibility']],
    ['g', ['brief']],
    ['h', ['brief']],
    ['i', ['temperature']],
    ['j', ['rounds']],
    ['k1', ['prompt']],
    ['k2', ['prompt']],
    ['k3', ['prompt']],
  ])('%s', async (id, things) => {
    const [a, clean, asRun] = await Promise.all(
      ['a', id, `${id}-as-run`].map((name) => planned(`series-${name}.yaml`)),
    )
    const first = (one: typeof a) => essence(one?.plans[0] as Plan)
    expect(differing(first(a), first(clean))).toEqual(things)
    expect(differing(first(clean), first(asRun))).toEqual(
      expect.arrayContaining(['failures', 'order']),
    )
  })
})

describe('played with simulated models', () => {
  test.each([
    ['a', 1],
    ['b', 1],
    ['f', 1],
    ['j', 1],
    ['k3', 1],
    ['a-as-run', 2],
    ['b-as-run', 0],
    ['e-as-run', 6],
    ['g-as-run', 1],
  ])('series %s gives %i notices of the crashed slot in a run', async (id, notices) => {
    const { plans, play } = await planned(`series-${id}.yaml`)
    const entries = await play(plans[0] as Plan)
    const messages = of(entries, 'message-sent')
    expect(messages.filter(({ from, notice }) => notice === true && from === 'p7')).toHaveLength(
      notices,
    )
    expect(messages.filter(({ from }) => from !== null && from !== 'p7').length).toBeGreaterThan(7)
  })

  test('prompts hold the two lines of the scaffold, the brief and the talk, and K3 nothing but the talk', async () => {
    const shown = async (id: string) => {
      const { plans, play } = await planned(`series-${id}.yaml`)
      return of(await play(plans[0] as Plan), 'observation-shown').map(({ parts }) => parts)
    }
    const [a, k3] = [await shown('a'), await shown('k3')]
    for (const parts of a) {
      const system = parts.filter(({ role }) => role === 'system').map(({ text }) => text)
      expect(system[0]).toMatch(/^You are Agent-[A-H] in a group chat\.$/)
      expect(system[1]).toMatch(/^Other agents: Agent-[A-H](, Agent-[A-H]){6}$/)
      expect(parts.find(({ text, role }) => role === 'user' && text !== '')?.name).toBe('brief')
      expect(parts.some(({ name }) => name === 'answer-format')).toBe(false)
    }
    const systemOf = async (id: string) =>
      messagesOf({ parts: (await shown(id))[0] ?? [] }).find(({ role }) => role === 'system')?.text
    const others = 'Other agents: Agent-B, Agent-C, Agent-D, Agent-E, Agent-F, Agent-G, Agent-H'
    expect(await systemOf('a-as-run')).toBe(`You are Agent-A in a group chat.\n${others}`)
    expect(await systemOf('k1-as-run')).toBe('You are Agent-A in a group chat.')
    expect(await systemOf('k2-as-run')).toBe(others)
    expect(await systemOf('k3-as-run')).toBeUndefined()
    expect(await systemOf('f-as-run')).toBe('You are an AI assistant.')
    const spoken = k3.flat().filter(({ text }) => text !== '')
    expect(new Set(spoken.map(({ name }) => name))).toEqual(new Set(['brief', 'messages', 'own']))
  })
})
