/** The part of a report that tells what was chosen and what was earned. */
import type { AskReport } from '../../../study/analysis/choices.ts'
import type { EarningsReport } from '../../../study/analysis/earnings.ts'
import { mean, told } from '../estimate-text.ts'
import { fitTable, wrapWords } from './fit-table.ts'

const PASS = '(pass)'

export function choicesText(
  asks: readonly AskReport[],
  earnings: readonly EarningsReport[],
): string[] {
  return [
    ...choiceTable(asks.filter(({ choices }) => choices.length > 0)),
    ...amountTable(asks),
    ...earningsTable(earnings),
    '',
    ...wrapWords(
      'Means over finished runs, with 95 % intervals over runs: percentile bootstrap, 2,000 resamples from a fixed seed, ' +
        'widened by √(n/(n−1)); past 200 runs mean ± 1.96 s/√n. None where there is one run, or no difference between runs; ' +
        'under 10 runs they are too narrow. runs, decisions: what the means are made of; what was left out is told above. ' +
        'invalid: share of all decisions, in whatever runs, that were not valid at the first attempt. lost: share that were ' +
        'forfeited or put to a default; they are no choices, but earnings hold what the rules paid for them.',
    ),
  ]
}

function earningsTable(earnings: readonly EarningsReport[]): string[] {
  if (earnings.length === 0) return []
  return [
    '\nEarnings: points in a run',
    ...fitTable(
      ['treatment', 'role', 'runs', 'mean'],
      earnings.map((one) => [one.treatment, one.role, one.earnings.runs, told(one.earnings)]),
      2,
    ),
  ]
}

function choiceTable(asks: readonly AskReport[]): string[] {
  if (asks.length === 0) return []
  const nameOf = (value: string | null): string => value ?? PASS
  const options = [
    ...new Set(asks.flatMap(({ choices }) => choices.map(({ value }) => nameOf(value)))),
  ]
  return [
    '\nChoices: share of the decisions that participants made themselves, before any noise',
    ...fitTable(
      ['treatment', 'role', 'ask', 'runs', 'decisions', ...options, 'invalid', 'lost'],
      asks.map((one) => [
        one.treatment,
        one.role,
        one.ask,
        one.runs,
        one.decisions,
        ...options.map((option) =>
          told(one.choices.find(({ value }) => nameOf(value) === option)?.share),
        ),
        mean(one.invalid.any),
        lost(one),
      ]),
      3,
    ),
  ]
}

function amountTable(asks: readonly AskReport[]): string[] {
  const rows = asks.flatMap((one) =>
    one.amount === null
      ? []
      : [
          [
            one.treatment,
            one.role,
            one.ask,
            one.amount.runs,
            one.amounts,
            told(one.amount),
            mean(one.invalid.any),
            lost(one),
          ],
        ],
  )
  if (rows.length === 0) return []
  return [
    '\nAmounts',
    ...fitTable(
      ['treatment', 'role', 'ask', 'runs', 'decisions', 'mean', 'invalid', 'lost'],
      rows,
      3,
    ),
  ]
}

/** The share of decisions that their participant did not make. */
function lost({ invalid }: AskReport): string {
  const { forfeited, defaulted } = invalid
  return forfeited.mean === null || defaulted.mean === null
    ? '–'
    : (forfeited.mean + defaulted.mean).toFixed(2)
}
