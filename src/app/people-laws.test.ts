/** Laws of play with people: whatever they submit, a replay gives it back, and a stop loses and repeats nothing of it. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contentHash } from '../base/hash.ts'
import { Streams } from '../base/random.ts'
import type { Store } from '../io/store/store.ts'
import type { People, PersonAddress, PersonReply } from '../play/agent/people.ts'
import { defineExperiment, type ExperimentInput } from '../play/experiment/define-experiment.ts'
import { planRuns } from '../play/experiment/plan-runs.ts'
import { replayRun } from '../play/replay/replay-run.ts'
import { runPlans } from '../play/worker/run-plans.ts'
import type { AnswerForm } from '../record/ask.ts'
import { casting, memoryStore, simulatedProvider } from './adapters.ts'
import { loadCatalogue, loadScenario } from './catalogue.ts'
import { anyAnswer } from './conformance/any-answer.ts'

const catalogue = await loadCatalogue()
const human = { policy: 'human', consent: 'Do you?', time_limit: 5 }
const model = { policy: 'llm', model: 'simulated/mixed' }

const EXPERIMENTS: readonly ExperimentInput[] = [
  {
    experiment: 'trust',
    scenario: 'trust-game',
    parameters: { rounds: 3 },
    cast: { trustor: human, trustee: model },
  },
  {
    experiment: 'dilemma',
    scenario: 'matrix-game',
    parameters: { game: 'prisoners-dilemma', rounds: 3 },
    cast: { row: human, column: { policy: 'human' } },
  },
  {
    experiment: 'talk',
    scenario: 'group-discussion',
    parameters: {
      brief: 'What shall be done?',
      rounds: 2,
      pass: true,
      order: 'simultaneous',
      vote: { question: 'Which?', options: ['party', 'trees'] },
    } as never,
    cast: { speaker: [human, model, { policy: 'human' }] },
  },
]
const CLOCK = { nowMs: () => 0, now: () => '', breathe: () => Promise.resolve() }

/** What a label, a number or words of a form are, as a person writes them. */
function written(form: AnswerForm, random: ReturnType<Streams['stream']>): string {
  const value = anyAnswer(form, random)
  if (value === null) return 'PASS'
  if (form.kind !== 'choice') return String(value)
  return form.labels[form.options.indexOf(String(value))] ?? ''
}

/** People who do whatever the seed says, each thing at its own place; `most` submissions, and then the sitting is stopped. */
function crowd(seed: number, most = Infinity) {
  const asked: string[] = []
  const at = (address: PersonAddress) => {
    const { tick, participant, ask, attempt } = address
    return new Streams(contentHash([seed, tick, participant, ask, attempt])).stream('person')
  }
  const isStopped = (address: PersonAddress, what: string): boolean => {
    if (asked.length >= most) return true
    asked.push(`${address.run} ${address.tick} ${address.participant} ${what} ${address.attempt}`)
    return false
  }
  const people: People = {
    consent(address) {
      if (isStopped(address, 'consent')) return Promise.resolve({ kind: 'withheld' })
      return Promise.resolve({ kind: 'answered', given: at(address).chance(0.9) })
    },
    answer({ address, form }): Promise<PersonReply> {
      if (isStopped(address, address.ask)) return Promise.resolve({ kind: 'withheld' })
      const random = at(address)
      const latencyMs = random.below(1000)
      if (random.chance(0.1)) return Promise.resolve({ kind: 'timeout', latencyMs })
      const odd = ['', 'What?', '\ud800', 'ANSWER: 3', '-1']
      const reply = random.chance(0.4) ? random.pick(odd) : written(form, random)
      return Promise.resolve({ kind: 'submitted', reply, latencyMs })
    },
  }
  return { people, asked }
}

const THEN = ['forfeit', 'abort'] as const

describe.each(EXPERIMENTS.map((one) => [one.experiment, one] as const))('%s', (_, declared) => {
  const play = async (store: Store, people: People, then: (typeof THEN)[number]) => {
    const scenario = await loadScenario(declared.scenario)
    const experiment = defineExperiment({ ...declared, invalid: { then }, replicates: 2 })
    const cast = casting(catalogue, () => simulatedProvider(), people)
    await runPlans({
      plans: planRuns(experiment, scenario, catalogue),
      scenario,
      store,
      cast,
      clock: CLOCK,
      concurrency: 2,
      stopped: () => false,
    })
    const hashes = store.runs().map(({ runId, recordHash }) => [runId, recordHash])
    return { scenario, hashes: Object.fromEntries(hashes) as Record<string, string | null> }
  }

  test('is replayed to the same hash, whatever people submit', () =>
    fc.assert(
      fc.asyncProperty(fc.nat(), fc.constantFrom(...THEN), async (seed, then) => {
        const store = memoryStore()
        const { scenario } = await play(store, crowd(seed).people, then)
        const nobody = casting(catalogue, () => simulatedProvider())
        for (const run of store.runs()) {
          const replayed = await replayRun(store, run, scenario, nobody)
          expect(replayed).toMatchObject({ kind: 'identical', hash: run.recordHash })
        }
      }),
      { numRuns: 25 },
    ))

  test('comes to the same hashes however often it is stopped, and asks nobody anything twice', () =>
    fc.assert(
      fc.asyncProperty(
        fc.nat(),
        fc.constantFrom(...THEN),
        fc.array(fc.nat(6), { maxLength: 8 }),
        async (seed, then, stops) => {
          const whole = crowd(seed)
          const { hashes } = await play(memoryStore(), whole.people, then)
          const store = memoryStore()
          const asked: string[] = []
          for (const most of [...stops, Infinity]) {
            const sitting = crowd(seed, most)
            await play(store, sitting.people, then)
            asked.push(...sitting.asked)
          }
          const again = store.runs().map(({ runId, recordHash }) => [runId, recordHash])
          expect(Object.fromEntries(again)).toEqual(hashes)
          expect(asked.sort()).toEqual(whole.asked.sort())
        },
      ),
      { numRuns: 25 },
    ))
})
