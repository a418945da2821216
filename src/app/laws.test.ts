/** What holds of every scenario of the catalogue, with no registration: records depend on plans and decisions alone. */
import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { Streams } from '../base/random.ts'
import type { Store } from '../io/store/store.ts'
import type { PolicyKind } from '../play/agent/policy-kind.ts'
import type { Catalogue } from '../play/experiment/catalogue.ts'
import { defineExperiment, type ExperimentInput } from '../play/experiment/define-experiment.ts'
import { planRuns } from '../play/experiment/plan-runs.ts'
import { replayRun, type Casting } from '../play/replay/replay-run.ts'
import type { Scenario } from '../play/scenario/define-scenario.ts'
import { runPlans } from '../play/worker/run-plans.ts'
import { runIdOf, type Plan } from '../record/plan.ts'
import { casting, simulatedProvider, memoryStore, openSqliteStore } from './adapters.ts'
import { loadCatalogue, loadScenario, scenarioNames } from './catalogue.ts'
import { answersAtOnce, answersLate, forfeitsOften } from './conformance/any-answer.ts'
import { castSizes } from './conformance/sample-plans.ts'
import { randomWaits } from './conformance/order-faults.ts'
import { systemClock } from './system-clock.ts'

type Parameters = Record<string, never>

/** Three ways of giving one and the same answers, and one of giving none now and then. */
const policyKinds = (wait: () => Promise<void>): PolicyKind[] => {
  const kind = (name: string, seat: PolicyKind['seat']): PolicyKind => ({
    name,
    summary: '',
    citation: '',
    settings: z.strictObject({}),
    seat,
  })
  return [
    kind('any', ({ random }) => answersLate(random, wait)),
    kind('forfeiting', ({ random }) => forfeitsOften(random)),
  ]
}

const folder = mkdtempSync(join(tmpdir(), 'coterie-laws-'))
let files = 0
const freshFile = (): string => join(folder, `${files++}.sqlite`)
let catalogue: Catalogue

beforeAll(async () => {
  const loaded = await loadCatalogue()
  const kinds = policyKinds(() => Promise.resolve())
  const policies = new Map([...loaded.policies, ...kinds.map((kind) => [kind.name, kind] as const)])
  catalogue = { ...loaded, policies }
})
afterAll(() => rmSync(folder, { recursive: true }))

/** Casts models and scripts; `any` answers after a wait, or at once where there is none. */
const castWith = (wait?: () => Promise<void>): Casting => {
  const seats = new Map(
    policyKinds(wait ?? (() => Promise.resolve())).map((kind) => [kind.name, kind]),
  )
  if (wait === undefined) {
    const any = seats.get('any') as PolicyKind
    seats.set('any', { ...any, seat: ({ random }) => answersAtOnce(random) })
  }
  const policies = new Map([...catalogue.policies, ...seats])
  return casting({ ...catalogue, policies }, () => simulatedProvider())
}

type AgentInput = string | { policy: string; model: string }

const AGENTS: readonly AgentInput[] = [
  'any',
  'forfeiting',
  { policy: 'llm', model: 'simulated/sloppy' },
  { policy: 'llm', model: 'simulated/mixed' },
]

interface Casts {
  agents?: readonly AgentInput[]
  replicates?: number
  first?: number
}

/** Plans of a scenario under some parameters: a mixed cast that begins with the `first` of the agents, every counterbalance. */
const plansFor = (
  scenario: Scenario,
  parameters: Parameters,
  { agents = AGENTS, replicates = 2, first = 0 }: Casts = {},
): Plan[] => {
  let next = first
  const sizes = castSizes(scenario, scenario.parameters.parse(parameters), ['parameters']).at(-1)
  const cast = Object.fromEntries(
    Object.entries(sizes ?? {}).flatMap(([role, length]) => {
      const seats = Array.from({ length }, () => agents[next++ % agents.length])
      return length === 0 ? [] : [[role, seats]]
    }),
  )
  const input = {
    experiment: 'laws',
    scenario: scenario.name,
    parameters,
    cast,
    counterbalance: Object.keys(scenario.counterbalance),
    replicates,
    invalid: { reask: 1, then: 'forfeit' },
  } as ExperimentInput
  return planRuns(defineExperiment(input), scenario, catalogue)
}

