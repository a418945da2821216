/** Finds the run and the tick at which a fork begins, and how things stand there. */
import type { Json } from '../base/canonical-json.ts'
import { BadInputError } from '../base/errors.ts'
import type { RunSummary, Store } from '../io/store/store.ts'
import type { Catalogue } from '../play/experiment/catalogue.ts'
import type { Scenario } from '../play/scenario/define-scenario.ts'
import { amendedParameters, parametersOf } from '../play/scenario/parameters.ts'
import type { TickEntry } from '../record/entry.ts'
import type { ParticipantId } from '../record/ids.ts'
import type { Seat } from '../record/seat.ts'
import type { ForkPlace } from './fork-place.ts'

/** Why nothing can be forked from a run at a tick, in words; empty where all is well. */
export function whyNotForked({ runId, plan, status, ticks }: RunSummary, tick: number): string[] {
  const problems: string[] = []
  if (plan.imported !== undefined) {
    problems.push(
      `${runId} was not played here but imported from ${plan.imported.file}: nobody can play on from it.`,
    )
  }
  if (status === 'started') {
    problems.push(
      `${runId} is still open, after ${ticks} ticks. Let it end first: the command that began it goes on with it.`,
    )
  }
  if (!Number.isInteger(tick) || tick < 0)
    problems.push(`--at-tick ${tick}: ticks are whole numbers from 0.`)
  else if (tick >= ticks) {
    problems.push(
      `--at-tick ${tick}: ${runId} has ${ticks} ticks, ${ticks === 0 ? 'none to fork at' : `0 to ${ticks - 1}`}. Fork at one of them.`,
    )
  }
  return problems
}

/** How things stand in a run at the beginning of a tick, after what its own plan does there. */
export function placeAt(
  store: Store,
  parent: RunSummary,
  tick: number,
  scenario: Scenario,
  catalogue: Catalogue,
): ForkPlace {
  const { plan, runId } = parent
  const seats = new Map<ParticipantId, Seat>(plan.seats.map((seat) => [seat.participant, seat]))
  let parameters = parametersOf(scenario, plan)
  let entries: readonly TickEntry[] = []
  for (const one of store.ticks(runId)) {
    entries = one.content.entries
    for (const entry of entries) {
      if (entry.kind !== 'intervention-applied') continue
      const { deed } = entry
      if (deed.do === 'replace') seats.set(deed.who, deed.seat)
      if (deed.do === 'set') parameters = amendedParameters(scenario, parameters, deed.parameters)
    }
    if (one.tick >= tick) break
  }
  return {
    parent,
    tick,
    seats: [...seats.values()],
    entries,
    parameters: parameters as Readonly<Record<string, Json>>,
    scenario,
    catalogue,
  }
}

/** @throws BadInputError where nobody decides anything at the tick any more: nothing that is set there could matter. */
export function assertDecides({ parent, tick, entries }: ForkPlace): void {
  if (entries.some(({ kind }) => kind === 'decision-asked')) return
  throw new BadInputError(
    `--at-tick ${tick}: nobody decides anything in ${parent.runId} at that tick any more; only questions beside the play are asked. Fork at an earlier tick.`,
  )
}
