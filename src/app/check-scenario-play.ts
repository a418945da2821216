/** Checks a scenario by playing it: purity, order, words, endings, and whatever it can check of itself. */
import { BadInputError } from '../base/errors.ts'
import { checkScenario } from '../play/scenario/check-scenario.ts'
import type { Scenario } from '../play/scenario/define-scenario.ts'
import type { Fault } from '../play/scenario/fault.ts'
import { parametersOf } from '../play/scenario/parameters.ts'
import { entryFaults } from './conformance/entry-faults.ts'
import { grammarFaults } from './conformance/grammar-faults.ts'
import { orderFaults } from './conformance/order-faults.ts'
import type { Played } from './conformance/play-through.ts'
import { purityFaults } from './conformance/purity-faults.ts'
import { readingFaults } from './conformance/reading-faults.ts'
import type { Sample } from './conformance/sample-plans.ts'

export interface Checked {
  readonly faults: readonly Fault[]
  /** Plans that were played, each several times. */
  readonly plays: number
  /** Asks whose words were read and read again. */
  readonly asks: number
}

const SEEDS = 3

/**
 * Everything that is wrong with a scenario: first its machine as it is written; where that is sound, all samples are played under
 * several seeds. Nothing is written anywhere.
 */
export async function checkScenarioPlay(
  scenario: Scenario,
  samples: readonly Sample[],
): Promise<Checked> {
  const written = checkScenario(scenario)
  if (written.length > 0) return { faults: written, plays: 0, asks: 0 }
  const faults: Fault[] = []
  const finished: { sample: Sample; played: Played }[] = []
  let asks = 0
  for (const sample of samples) {
    faults.push(...conformanceFaults(sample, scenario))
    for (let i = 0; i < SEEDS; i++) {
      const seeded = { ...sample, plan: { ...sample.plan, seed: sample.plan.seed + i * 1_000 } }
      const { faults: impure, played, shown } = await purityFaults(seeded, scenario)
      faults.push(...impure)
      if (played === undefined) continue
      asks += shown.length
      faults.push(...entryFaults(seeded, played.ticks))
      faults.push(...readingFaults(seeded, scenario, played.ticks, shown))
      if (played.end !== null)
        faults.push(...(await grammarFaults(seeded, scenario, played, shown)))
      finished.push({ sample: seeded, played })
    }
  }
  // What is not the same when it is played again needs no latency to differ.
  if (faults.length === 0) faults.push(...(await orderFaults(finished, scenario)))
  return { faults: distinct(faults), plays: samples.length * SEEDS, asks }
}

function conformanceFaults({ name, plan }: Sample, scenario: Scenario): Fault[] {
  try {
    const faults = scenario.conformance?.(parametersOf(scenario, plan) as never) ?? []
    return faults.map(({ where, ...rest }) => ({ where: `${where} (${name})`, ...rest }))
  } catch (error) {
    if (error instanceof BadInputError) throw error
    return [
      {
        where: name,
        what: `the scenario's own check fails: ${(error as Error).message}.`,
        mend: '',
      },
    ]
  }
}

/** The same fault shows in many runs: it is told once, where it was met first. */
function distinct(faults: readonly Fault[]): Fault[] {
  const phaseOf = (where: string): string => where.split(' (')[0] ?? where
  const known = new Map<string, Fault>()
  for (const fault of faults) {
    const key = JSON.stringify([phaseOf(fault.where), fault.what])
    if (!known.has(key)) known.set(key, fault)
  }
  return [...known.values()]
}