interface How {
  store?: Store
  wait?: () => Promise<void>
  concurrency?: number
  stopped?: () => boolean
}

/** Plays plans; gives the hashes of their records by run. */
const hashesOf = async (
  scenario: Scenario,
  plans: readonly Plan[],
  how: How = {},
): Promise<Record<string, string | null>> => {
  const store = how.store ?? memoryStore()
  await runPlans({
    plans,
    scenario,
    store,
    cast: castWith(how.wait),
    clock: systemClock,
    concurrency: how.concurrency ?? 4,
    stopped: how.stopped ?? (() => false),
  })
  return Object.fromEntries(
    store
      .runs()
      .map(({ runId, recordHash }) => [runId, recordHash] as const)
      .sort(),
  )
}

/** A scenario's own arbitrary where it offers one, else its examples. */
const arbitraryOf = async (name: string, scenario: Scenario): Promise<fc.Arbitrary<Parameters>> => {
  const file = new URL(`../../scenarios/${name}/arbitrary.contract.ts`, import.meta.url)
  if (!existsSync(file)) return fc.constantFrom(...((scenario.examples ?? [{}]) as Parameters[]))
  return ((await import(file.href)) as { parametersArbitrary: fc.Arbitrary<Parameters> })
    .parametersArbitrary
}

const RUNS = { numRuns: 20 }

