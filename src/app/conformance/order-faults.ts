/** Whether records depend on how long anybody thinks, or on how many runs are in flight. */
import { Streams } from '../../base/random.ts'
import type { Fault } from '../../play/scenario/fault.ts'
import type { Scenario } from '../../play/scenario/define-scenario.ts'
import { runPlans } from '../../play/worker/run-plans.ts'
import { runIdOf } from '../../record/plan.ts'
import { memoryStore } from '../adapters.ts'
import { systemClock } from '../system-clock.ts'
import { answersLate } from './any-answer.ts'
import { seatAll, type Played } from './play-through.ts'
import type { Sample } from './sample-plans.ts'

/** Ticks that are waited for, in all: a second or two. */
const MOST_TICKS_WAITED = 400

/** Plays runs again with random latencies, one after the other and eight at a time: their hashes must be the same. */
export async function orderFaults(
  runs: readonly { sample: Sample; played: Played }[],
  scenario: Scenario,
): Promise<Fault[]> {
  const expected = new Map<string, { sample: Sample; hash: string }>()
  let ticks = 0
  for (const { sample, played } of runs) {
    if (played.end === null || ticks + played.ticks.length > MOST_TICKS_WAITED) continue
    ticks += played.ticks.length
    expected.set(runIdOf(sample.plan), { sample, hash: played.hash })
  }
  const faults: Fault[] = []
  for (const concurrency of [1, 8]) {
    const store = memoryStore()
    const latency = randomWaits(concurrency)
    await runPlans({
      plans: [...expected.values()].map(({ sample }) => sample.plan),
      scenario,
      store,
      cast: (plan) => ({
        policies: seatAll(plan, (random) => answersLate(random, latency)),
        reseat: ({ participant }, streams) =>
          answersLate(streams.stream(`policy/${participant}`), latency),
      }),
      clock: systemClock,
      concurrency,
      stopped: () => false,
    })
    for (const { runId, recordHash } of store.runs()) {
      const { sample, hash } = expected.get(runId) ?? {}
      if (recordHash === hash) continue
      const how =
        concurrency === 1 ? 'answers come late' : `${concurrency} runs are in flight at once`
      faults.push({
        where: sample?.name ?? runId,
        what: `the record is another when ${how}.`,
        mend: 'Keep everything that lasts in the context of the machine: what modules hold is shared by all runs.',
      })
    }
  }
  return faults
}

/** Waits for nothing, for a few promises, for other work, for the clock: as chance, from a seed, will have it. */
export function randomWaits(seed: number): () => Promise<void> {
  const random = new Streams(seed).stream('latency')
  return async () => {
    const kind = random.below(4)
    const much = random.below(4)
    if (kind === 1) for (let i = 0; i < much; i++) await Promise.resolve()
    if (kind === 2) await new Promise((resolve) => setImmediate(resolve))
    if (kind === 3) await new Promise((resolve) => setTimeout(resolve, much))
  }
}
