/** What holds of forks, whatever is forked where: they share what they share, and differ in what they were given to differ in. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RunSummary, Store } from '../io/store/store.ts'
import type { Catalogue } from '../play/experiment/catalogue.ts'
import { defineExperiment, type ExperimentInput } from '../play/experiment/define-experiment.ts'
import { planRuns } from '../play/experiment/plan-runs.ts'
import { replayRun } from '../play/replay/replay-run.ts'
import type { Scenario } from '../play/scenario/define-scenario.ts'
import { runPlans } from '../play/worker/run-plans.ts'
import { RecordHash } from '../record/record-hash.ts'
import { runIdOf, type Plan } from '../record/plan.ts'
import { casting, memoryStore, openSqliteStore, simulatedProvider } from './adapters.ts'
import { loadCatalogue, loadScenario, scenarioNames } from './catalogue.ts'
import { differenceOf } from './fork-difference.ts'
import { planForks, type ForkDesign } from './fork-plans.ts'
import { placeAt } from './fork-point.ts'
import { systemClock } from './system-clock.ts'

const folder = mkdtempSync(join(tmpdir(), 'coterie-forks-'))
let files = 0
let catalogue: Catalogue
beforeAll(async () => void (catalogue = await loadCatalogue()))
afterAll(() => rmSync(folder, { recursive: true }))

const STORES: readonly (() => Store)[] = [
  memoryStore,
  () => openSqliteStore(join(folder, `${files++}.sqlite`), 'write'),
]

/** A cast that draws: strategies where the game has two options, stand-ins for models everywhere else. */
const MODELS = [
  { policy: 'llm', model: 'simulated/mixed' },
  { policy: 'llm', model: 'simulated/sloppy' },
]
const STRATEGIES = ['random', 'uniform', 'generous-tit-for-tat', 'naive-prober', ...MODELS]

async function play(store: Store, scenario: Scenario, plans: readonly Plan[], concurrency = 3) {
  await runPlans({
    plans,
    scenario,
    store,
    cast: casting(catalogue, () => simulatedProvider()),
    clock: systemClock,
    concurrency,
    stopped: () => false,
  })
}

const runOf = (store: Store, plan: Plan): RunSummary => store.run(runIdOf(plan)) as RunSummary
const digestsOf = (store: Store, plan: Plan): string[] =>
  Array.from(store.ticks(runIdOf(plan)), ({ round, content }) => `${round} ${content.digest}`)

/** A repeated dilemma between two of the strategies. */
const matches = fc
  .record({
    row: fc.constantFrom(...STRATEGIES),
    column: fc.constantFrom(...STRATEGIES),
    rounds: fc.integer({ min: 1, max: 8 }),
    noise: fc.constantFrom(0, 0.2),
    seed: fc.nat({ max: 999 }),
  })
  .map(({ row, column, rounds, noise, seed }) => ({
    experiment: 'forks',
    scenario: 'matrix-game',
    parameters: { game: 'prisoners-dilemma', rounds, noise },
    cast: { row, column },
    seed,
  }))

const parentOf = (input: ExperimentInput, scenario: Scenario): Plan =>
  planRuns(defineExperiment(input), scenario, catalogue)[0] as Plan

const BARE: Omit<ForkDesign, 'atTick'> = { difference: null, replicates: 1, baselines: true }

const tickOf = (run: RunSummary, share: number): number =>
  Math.min(run.ticks - 1, Math.floor(share * run.ticks))
const shares = fc.double({ min: 0, max: 1, noNaN: true })

/** The hash of a record up to a tick, as every run of a line of forks has it. */
function hashAt(store: Store, root: Plan, plan: Plan, tick: number): string {
  const hash = new RecordHash()
  const { semantics } = runOf(store, root)
  hash.start({ kind: 'run-started', semantics, plan: runOf(store, root).plan })
  for (const one of store.ticks(runIdOf(plan))) {
    if (one.tick >= tick) break
    hash.tick(one)
  }
  return hash.digest()
}

describe('a fork with no difference', () => {
  test('comes to the hash of its parent, at whatever tick it begins, and so does its own fork', async () => {
    const scenario = await loadScenario('matrix-game')
    await fc.assert(
      fc.asyncProperty(
        matches,
        shares,
        shares,
        fc.constantFrom(...STORES),
        async (input, share, later, open) => {
          const store = open()
          const parent = parentOf(input, scenario)
          await play(store, scenario, [parent])
          const run = runOf(store, parent)
          const [fork] = planForks(run, { ...BARE, atTick: tickOf(run, share) })
          await play(store, scenario, [fork!.plan])
          const [again] = planForks(runOf(store, fork!.plan), {
            ...BARE,
            atTick: tickOf(run, later),
          })
          await play(store, scenario, [again!.plan])
          expect(run.status).toBe('finished')
          expect(runOf(store, fork!.plan).recordHash).toBe(run.recordHash)
          expect(runOf(store, again!.plan).recordHash).toBe(run.recordHash)
          expect(digestsOf(store, again!.plan)).toEqual(digestsOf(store, parent))
          store.close()
        },
      ),
      { numRuns: 40 },
    )
  })

  test.each(scenarioNames())('comes to the hash of its parent in %s', async (name) => {
    const scenario = await loadScenario(name)
    for (const parameters of (scenario.examples ?? [{}]).slice(0, 3)) {
      let next = 0
      const cast = Object.fromEntries(
        Object.entries(scenario.roles).map(([role, { min, max }]) => [
          role,
          Array.from({ length: Math.min(max, min + 1) }, () => MODELS[next++ % 2]),
        ]),
      )
      const input = { experiment: 'forks', scenario: name, parameters, cast } as ExperimentInput
      const store = memoryStore()
      const parent = parentOf(input, scenario)
      await play(store, scenario, [parent])
      const run = runOf(store, parent)
      const ticks = new Set([0, 0.5, 1].map((share) => tickOf(run, share)))
      const forks = [...ticks].flatMap((atTick) => planForks(run, { ...BARE, atTick }))
      await play(
        store,
        scenario,
        forks.map(({ plan }) => plan),
      )
      for (const { plan } of forks) expect(runOf(store, plan).recordHash).toBe(run.recordHash)
    }
  })
})

