/** An estimate of calls, tokens and money, in tables for people. */
import { dollars } from '../../io/model/budget.ts'
import type { CallEstimate, CallNeeds, EstimatedCell, Range } from '../../record/call-estimate.ts'
import type { BudgetReach, Reach } from '../estimate/budget-reach.ts'
import { NO_NEEDS, plus, plusNeeds } from '../estimate/ranges.ts'
import type { DrawnCell } from './draw-table.ts'
import { fitTable, wrapWords } from './report/fit-table.ts'

/** So many treatments are told one by one; `--json` has them all. */
const MOST_TREATMENTS = 24

export function callEstimateText(estimate: CallEstimate, reach: BudgetReach): string[] {
  return [
    '\nTreatments: calls of models, tokens of prompts in the first and the last round, US$ of all runs',
    ...treatmentsText(estimate),
    '\nModels',
    ...modelsText(estimate),
    ...apart(pricesText(estimate)),
    '',
    ...[totalText(estimate), ...budgetText(estimate, reach)].flatMap(wrapWords),
    ...apart(measuredText(estimate)),
    ...apart(estimate.assumptions),
  ]
}

/** A paragraph of its own, if there is anything to say. */
function apart(lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', ...lines.flatMap(wrapWords)]
}

function treatmentsText({ cells, basis }: CallEstimate): string[] {
  const byTreatment = new Map<string, EstimatedCell[]>()
  for (const cell of cells)
    byTreatment.set(cell.treatment, [...(byTreatment.get(cell.treatment) ?? []), cell])
  const rows = [...byTreatment].slice(0, MOST_TREATMENTS).map(([treatment, own]) => {
    const runs = own[0]?.runs ?? 0
    const perRun = own.map((cell) => cell.perRun).reduce(plusNeeds, NO_NEEDS)
    return [
      treatment,
      runs,
      spread(own.map(({ calls }) => calls).reduce(plus)),
      Math.round(perRun.calls.expected * runs),
      Math.round(perRun.calls.high * runs),
      growth(own),
      ...usdCells(
        own.map((cell) => cell.perRun),
        runs,
      ),
    ]
  })
  const more = byTreatment.size - rows.length
  return [
    ...fitTable(
      [
        'treatment',
        'runs',
        'calls a run',
        'calls',
        HIGH_CALLS[basis],
        'prompt tokens',
        ...USD_HEADS,
      ],
      rows,
      1,
    ),
    ...(more > 0 ? [`… and ${counted(more)} more treatments; --json lists them all`] : []),
  ]
}

const HIGH_CALLS = { assumed: 'with every reask', pilot: 'at the high end' } as const
const USD_HEADS = ['US$ low', 'expected', 'high']

/** The mean over plays, with the fewest and the most where these differ. */
function spread({ low, expected, high }: Range): DrawnCell {
  return low === high
    ? Number(expected.toFixed(1))
    : `${expected.toFixed(1)} [${Math.round(low)}, ${Math.round(high)}]`
}

/** `220 → 477`: tokens of prompts in the first and in the last round. */
function growth(cells: readonly EstimatedCell[]): string {
  const first = cells.flatMap(({ prompts }) => prompts[0]?.tokens ?? [])
  const last = cells.flatMap(({ prompts }) => prompts.at(-1)?.tokens ?? [])
  if (first.length === 0) return ''
  const [from, to] = [Math.min(...first), Math.max(...last)].map(Math.round)
  return from === to ? String(from) : `${from} → ${to}`
}

function modelsText({ models, basis }: CallEstimate): string[] {
  const rows = models.map(({ model, runs, total }) => [
    model,
    runs,
    Math.round(total.calls.expected),
    Math.round(total.calls.high),
    Math.round(total.inputTokens.expected),
    Math.round(total.outputTokens.expected),
    ...usdCells([total], 1),
  ])
  return fitTable(
    ['model', 'runs', 'calls', HIGH_CALLS[basis], 'tokens in', 'tokens out', ...USD_HEADS],
    rows,
    1,
  )
}

