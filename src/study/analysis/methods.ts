/** How a record came about, for the methods section of a paper: all of it from the record itself. */
import { canonicalJson } from '../../base/canonical-json.ts'
import type { Imported, InvalidPolicy, Plan } from '../../record/plan.ts'
import type { Seat } from '../../record/seat.ts'
import type { Store } from '../../io/store/store.ts'
import { compare, inOrder, type Design } from './design.ts'

type JsonValue = Plan['parameters'][string]

export interface RoleMethods {
  readonly role: string
  /** Each once, over all runs. `settings` hold model and sampling. */
  readonly agents: readonly Pick<Seat, 'agent' | 'policy' | 'settings' | 'persona'>[]
}

/** What the record does not say is null. */
export interface Methods {
  readonly experiment: string | null
  readonly about: string | null
  /** One, as a rule, with one version. */
  readonly scenarios: readonly { readonly name: string; readonly version: number }[]
  /** Those that are the same in all runs. */
  readonly parameters: Readonly<Record<string, JsonValue>>
  /** Path → its levels: factors as they are declared, or what treatments set. */
  readonly varied: Readonly<Record<string, readonly JsonValue[]>>
  readonly treatments: number
  readonly roles: readonly RoleMethods[]
  /** As planned, of each treatment. */
  readonly replicates: number | null
  readonly seed: number | null
  readonly invalid: readonly InvalidPolicy[]
  readonly counterbalance: readonly string[]
  /** Versions of the kernel's semantics. */
  readonly semantics: readonly number[]
  /** Files of transcripts that runs were imported from, each once, with its format. Nothing of these runs was played here. */
  readonly imported: readonly Pick<Imported, 'file' | 'format'>[]
  /** When the first run began; of imported ones when their source says that they did, else when they were imported. */
  readonly startedAt: string | null
  /** When the last run that has ended did; likewise. */
  readonly endedAt: string | null
}

/** The parts of a declaration that are told as they were written. */
interface Declared {
  readonly experiment?: string
  readonly about?: string
  readonly factors?: Methods['varied']
  readonly treatments?: Readonly<Record<string, Readonly<Record<string, JsonValue>>>>
  readonly replicates?: number
  readonly seed?: number
  readonly counterbalance?: readonly string[]
}

export function methodsOf(store: Store, design: Design): Methods {
  const { runs, treatments } = design
  const text = store.experiment()
  const kept = text === undefined ? {} : (JSON.parse(text) as { readonly experiment?: Declared })
  const declared = kept.experiment ?? {}
  const summaries = [...runs.values()]
  const plans = inOrder(
    design,
    summaries.map(({ plan }) => plan),
  )
  return {
    experiment: declared.experiment ?? plans[0]?.experiment ?? null,
    about: declared.about ?? null,
    scenarios: distinct(plans.map(({ scenario }) => scenario)),
    parameters: sharedParameters(plans),
    varied: declared.factors ?? levelsOf(Object.values(declared.treatments ?? {})),
    treatments: treatments.length,
    roles: rolesOf([...new Set(plans.flatMap(({ seats }) => seats))]),
    replicates: declared.replicates ?? null,
    seed: declared.seed ?? null,
    invalid: distinct(plans.map(({ invalid }) => invalid)),
    counterbalance: declared.counterbalance ?? [],
    semantics: distinct(summaries.map(({ semantics }) => semantics)),
    imported: sourcesOf(plans),
    startedAt: summaries.map(({ startedAt }) => startedAt).sort(compare)[0] ?? null,
    endedAt:
      summaries
        .flatMap(({ endedAt }) => endedAt ?? [])
        .sort(compare)
        .at(-1) ?? null,
  }
}

/** By name. */
function sourcesOf(plans: readonly Plan[]): Methods['imported'] {
  const sources = plans.flatMap(({ imported }) =>
    imported === undefined ? [] : [{ file: imported.file, format: imported.format }],
  )
  return distinct(sources).sort((a, b) => compare(a.file, b.file) || compare(a.format, b.format))
}

function sharedParameters(plans: readonly Plan[]): Methods['parameters'] {
  const [first, ...others] = distinct(plans.map(({ parameters }) => parameters))
  const shared = Object.entries(first ?? {}).filter(([name, value]) =>
    others.every((other) => same(other[name], value)),
  )
  return Object.fromEntries(shared)
}

function levelsOf(treatments: readonly Readonly<Record<string, JsonValue>>[]): Methods['varied'] {
  const paths = [...new Set(treatments.flatMap((one) => Object.keys(one)))]
  return Object.fromEntries(
    paths.map((path) => [path, distinct(treatments.flatMap((one) => one[path] ?? []))]),
  )
}

function rolesOf(seats: readonly Seat[]): RoleMethods[] {
  return [...Map.groupBy(seats, ({ role }) => role)].map(([role, list]) => ({
    role,
    agents: distinct(
      list.map(({ agent, policy, settings, persona }) => ({ agent, policy, settings, persona })),
    ),
  }))
}

/** Each value once, in the order in which they first occur. */
function distinct<T>(values: readonly T[]): T[] {
  return [...new Map([...new Set(values)].map((value) => [canonicalJson(value), value])).values()]
}

function same(one: JsonValue | undefined, other: JsonValue): boolean {
  return one !== undefined && canonicalJson(one) === canonicalJson(other)
}
