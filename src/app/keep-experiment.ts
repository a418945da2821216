/** One record, one experiment: a file may be extended between two runs of the command, but not changed. */
import { canonicalJson } from '../base/canonical-json.ts'
import { BadInputError } from '../base/errors.ts'
import type { Capabilities } from '../io/model/provider.ts'
import type { Store } from '../io/store/store.ts'
import type { Experiment } from '../play/experiment/define-experiment.ts'
import { differencesOf } from '../play/replay/divergence.ts'
import { runIdOf, type Plan } from '../record/plan.ts'

/** What a record keeps of its experiment. */
export interface Kept {
  readonly experiment: Experiment
  /** The ids of all runs that were planned. */
  readonly planned: readonly string[]
  /** How many of them each treatment has, in the order of the experiment. */
  readonly plannedBy: readonly { readonly treatment: string; readonly runs: number }[]
  /** provider → what it offered: prompts depend on it. Records of the first version do not say. */
  readonly offered?: Readonly<Record<string, Capabilities>>
}

/**
 * Keeps the experiment in its record. Treatments and replicates may be added: every run that was planned before must be
 * planned still. Gives back whether anything is kept that was not before.
 * @throws BadInputError that shows what was changed.
 */
export function keepExperiment(
  store: Store,
  experiment: Experiment,
  plans: readonly Plan[],
  offered: Readonly<Record<string, Capabilities>>,
): boolean {
  const planned = plans.map(runIdOf)
  const counts = new Map<string, number>()
  for (const { treatment } of plans) counts.set(treatment, (counts.get(treatment) ?? 0) + 1)
  const plannedBy = [...counts].map(([treatment, runs]) => ({ treatment, runs }))
  const text = store.experiment()
  const definition = canonicalJson({ experiment, planned, plannedBy, offered } satisfies Kept)
  if (text === definition) return false
  if (text === undefined) assertNoneImported(store)
  if (text !== undefined) {
    const kept = JSON.parse(text) as Kept
    assertExtends(store.place, kept, experiment, new Set(planned))
    assertOffered(store.place, kept.offered ?? {}, offered)
  }
  store.keepExperiment(definition)
  return true
}

/** Rules and transcripts that follow no rules do not go into one record. */
function assertNoneImported(store: Store): void {
  const imported = store.runs().find(({ plan }) => plan.imported !== undefined)
  if (imported === undefined) return
  throw new BadInputError(
    `${store.place} holds imported transcripts (${imported.runId} is from ${imported.plan.imported?.file ?? 'a file'}). Play the experiment into another record (--db).`,
  )
}

function assertExtends(
  place: string,
  kept: Kept,
  experiment: Experiment,
  planned: ReadonlySet<string>,
): void {
  const gone = kept.planned.filter((runId) => !planned.has(runId)).length
  if (gone === 0) return
  const changes = differencesOf(kept.experiment, experiment).map(
    ({ path, recorded, again }) =>
      changedBank(path, kept.experiment, experiment) ??
      `  ${path}: ${recorded ?? 'nothing'} → ${again ?? 'nothing'}`,
  )
  const shown =
    changes.length === 0 ? ['  the scenario, an agent or a file that it names'] : changes
  throw new BadInputError(
    `${place} holds another version of "${kept.experiment.experiment}": ${gone} of its ${kept.planned.length} planned runs are no longer planned. What changed:\n` +
      `${shown.join('\n')}\nAdding treatments or replicates is fine; for anything else write to a new record (--db).`,
  )
}

/** A bank of which only the hash is kept: the file is another than it was. */
function changedBank(path: string, before: Experiment, now: Experiment): string | undefined {
  const [, field, name = ''] = /^(personas|items)\.([^.]+)\.sha256$/.exec(path) ?? []
  if (field !== 'personas' && field !== 'items') return undefined
  const [old, today] = [before[field]?.[name], now[field]?.[name]]
  if (old === undefined || old.bank !== today?.bank) return undefined
  return `  ${field}.${name}: the bank ${old.bank} has been changed (its hash was ${old.sha256?.slice(0, 12)}…, and is ${today.sha256?.slice(0, 12)}…)`
}

/** @throws BadInputError where a provider offers something else than it did when the record was begun. */
export function assertOffered(
  place: string,
  before: Readonly<Record<string, Capabilities>>,
  now: Readonly<Record<string, Capabilities>>,
): void {
  for (const [name, offers] of Object.entries(now)) {
    const offered = before[name]
    if (offered === undefined || canonicalJson(offered) === canonicalJson(offers)) continue
    const told = (one: Capabilities): string =>
      `structured_output: ${one.structuredOutput}, logprobs: ${one.logprobs ?? false}`
    throw new BadInputError(
      `${place} was begun with ${told(offered)} of provider "${name}", and it is ${told(offers)} today: models would read other prompts. ` +
        'Declare it as it was, or write to a new record (--db).',
    )
  }
}