describe.each(scenarioNames())('of %s', (name) => {
  let scenario: Scenario
  let parameters: fc.Arbitrary<Parameters>
  beforeAll(async () => {
    scenario = await loadScenario(name)
    parameters = await arbitraryOf(name, scenario)
  })

  /** Checks a claim about the plans of random parameters. */
  const forAll = (
    claim: (plans: Plan[], seed: number) => Promise<void>,
    options: object = RUNS,
  ): Promise<void> =>
    fc.assert(
      fc.asyncProperty(parameters, fc.nat(), async (drawn, seed) =>
        claim(plansFor(scenario, drawn, { first: seed % AGENTS.length }), seed),
      ),
      options,
    )

  test('the record does not depend on how long anybody thought', () =>
    forAll(async (plans, seed) => {
      const atOnce = await hashesOf(scenario, plans)
      expect(Object.values(atOnce)).not.toContain(null)
      expect(await hashesOf(scenario, plans, { wait: randomWaits(seed) })).toEqual(atOnce)
    }))

  test('the record does not depend on how many runs are in flight', () =>
    forAll(
      async (plans, seed) => {
        const alone = await hashesOf(scenario, plans, { concurrency: 1 })
        for (const concurrency of [2, 8, 64]) {
          expect(await hashesOf(scenario, plans, { concurrency, wait: randomWaits(seed) })).toEqual(
            alone,
          )
        }
      },
      { numRuns: 12 },
    ))

  test('the record does not depend on where it is kept, and replays from there', () =>
    forAll(async (plans) => {
      const file = openSqliteStore(freshFile(), 'write')
      try {
        const memory = memoryStore()
        const hashes = await hashesOf(scenario, plans, { store: memory })
        expect(await hashesOf(scenario, plans, { store: file })).toEqual(hashes)
        for (const store of [memory, file]) {
          for (const run of store.runs()) {
            expect(await replayRun(store, run, scenario, castWith())).toEqual({
              kind: 'identical',
              hash: hashes[run.runId],
              ticks: run.ticks,
            })
          }
        }
      } finally {
        file.close()
      }
    }))

  test('the record does not depend on how much is written at once', () =>
    forAll(async (plans, seed) => {
      const hashes = await hashesOf(scenario, plans)
      const inner = openSqliteStore(freshFile(), 'write')
      const store = flushedEvery(1 + (seed % 5), inner)
      expect(await hashesOf(scenario, plans, { store })).toEqual(hashes)
      for (const run of store.runs()) {
        expect(await replayRun(store, run, scenario, castWith())).toMatchObject({
          kind: 'identical',
        })
      }
      inner.close()
    }))

  test('a run that was stopped at any tick and resumed is the run that was never stopped', () =>
    forAll(
      async (plans) => {
        const plan = plans[0] as Plan
        const whole = memoryStore()
        const hashes = await hashesOf(scenario, [plan], { store: whole })
        const ticks = whole.runs()[0]?.ticks ?? 0
        for (let at = 0; at < Math.min(ticks, 10); at++) {
          const store = memoryStore()
          let asked = 0
          // Asked once before the run is begun, then before each tick.
          const left = await hashesOf(scenario, [plan], { store, stopped: () => asked++ > at })
          expect(Object.values(left)).toEqual([null])
          expect(store.runs()[0]?.ticks).toBe(at)
          expect(await hashesOf(scenario, [plan], { store })).toEqual(hashes)
        }
      },
      { numRuns: 20 },
    ))

  test('a run that is stopped again and again, in a file that is closed each time, is the same too', () =>
    forAll(
      async (plans) => {
        const hashes = await hashesOf(scenario, plans)
        const path = freshFile()
        for (let sitting = 0; ; sitting++) {
          const store = openSqliteStore(path, 'write')
          let asked = 0
          const soFar = await hashesOf(scenario, plans, {
            store,
            concurrency: 2,
            stopped: () => asked++ > 5 + sitting * 3,
          })
          store.close()
          if (Object.keys(soFar).length === plans.length && !Object.values(soFar).includes(null)) {
            expect(soFar).toEqual(hashes)
            return
          }
          expect(sitting).toBeLessThan(100)
        }
      },
      { numRuns: 10 },
    ))

  test('another process gives the same records', async () => {
    const drawn = fc.sample(parameters, { numRuns: 12, seed: 42 })
    // Words are for models alone.
    const agents = [
      { policy: 'llm', model: 'simulated/mixed' },
      { policy: 'llm', model: 'simulated/sloppy' },
    ]
    const plans = distinct(
      drawn.flatMap((one, first) => plansFor(scenario, one, { agents, replicates: 1, first })),
    )
    const here = await hashesOf(scenario, plans)
    expect(await hashesElsewhere(name, plans)).toEqual(here)
  })

  test('adding replicates or treatments changes no earlier run', () =>
    fc.assert(
      fc.property(
        parameters,
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 6 }),
        (drawn, few, more) => {
          const ids = (replicates: number): string[] =>
            plansFor(scenario, drawn, { replicates }).map(runIdOf)
          expect(ids(few + more).slice(0, few)).toEqual(ids(few))
          const [plan] = plansFor(scenario, drawn) as [Plan]
          const role = plan.seats[0]?.role ?? ''
          const levels = (names: string[]): ExperimentInput =>
            ({
              experiment: 'laws',
              scenario: name,
              parameters: drawn,
              cast: castOf(plan),
              factors: {
                [`cast.${role}`]: names.map((one) =>
                  plan.seats.filter((seat) => seat.role === role).map(() => one),
                ),
              },
              counterbalance: Object.keys(scenario.counterbalance),
              replicates: few,
            }) as ExperimentInput
          const planned = (names: string[]): string[] =>
            planRuns(defineExperiment(levels(names)), scenario, catalogue).map(runIdOf)
          const before = planned(['any', 'uniform'])
          expect(planned(['any', 'uniform', 'forfeiting']).slice(0, before.length)).toEqual(before)
          expect(new Set(planned(['forfeiting', 'uniform', 'any']))).toEqual(
            new Set(planned(['any', 'uniform', 'forfeiting'])),
          )
        },
      ),
      { numRuns: 20 },
    ))
})

