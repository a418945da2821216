/** Which treatments plots are of: chosen by name and by level, as it stands in an address, and told with every figure. */
import type { Design } from '../../analysis/design.ts'
import type { ListedTreatment, RunList } from '../runs/run-list.ts'
import { LEVEL_PREFIX } from '../runs/select-runs.ts'

/** What can be chosen from. */
export interface PlotTreatments extends Pick<RunList, 'factors'> {
  /** In the order of the experiment. */
  readonly treatments: readonly Pick<ListedTreatment, 'name' | 'levels'>[]
}

/** Whatever fits one of the names, and one of the levels of each factor. */
export interface PlotChoice {
  /** None where any name will do. */
  readonly treatments: readonly string[]
  /** A factor's path → levels in words; none where any level will do. */
  readonly levels: Readonly<Record<string, readonly string[]>>
}

export const ANY_TREATMENT: PlotChoice = { treatments: [], levels: {} }

/** Reads what an address says; what is about something else there is passed over. */
export function plotChoiceIn(query: Readonly<Record<string, string>>): PlotChoice {
  const levels = Object.entries(query)
    .filter(([name, value]) => name.startsWith(LEVEL_PREFIX) && value !== '')
    .map(([name, value]) => [name.slice(LEVEL_PREFIX.length), listIn(value)] as const)
  return { treatments: listIn(query['treatment'] ?? ''), levels: Object.fromEntries(levels) }
}

/** As it stands in an address: one name or level as it is, so that addresses of runs say the same; several as a list in JSON. */
export function plotChoiceQuery({ treatments, levels }: PlotChoice): Record<string, string> {
  const all = [
    ['treatment', treatments] as const,
    ...Object.entries(levels).map(([path, list]) => [`${LEVEL_PREFIX}${path}`, list] as const),
  ]
  return Object.fromEntries(
    all.filter(([, list]) => list.length > 0).map(([name, list]) => [name, listed(list)]),
  )
}

function listed(list: readonly string[]): string {
  const [only, ...others] = list
  const isPlain = others.length === 0 && only !== undefined && only !== '' && !only.startsWith('[')
  return isPlain ? only : JSON.stringify(list)
}

function listIn(value: string): readonly string[] {
  if (value === '') return []
  if (!value.startsWith('[')) return [value]
  try {
    const list: unknown = JSON.parse(value)
    return Array.isArray(list) && list.every((one) => typeof one === 'string') ? list : [value]
  } catch {
    return [value]
  }
}

/** The names of those that fit. */
export function chosenTreatments(
  { factors, treatments }: PlotTreatments,
  { treatments: names, levels }: PlotChoice,
): string[] {
  const wanted = Object.entries(levels)
    .filter(([, list]) => list.length > 0)
    .map(([path, list]) => ({ column: factors.findIndex((one) => one.path === path), list }))
  return treatments
    .filter(({ name }) => names.length === 0 || names.includes(name))
    .filter((one) => wanted.every(({ column, list }) => list.includes(one.levels[column] ?? '')))
    .map(({ name }) => name)
}

/** The design of some treatments alone. */
export function narrowedDesign(design: Design, chosen: ReadonlySet<string>): Design {
  const only = (runs: Design['runs']): Design['runs'] =>
    new Map([...runs].filter(([, { plan }]) => chosen.has(plan.treatment)))
  return {
    runs: only(design.runs),
    forks: only(design.forks),
    treatments: design.treatments.filter(({ treatment }) => chosen.has(treatment)),
    roles: design.roles,
  }
}

/** What figures rest on. */
export interface PlotBasis {
  /** Those that were chosen. */
  readonly treatments: readonly string[]
  /** How many treatments the record has. */
  readonly of: number
  /** Finished runs of those that were chosen, without forks. */
  readonly runs: number
  /** Finished runs of the whole record, without forks, when it was read. */
  readonly finished: number
}

export function plotBasis(whole: Design, narrowed: Design): PlotBasis {
  const finishedIn = ({ runs }: Design): number =>
    [...runs.values()].filter(({ status }) => status === 'finished').length
  return {
    treatments: narrowed.treatments.map(({ treatment }) => treatment),
    of: whole.treatments.length,
    runs: finishedIn(narrowed),
    finished: finishedIn(whole),
  }
}

/** More names than this are counted. */
const MOST_NAMED = 6

/** What a figure shows, in words that go with it wherever it goes. */
export function basisWords({ treatments, of, runs }: PlotBasis): string {
  const rest = `${runs} finished ${runs === 1 ? 'run' : 'runs'}`
  if (treatments.length === of)
    return of === 1 ? `${rest}.` : `All ${of} treatments, ${rest} in all.`
  const named = treatments.slice(0, MOST_NAMED).join('; ')
  const more = treatments.length - MOST_NAMED
  const names = more > 0 ? `${named}; and ${more} more` : named
  return `${treatments.length} of ${of} treatments (${names}), ${rest} in all.`
}

/** The end of a file's name; empty where all treatments are shown. */
export function basisFileName({ treatments, of }: PlotBasis): string {
  if (treatments.length === of) return ''
  const names = treatments.map(plainName)
  const told = names.join('+')
  const isTold =
    told !== '' && told.length <= 60 && new Set(names).size === names.length && !names.includes('')
  return isTold ? `-${told}` : `-${treatments.length}-of-${of}-treatments`
}

/** Letters and digits, whatever else a name holds: for names of files. */
function plainName(name: string): string {
  return name
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+/, '')
    .replace(/-+$/, '')
}