/** What has a price is added; a `+` says that something has none. */
function usdCells(needs: readonly CallNeeds[], runs: number): string[] {
  const priced = needs.flatMap(({ usd }) => (usd === null ? [] : [usd]))
  if (priced.length === 0) return ['no price', 'no price', 'no price']
  const plus = priced.length < needs.length ? ' +' : ''
  const sum = (which: keyof Range): number =>
    priced.reduce((total, usd) => total + usd[which] * runs, 0)
  return [sum('low'), sum('expected'), sum('high')].map((usd) => `${dollars(usd)}${plus}`)
}

function pricesText({ models, unpriced }: CallEstimate): string[] {
  const priced = models.flatMap(({ model, price }) => {
    if (price === null || price.inputUsd + price.outputUsd === 0) return []
    const { inputUsd, outputUsd, asOf, source } = price
    return [
      `${model}: $${inputUsd} in, $${outputUsd} out per million tokens as of ${asOf} (${source})`,
    ]
  })
  return [
    ...priced,
    ...(unpriced.length === 0
      ? []
      : [
          `No price is known for ${unpriced.join(', ')}: what they cost is in no sum. Declare prices in coterie.providers.yaml.`,
        ]),
  ]
}

function measuredText({ measured }: CallEstimate): string[] {
  return measured.map(({ model, runs, bytesPerToken, outputTokensPerReply, ...told }) =>
    [
      `${model}, measured in ${counted(runs)} runs: ${told.callsPerRun.toFixed(1)} calls a run`,
      `${(100 * told.reaskRate).toFixed(1)} % asked again`,
      ...(bytesPerToken === null ? [] : [`${bytesPerToken.toFixed(1)} characters to the token`]),
      ...(outputTokensPerReply === null
        ? []
        : [`${outputTokensPerReply.toFixed(0)} tokens a reply`]),
      ...(told.usdPerRun === null ? [] : [`${rangeOf(told.usdPerRun)} a run`]),
    ].join(', '),
  )
}

function rangeOf({ low, expected, high }: Range): string {
  if (high === 0) return 'nothing to pay'
  return low === high
    ? dollars(expected)
    : `${dollars(expected)} [${dollars(low)}, ${dollars(high)}]`
}

function totalText({ total, runs, unpriced, basis, spent }: CallEstimate): string {
  const left = `${counted(runs)} ${runs === 1 ? 'run' : 'runs'}${basis === 'pilot' ? ' left' : ''}`
  const calls = `${counted(total.calls.expected)} ${total.calls.expected === 1 ? 'call' : 'calls'}`
  const words = [
    `${left}: ${calls} (${counted(total.calls.high)} ${HIGH_CALLS[basis]})`,
    `${counted(total.inputTokens.expected)} tokens in, ${counted(total.outputTokens.expected)} out`,
    total.usd === null
      ? 'no price is known'
      : total.usd.high === 0
        ? 'nothing to pay'
        : `${dollars(total.usd.expected)} expected, from ${dollars(total.usd.low)} to ${dollars(total.usd.high)}${unpriced.length > 0 ? ' for those with a price' : ''}`,
    ...(spent === null ? [] : [`${dollars(spent.usd)} spent on ${counted(spent.runs)} runs`]),
  ]
  return words.join(' · ')
}

function budgetText({ runs, unpriced }: CallEstimate, { usd, calls }: BudgetReach): string[] {
  const told = (cap: string, reach: Reach): string => {
    const { low, expected } = reach.runs
    if (low >= runs) return `The budget of ${cap} pays for all ${counted(runs)} runs.`
    const least = `${counted(low)} if everything costs as much as it can`
    return `The budget of ${cap} pays for about ${counted(expected)} of ${counted(runs)} runs (${least}).`
  }
  return [
    ...(usd === undefined
      ? []
      : [
          `${told(dollars(usd.cap), usd)}${unpriced.length > 0 ? ' Models without a price are not counted.' : ''}`,
        ]),
    ...(calls === undefined ? [] : [told(`${counted(calls.cap)} calls`, calls)]),
  ]
}

function counted(value: number): string {
  return Math.round(value).toLocaleString('en-US')
}
