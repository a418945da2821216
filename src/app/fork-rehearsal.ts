/** Leads a fork through the ticks that it shares and into its first own one, before anything of it is written or asked. */
import { BadInputError } from '../base/errors.ts'
import type { Store } from '../io/store/store.ts'
import type { Policy } from '../play/agent/policy.ts'
import type { Ledger } from '../play/kernel/ledger.ts'
import { playRun } from '../play/kernel/play-run.ts'
import { prefixOf } from '../play/replay/shared-ticks.ts'
import type { Scenario } from '../play/scenario/define-scenario.ts'
import type { Plan } from '../record/plan.ts'

/** Is asked, and leaves it at that. */
const silent: Policy = {
  decide: () =>
    Promise.resolve({ trail: [], decision: { kind: 'withheld' as const }, latenciesMs: [] }),
}

const nowhere: Ledger = { start: () => {}, tick: () => {}, end: () => {} }

/**
 * Finds out whether a fork can be begun: whether the shared ticks come out again, and the scenario takes the difference.
 * @throws BadInputError where it cannot.
 */
export async function rehearseFork(store: Store, plan: Plan, scenario: Scenario): Promise<void> {
  const outcome = await playRun({
    plan,
    scenario,
    policies: new Map(plan.seats.map(({ participant }) => [participant, silent])),
    reseat: () => silent,
    prefix: prefixOf(store, plan),
    ledger: nowhere,
  })
  if (outcome.kind === 'ended' && outcome.end.how === 'failed')
    throw new BadInputError(`it cannot be played: ${outcome.end.why ?? ''}`)
}
