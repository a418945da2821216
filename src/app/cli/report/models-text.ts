/** The part of a report that tells who answered and what it cost. */
import type { ServedModel, ServedModels } from '../../../study/analysis/served-models.ts'
import type { ModelSpend } from '../../../study/analysis/spend.ts'
import type { UnrecordedSpend } from '../../../study/analysis/unrecorded-spend.ts'
import type { DrawnCell } from '../draw-table.ts'
import { fitTable, wrapWords } from './fit-table.ts'

/** So many names of one model are told; `--json` has them all. */
const MOST_NAMES = 5

/** Nothing where no model was called. `isLong`: models over all treatments. */
export function modelsText(
  spend: readonly ModelSpend[],
  served: ServedModels,
  isLong: boolean,
): string[] {
  if (spend.length === 0) return []
  return [
    '\nModels: what they used and cost',
    ...spendTable(spend, isLong),
    '',
    ...served.experiment.flatMap((one) => wrapWords(`${one.model} was served as ${names(one)}.`)),
    ...straddlingText(served),
  ]
}

/** Says where an answer did not come from the model that gave the others; nothing where all did. */
export function straddlingText(served: ServedModels): string[] {
  return warnings(served).flatMap(wrapWords)
}

/** What stands in no table, because it belongs to no call of the record. */
export function unrecordedText(spend: UnrecordedSpend | null): string[] {
  if (spend === null) return []
  const { calls, usd, uncertainUsd } = spend
  return wrapWords(
    `Besides, ${calls} tries were made of calls that were given up before anything came of them: they cost $${usd.toFixed(5)}, and up to $${uncertainUsd.toFixed(5)} more.`,
  )
}

const USD = ['costUsd', 'uncertainUsd'] as const

const COLUMNS = [
  ['calls', 'calls'],
  ['openCalls', 'open'],
  ['tries', 'tries'],
  ['inputTokens', 'tokens in'],
  ['cachedInputTokens', 'cached'],
  ['outputTokens', 'tokens out'],
  ['uncounted', 'uncounted'],
  ['costUsd', 'US$'],
  ['uncertainUsd', 'uncertain US$'],
  ['unpriced', 'unpriced'],
] as const satisfies [keyof ModelSpend, string][]

type Column = (typeof COLUMNS)[number][0]
/** Told only where they are not 0 throughout. */
const NOTABLE: readonly Column[] = [
  'openCalls',
  'cachedInputTokens',
  'uncounted',
  'uncertainUsd',
  'unpriced',
]

function spendTable(spend: readonly ModelSpend[], isLong: boolean): string[] {
  const sum = (list: readonly ModelSpend[], key: Column): number =>
    list.reduce((total, one) => total + one[key], 0)
  const columns = COLUMNS.filter(([key]) => !NOTABLE.includes(key) || sum(spend, key) > 0)
  const row = (list: readonly ModelSpend[]): DrawnCell[] =>
    columns.map(([key]) => shown(key, sum(list, key)))
  const models = [...Map.groupBy(spend, ({ model }) => model)]
  const head = columns.map(([, name]) => name)
  const total = spend.length > 1 ? [row(spend)] : []
  const lines = isLong
    ? fitTable(
        ['model', ...head],
        [
          ...models.map(([model, list]) => [model, ...row(list)]),
          ...total.map((cells) => ['all', ...cells]),
        ],
        1,
      )
    : fitTable(
        ['treatment', 'model', ...head],
        [
          ...spend.map((one) => [one.treatment, one.model, ...row([one])]),
          ...total.map((cells) => ['all', 'all', ...cells]),
        ],
        2,
      )
  return [...lines, ...notes(columns.map(([key]) => key))]
}

/** Whole numbers are not rounded; dollars are told to a thousandth of a cent. */
function shown(key: Column, value: number): number {
  return (USD as readonly string[]).includes(key) ? Number(value.toFixed(5)) : value
}

function notes(columns: readonly Column[]): string[] {
  const meanings: Partial<Record<Column, string>> = {
    openCalls: 'open: calls of ticks that are not closed yet.',
    cachedInputTokens: 'cached: those of tokens in that the provider had read before.',
    uncounted:
      'uncounted: replies that did not say how many tokens they used, or said what cannot be.',
    uncertainUsd: 'uncertain US$: what may have been charged besides.',
    unpriced: 'unpriced: replies whose cost is not known, and not in US$.',
  }
  const told = columns.flatMap((key) => meanings[key] ?? [])
  return told.length === 0 ? [] : wrapWords(told.join(' '))
}

function warnings({ treatments, experiment }: ServedModels): string[] {
  const within = treatments.flatMap((one) =>
    one.straddles
      ? [
          `Treatment "${one.treatment}" straddles a change of served model: ${one.model} was answered by ${names(one)}.`,
        ]
      : [],
  )
  const across = experiment.flatMap((one) => {
    const isWithin = treatments.some(({ model, straddles }) => model === one.model && straddles)
    return one.straddles && !isWithin
      ? [
          `${one.model} was not the same served model in every treatment: a difference between treatments may be one between ${names(one)}.`,
        ]
      : []
  })
  const marks = experiment.flatMap(({ model, straddles, fingerprintsVary, fingerprints }) =>
    fingerprintsVary && !straddles
      ? [
          `${model} gave ${fingerprints.filter(({ name }) => name !== null).length} fingerprints: something on the server changed, though the model's name did not.`,
        ]
      : [],
  )
  return [...within, ...across, ...marks]
}

function names({ served }: ServedModel): string {
  const told = served
    .slice(0, MOST_NAMES)
    .map(({ name, replies }) => `${name ?? '(not said)'} (${replies})`)
  const more = served.length - told.length
  return [...told, ...(more > 0 ? [`${more} more`] : [])].join(', ')
}
