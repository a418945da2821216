/** Every decision in a row of its own, with all that a model of it needs: for mixed models in R. */
import type { Plan } from '../../record/plan.ts'
import type { Store } from '../../io/store/store.ts'
import type { Design } from './design.ts'
import { runsRead, type RunRead } from './read-runs.ts'
import { askKey } from './run-ticks.ts'

export type TidyCell = string | number | null

export interface TidyDecisions {
  /** Names that R takes as they are: letters, digits and underscores. */
  readonly columns: readonly string[]
  /** Run by run, by run id. One run in memory at a time. */
  readonly rows: Iterable<readonly TidyCell[]>
  /** Columns of factors where they are crossed completely: every treatment one cell of them. Otherwise empty: treatments say it all. */
  readonly crossed: readonly string[]
  /** Column of a factor, or of the treatment → its levels in the order of the experiment. */
  readonly levels: ReadonlyMap<string, readonly string[]>
  /** Columns of what is counterbalanced and has more than one variant. */
  readonly variants: readonly string[]
}

const FIRST = ['run_id', 'treatment', 'replicate', 'status'] as const
const LAST = [
  'participant',
  'role',
  'agent',
  'ask',
  'occasion',
  'form',
  'value',
  'amount',
  'displayed',
  'decision_status',
  'payoff_in_run',
] as const

/** All runs that were played on their own, those that did not finish among them: `status` says which. Decisions that an intervention gave are `planted`. */
export function tidyDecisions(store: Store, design: Design): TidyDecisions {
  const plans = [...design.runs.values()].map(({ plan }) => plan)
  const paths = [...new Set(plans.flatMap(({ levels }) => Object.keys(levels)))].sort()
  const things = [
    ...new Set(plans.flatMap(({ counterbalance }) => Object.keys(counterbalance))),
  ].sort()
  const taken = new Set<string>([...FIRST, ...LAST])
  const factors = paths.map((path) => columnName('factor', path, taken))
  const variants = things.map((thing) => columnName('variant', thing, taken))
  return {
    columns: [...FIRST, ...factors, ...variants, ...LAST],
    rows: rowsOf(store, design, paths, things),
    crossed: crossedAmong(design, plans, paths, factors),
    levels: levelsOf(design, plans, paths, factors),
    variants: variants.filter(
      (_, i) =>
        new Set(plans.map(({ counterbalance }) => counterbalance[things[i] ?? ''])).size > 1,
    ),
  }
}

/** Column → its levels in the order of the experiment: the first is what others are compared with. */
function levelsOf(
  { treatments }: Design,
  plans: readonly Plan[],
  paths: readonly string[],
  columns: readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const names = treatments.map(({ treatment }) => treatment)
  const inOrder = names.flatMap((name) => plans.find(({ treatment }) => treatment === name) ?? [])
  const levelsIn = (path: string): string[] => [
    ...new Set(inOrder.flatMap(({ levels }) => cellOf(levels[path])?.toString() ?? [])),
  ]
  return new Map([
    ['treatment', names],
    ...columns.map((column, i) => [column, levelsIn(paths[i] ?? '')] as const),
  ])
}

function crossedAmong(
  { treatments }: Design,
  plans: readonly Plan[],
  paths: readonly string[],
  columns: readonly string[],
): string[] {
  const levels = paths.map((path) => new Set(plans.map((plan) => cellOf(plan.levels[path]))))
  const cells = levels.reduce((product, { size }) => product * size, 1)
  const isComplete = cells === treatments.length && !levels.some((one) => one.has(null))
  return isComplete ? columns.filter((_, i) => (levels[i]?.size ?? 0) > 1) : []
}

function* rowsOf(
  store: Store,
  design: Design,
  paths: readonly string[],
  things: readonly string[],
): Iterable<readonly TidyCell[]> {
  const kinds = [
    'decision-asked',
    'decision-taken',
    'decision-defaulted',
    'payoff-awarded',
  ] as const
  for (const run of runsRead(store, design, kinds)) {
    if (!design.runs.has(run.runId)) continue
    const { plan, status, treatment } = run
    const before: TidyCell[] = [
      run.runId,
      treatment,
      plan.replicate,
      status,
      ...paths.map((path) => cellOf(plan.levels[path])),
      ...things.map((thing) => plan.counterbalance[thing] ?? null),
    ]
    for (const row of decisionsOf(run)) yield [...before, ...row]
  }
}

function* decisionsOf({ ticks, seats }: RunRead): Iterable<readonly TidyCell[]> {
  const seatOf = new Map(seats.map((seat) => [seat.participant as string, seat]))
  const earned = new Map<string, number>()
  for (const list of ticks)
    for (const entry of list)
      if (entry.kind === 'payoff-awarded')
        earned.set(entry.to, (earned.get(entry.to) ?? 0) + entry.points)
  const occasions = new Map<string, number>()
  for (const list of ticks) {
    const forms = new Map<string, string>()
    for (const entry of list)
      if (entry.kind === 'decision-asked') forms.set(askKey(entry), entry.form.kind)
    for (const entry of list) {
      if (entry.kind !== 'decision-taken' && entry.kind !== 'decision-defaulted') continue
      const key = askKey(entry)
      const occasion = (occasions.get(key) ?? 0) + 1
      occasions.set(key, occasion)
      const seat = seatOf.get(entry.of)
      const { value } = entry
      yield [
        entry.of,
        seat?.role ?? null,
        seat?.agent ?? null,
        entry.ask,
        occasion,
        forms.get(key) ?? null,
        typeof value === 'string' ? value : null,
        typeof value === 'number' ? value : null,
        entry.displayed,
        entry.status,
        earned.get(entry.of) ?? null,
      ]
    }
  }
}

/** `cast.row` → `factor_cast_row`; numbered where two become alike. */
function columnName(before: string, path: string, taken: Set<string>): string {
  const plain =
    `${before}_${path.replaceAll(/[^A-Za-z0-9]+/g, '_').replaceAll(/^_+|_+$/g, '')}`.toLowerCase()
  let name = plain
  for (let n = 2; taken.has(name); n++) name = `${plain}_${n}`
  taken.add(name)
  return name
}

function cellOf(value: unknown): TidyCell {
  if (value === undefined || value === null) return null
  return typeof value === 'string' || typeof value === 'number' ? value : JSON.stringify(value)
}
