/** Forks of whatever the catalogue holds, at any tick and with any legal difference, come out again when they are replayed. */
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { BadInputError } from '../base/errors.ts'
import type { RunSummary, Store } from '../io/store/store.ts'
import type { Catalogue } from '../play/experiment/catalogue.ts'
import { defineExperiment, type ExperimentInput } from '../play/experiment/define-experiment.ts'
import { planRuns } from '../play/experiment/plan-runs.ts'
import { replayRun } from '../play/replay/replay-run.ts'
import type { Scenario } from '../play/scenario/define-scenario.ts'
import { runPlans } from '../play/worker/run-plans.ts'
import type { AnswerForm, Value } from '../record/ask.ts'
import { runIdOf, type Plan } from '../record/plan.ts'
import { casting, memoryStore, simulatedProvider } from './adapters.ts'
import { loadCatalogue, loadScenario, scenarioNames } from './catalogue.ts'
import { differenceOf, type Difference } from './fork-difference.ts'
import type { ForkPlace } from './fork-place.ts'
import { planForks } from './fork-plans.ts'
import { assertDecides, placeAt } from './fork-point.ts'
import { rehearseFork } from './fork-rehearsal.ts'
import { systemClock } from './system-clock.ts'

let catalogue: Catalogue
beforeAll(async () => void (catalogue = await loadCatalogue()))

const cast = () => casting(catalogue, () => simulatedProvider())
const SESSIONS = ['fresh', 'thread'] as const
const PROBES = {
  mood: { of: 'all', at: 'every-round', question: 'How are you?', answer: { from: 0, to: 10 } },
  last: { of: 'p1', at: 'after', question: 'Why?', answer: { words: 80 } },
} as const

async function play(store: Store, scenario: Scenario, plans: readonly Plan[]): Promise<void> {
  const work = { plans, scenario, store, cast: cast(), clock: systemClock, concurrency: 3 }
  await runPlans({ ...work, stopped: () => false })
}

const runOf = (store: Store, plan: Plan): RunSummary => store.run(runIdOf(plan)) as RunSummary

function answerTo(form: AnswerForm, n: number): Value {
  switch (form.kind) {
    case 'choice':
      return form.options[n % form.options.length] ?? null
    case 'amount':
      return form.min + form.step * (n % (Math.floor((form.max - form.min) / form.step) + 1))
    case 'text':
      return 'As was said.'
  }
}

/** One of the things that can be set at a place; undefined where it is not legal there. */
function differenceAt(place: ForkPlace, kind: number, n: number): Difference | undefined {
  const seats = place.seats.map(({ participant }) => participant)
  const who = seats[n % seats.length] ?? 'p1'
  const asked = place.entries.filter((entry) => entry.kind === 'decision-asked')
  const ask = asked[n % asked.length]
  const parameters = Object.entries(place.parameters)
  const [name, value] = parameters[n % Math.max(1, parameters.length)] ?? ['none', null]
  const other = typeof value === 'number' ? value + 1 : typeof value === 'boolean' ? !value : value
  const settings = [
    [
      `cast.${who}`,
      { policy: 'llm', model: 'simulated/mixed', session: SESSIONS[n % 2] ?? 'fresh' },
    ],
    [`message.${who}`, 'Mark my words.'],
    [`payoff.${who}`, n - 3.5],
    ['remove', who],
    [`crash.${who}`, 'The model is gone.'],
    ['news', 'It rains.'],
    ...(ask === undefined ? [] : [[`answer.${ask.of}.${ask.ask}`, answerTo(ask.form, n)] as const]),
    [`parameters.${name}`, other],
  ] as const
  const [path, set] = settings[kind % settings.length] as (typeof settings)[number]
  try {
    assertDecides(place)
    return differenceOf(path, set as never, place)
  } catch (error) {
    if (error instanceof BadInputError) return undefined
    throw error
  }
}

