/** Refuses machines that could not be replayed or could not end: what can be seen without playing. */
import type { AnyStateMachine } from 'xstate'
import { BadInputError } from '../../base/errors.ts'
import { actionFaults } from './action-faults.ts'
import type { Scenario } from './define-scenario.ts'
import { tellFault, type Fault } from './fault.ts'
import { phaseFaults } from './phase-faults.ts'

/** A scenario that cannot be played, with everything that is wrong with it. */
export class FaultyScenarioError extends BadInputError {
  override readonly name = 'FaultyScenarioError'
  readonly faults: readonly Fault[]
  constructor(scenario: string, faults: readonly Fault[]) {
    super(
      [
        `scenario "${scenario}" cannot be played:`,
        ...faults.map((fault) => `  ${tellFault(fault)}`),
      ].join('\n'),
    )
    this.faults = faults
  }
}

/**
 * What is wrong with a scenario's machine: clocks, actors, actions of its own, events that nobody sends, phases that cannot be
 * reached or left. What depends on parameters is not seen here; see `coterie check`.
 */
export function checkScenario({ machine }: Pick<Scenario, 'machine'>): readonly Fault[] {
  return [...actionFaults(machine), ...phaseFaults(machine)]
}

const sound = new WeakSet<AnyStateMachine>()

/**
 * Lets sound scenarios pass; each machine is looked at once in a process.
 * @throws FaultyScenarioError that names every phase at fault.
 */
export function assertSound(scenario: Pick<Scenario, 'name' | 'machine'>): void {
  if (sound.has(scenario.machine)) return
  const faults = checkScenario(scenario)
  if (faults.length > 0) throw new FaultyScenarioError(scenario.name, faults)
  sound.add(scenario.machine)
}