const differences = fc.constantFrom<[string, string | number]>(
  ['cast.column', 'grim'],
  ['cast.p1', 'uniform'],
  ['answer.p1', 'defect'],
  ['answer.column', 'cooperate'],
  ['message.p2', 'Mark my words.'],
  ['payoff.row', 5],
  ['parameters.noise', 0.5],
  ['remove', 'p2'],
  ['crash.column', 'The model is gone.'],
  ['news', 'It rains.'],
)

describe('forks with a difference', () => {
  test('share all ticks before theirs, then differ in it; replayed they are identical, and concurrency makes no difference', async () => {
    const scenario = await loadScenario('matrix-game')
    await fc.assert(
      fc.asyncProperty(
        matches,
        shares,
        differences,
        fc.constantFrom(...STORES),
        fc.constantFrom(1, 4),
        async (input, share, [path, value], open, concurrency) => {
          const store = open()
          const parent = parentOf(input, scenario)
          await play(store, scenario, [parent])
          const run = runOf(store, parent)
          const atTick = tickOf(run, share)
          const place = placeAt(store, run, atTick, scenario, catalogue)
          const difference = differenceOf(path, value, place)
          const forks = planForks(run, { atTick, difference, replicates: 3, baselines: true })
          const plans = forks.map(({ plan }) => plan)
          await play(store, scenario, plans, concurrency)
          for (const plan of plans) {
            expect(digestsOf(store, plan).slice(0, atTick)).toEqual(
              digestsOf(store, parent).slice(0, atTick),
            )
            expect(hashAt(store, parent, plan, atTick)).toBe(hashAt(store, parent, parent, atTick))
            const replayed = await replayRun(
              store,
              runOf(store, plan),
              scenario,
              casting(catalogue, () => simulatedProvider()),
            )
            expect(replayed.kind).toBe('identical')
          }
          const other = memoryStore()
          await play(other, scenario, [parent])
          await play(other, scenario, plans.toReversed(), 5 - concurrency)
          for (const plan of plans)
            expect(runOf(other, plan).recordHash).toBe(runOf(store, plan).recordHash)
          store.close()
        },
      ),
      { numRuns: 40 },
    )
  })

  test('have the draws of their baseline: what is set to what was drawn anyway changes no decision and no payoff', async () => {
    const scenario = await loadScenario('matrix-game')
    await fc.assert(
      fc.asyncProperty(matches, shares, async (input, share) => {
        const store = memoryStore()
        const parent = parentOf(input, scenario)
        await play(store, scenario, [parent])
        const run = runOf(store, parent)
        const atTick = tickOf(run, share)
        const bare = planForks(run, { ...BARE, atTick, replicates: 3 })
        await play(
          store,
          scenario,
          bare.map(({ plan }) => plan),
        )
        for (const baseline of bare) {
          const drawn = decidedAt(store, baseline.plan, atTick).find(([of]) => of === 'p1')?.[1]
          if (drawn === undefined || drawn === null) continue
          const place = placeAt(store, run, atTick, scenario, catalogue)
          const difference = differenceOf('answer.p1', drawn, place)
          const fork = planForks(run, { atTick, difference, replicates: 3, baselines: false })[
            baseline.replicate - 1
          ]!
          await play(store, scenario, [fork.plan])
          for (let tick = atTick; tick < run.ticks; tick++)
            expect(decidedAt(store, fork.plan, tick)).toEqual(decidedAt(store, baseline.plan, tick))
        }
      }),
      { numRuns: 40 },
    )
  })

  test('differ from one another from the second replicate on', async () => {
    const scenario = await loadScenario('matrix-game')
    const store = memoryStore()
    const input = {
      experiment: 'forks',
      scenario: 'matrix-game',
      parameters: { game: 'prisoners-dilemma', rounds: 12 },
      cast: { row: 'uniform', column: 'uniform' },
    }
    const parent = parentOf(input, scenario)
    await play(store, scenario, [parent])
    const forks = planForks(runOf(store, parent), { ...BARE, atTick: 2, replicates: 5 })
    await play(
      store,
      scenario,
      forks.map(({ plan }) => plan),
    )
    const hashes = forks.map(({ plan }) => runOf(store, plan).recordHash)
    expect(new Set(hashes).size).toBe(5)
  })
})

/** Who decided what in a tick; planted or not. */
function decidedAt(store: Store, plan: Plan, tick: number): [string, string | number | null][] {
  const entries = [...store.ticks(runIdOf(plan))][tick]?.content.entries ?? []
  return entries.flatMap((entry): [string, string | number | null][] =>
    entry.kind === 'decision-taken' || entry.kind === 'decision-defaulted'
      ? [[entry.of, entry.value]]
      : entry.kind === 'payoff-awarded'
        ? [[entry.to, entry.points]]
        : [],
  )
}