/** Whether the scenario takes the difference in its course: `coterie fork` finds out before anything is asked. */
async function isTaken(store: Store, scenario: Scenario, plan: Plan): Promise<boolean> {
  try {
    await rehearseFork(store, plan, scenario)
    return true
  } catch (error) {
    if (error instanceof BadInputError) return false
    throw error
  }
}

interface Models {
  readonly session: (typeof SESSIONS)[number]
  readonly history: unknown
  readonly seed: number
}

/** With one seat more than each role needs, or as many as the parameters take; with probes where there are rounds. */
function parentOf(
  scenario: Scenario,
  parameters: object,
  { session, history, seed }: Models,
): Plan {
  for (const more of [1, 0, 2, 3, 4, 6]) {
    for (const probes of [PROBES, undefined]) {
      let next = 0
      const seat = () => {
        const model = ['simulated/mixed', 'simulated/sloppy'][next++ % 2]
        return { policy: 'llm', model, session }
      }
      const cast = Object.entries(scenario.roles).flatMap(([role, { min, max }]) => {
        const seats = Math.min(max, min + more)
        return seats === 0 ? [] : [[role, Array.from({ length: seats }, seat)]]
      })
      const input = {
        experiment: 'forks',
        scenario: scenario.name,
        parameters,
        cast: Object.fromEntries(cast) as unknown,
        ...(probes === undefined ? {} : { probes }),
        history,
        seed,
      } as unknown as ExperimentInput
      try {
        return planRuns(defineExperiment(input), scenario, catalogue)[0] as Plan
      } catch (error) {
        if (!(error instanceof BadInputError)) throw error
      }
    }
  }
  throw new Error(`no cast fits ${JSON.stringify(parameters)}`)
}

const ROUNDS = Number(process.env['FORKS'] ?? 4)

test.each(scenarioNames())('%s', async (name) => {
  const scenario = await loadScenario(name)
  const examples = scenario.examples ?? [{}]
  await fc.assert(
    fc.asyncProperty(
      fc.nat({ max: examples.length - 1 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.nat({ max: 7 }),
      fc.nat({ max: 7 }),
      fc.nat({ max: 1 }),
      fc.constantFrom('whole', 'none', { last: 2 }, { summary: { last: 1, words: 20 } }),
      fc.nat({ max: 99 }),
      async (example, share, kind, n, session, history, seed) => {
        const models = { session: SESSIONS[session] ?? 'fresh', history, seed }
        const parent = parentOf(scenario, examples[example] ?? {}, models)
        const store = memoryStore()
        await play(store, scenario, [parent])
        const run = runOf(store, parent)
        const atTick = Math.min(run.ticks - 1, Math.floor(share * run.ticks))
        const place = placeAt(store, run, atTick, scenario, catalogue)
        const difference = differenceAt(place, kind, n)
        fc.pre(difference !== undefined)
        const first = planForks(run, { atTick, difference, replicates: 2, baselines: true })
        fc.pre(await isTaken(store, scenario, first[0]!.plan))
        await play(
          store,
          scenario,
          first.map(({ plan }) => plan),
        )
        const second = first.flatMap(({ plan }) => {
          const fork = runOf(store, plan)
          const later = Math.min(fork.ticks - 1, (atTick + n) % fork.ticks)
          return planForks(fork, {
            atTick: later,
            difference: null,
            replicates: 1,
            baselines: true,
          })
        })
        await play(
          store,
          scenario,
          second.map(({ plan }) => plan),
        )
        for (const { plan } of [...first, ...second]) {
          const replayed = await replayRun(store, runOf(store, plan), scenario, cast())
          expect(replayed).toMatchObject({ kind: 'identical' })
        }
        for (const [i, { plan }] of second.entries())
          expect(runOf(store, plan).recordHash).toBe(runOf(store, first[i]!.plan).recordHash)
      },
    ),
    { numRuns: ROUNDS },
  )
})
