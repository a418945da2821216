/** The part of a report that tells what was estimated and what came of it. */
import type { LedgerLine, SpendLedger } from '../../../study/analysis/spend-ledger.ts'
import { fitTable, wrapWords } from './fit-table.ts'

/** Nothing where nothing was estimated, or no run has ended. */
export function ledgerText(ledger: SpendLedger | null): string[] {
  if (ledger === null || ledger.models.length === 0) return []
  const unexpected = ledger.unexpected.map(
    ({ treatment, model }) => `${model} under "${treatment}"`,
  )
  return [
    '\nLedger: what was expected of the runs that have ended, what it was, and the ratio of the two',
    ...fitTable(
      [
        'model',
        'runs',
        'calls expected',
        'calls',
        'ratio',
        'US$ expected',
        'US$ low to high',
        'US$',
        'ratio',
      ],
      ledger.models.map(rowOf),
      1,
    ),
    ...(unexpected.length === 0
      ? []
      : wrapWords(`Called, and in no estimate: ${unexpected.join(', ')}.`)),
  ]
}

function rowOf({ model, runs, estimated, estimatedUsd, actual, ratio }: LedgerLine) {
  return [
    model,
    runs,
    rounded(estimated.calls, 1),
    actual.calls,
    rounded(ratio.calls, 2),
    rounded(estimated.usd, 5),
    estimatedUsd === null
      ? null
      : `${rounded(estimatedUsd.low, 5)} to ${rounded(estimatedUsd.high, 5)}`,
    rounded(actual.usd, 5),
    rounded(ratio.usd, 2),
  ]
}

function rounded(value: number | null, places: number): number | null {
  return value === null ? null : Number(value.toFixed(places))
}