/** Examples that are drawn twice are planned twice. */
const distinct = (plans: readonly Plan[]): Plan[] => [
  ...new Map(plans.map((plan) => [runIdOf(plan), plan])).values(),
]

const castOf = (plan: Plan): Record<string, string[]> => {
  const cast: Record<string, string[]> = {}
  for (const { role, agent, policy } of plan.seats)
    (cast[role] ??= []).push(policy === 'llm' ? 'any' : agent)
  return cast
}

/** A store that writes at every n-th tick, whatever the ledger thinks. */
const flushedEvery = (n: number, inner: Store): Store => {
  let count = 0
  return new Proxy(inner, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target)
      if (typeof value !== 'function') return value
      return (...given: unknown[]): unknown => {
        const result: unknown = Reflect.apply(value, target, given)
        if (key === 'append' && ++count % n === 0) target.flush()
        return result
      }
    },
  })
}

/** Plays plans in a fresh process, the catalogue's policies at the table. */
const hashesElsewhere = async (name: string, plans: readonly Plan[]): Promise<unknown> => {
  const at = (path: string): string => JSON.stringify(new URL(path, import.meta.url).href)
  const script = `
    const { casting, simulatedProvider, memoryStore } = await import(${at('adapters.ts')})
    const { loadCatalogue, loadScenario } = await import(${at('catalogue.ts')})
    const { runPlans } = await import(${at('../play/worker/run-plans.ts')})
    const { systemClock } = await import(${at('system-clock.ts')})
    const store = memoryStore()
    await runPlans({
      plans: JSON.parse(process.argv[1]),
      scenario: await loadScenario(${JSON.stringify(name)}),
      store,
      cast: casting(await loadCatalogue(), () => simulatedProvider()),
      clock: systemClock,
      concurrency: 3,
      stopped: () => false,
    })
    console.log(JSON.stringify(Object.fromEntries(store.runs().map((run) => [run.runId, run.recordHash]))))`
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--input-type=module',
    '-e',
    script,
    JSON.stringify(plans),
  ])
  return JSON.parse(stdout)
}

describe('of streams', () => {
  const names = fc.array(fc.string({ maxLength: 6 }), { minLength: 2, maxLength: 5 })

  test('a draw added to one stream changes no draw of another', () =>
    fc.assert(
      fc.property(
        fc.nat(),
        fc.uniqueArray(fc.string({ maxLength: 6 }), { minLength: 2, maxLength: 5 }),
        fc.nat(70),
        fc.nat(4),
        (seed, streams, more, which) => {
          const draws = (extra: number): number[][] => {
            const all = new Streams(seed)
            const made = streams.map((name) => all.stream(name))
            const busy = made[which % made.length]
            for (let i = 0; i < extra; i++) busy?.next()
            return made.map((stream) => Array.from({ length: 5 }, () => stream.next()))
          }
          const others = (list: number[][]): number[][] =>
            list.filter((_, i) => i !== which % streams.length)
          expect(others(draws(more))).toEqual(others(draws(0)))
        },
      ),
    ))

  test('an indexed draw does not depend on what was drawn before it', () =>
    fc.assert(
      fc.property(
        fc.nat(),
        names,
        fc.array(fc.nat(300), { minLength: 1 }),
        (seed, streams, indexes) => {
          const busy = new Streams(seed)
          for (const index of indexes) {
            for (const name of streams)
              expect(busy.draw(name, index)).toBe(new Streams(seed).draw(name, index))
          }
        },
      ),
      { numRuns: 40 },
    ))

  test('other seeds and other names are other streams', () =>
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.string(), fc.string(), (seed, other, name, another) => {
        fc.pre(seed !== other && name !== another)
        const first = (streams: Streams, of: string): number[] =>
          Array.from({ length: 3 }, (_, i) => streams.draw(of, i))
        expect(first(new Streams(seed), name)).not.toEqual(first(new Streams(other), name))
        expect(first(new Streams(seed), name)).not.toEqual(first(new Streams(seed), another))
      }),
    ))
})
