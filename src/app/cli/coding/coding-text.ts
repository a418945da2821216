/** What `coterie code` prints: what was coded by whom, what it cost; what it will; what a replay found. */
import { isSimulated } from '../../../record/simulated.ts'
import { sanitiseLine } from '../../../base/sanitise.ts'
import { dollars } from '../../../io/model/budget.ts'
import type { Range } from '../../../record/call-estimate.ts'
import type { CodeReport } from '../../code-record.ts'
import type { CodingReplay } from '../../coding/replay-codings.ts'
import type { CodingEstimate } from '../../coding/estimate-coding.ts'
import { drawTable } from '../draw-table.ts'
import { print, printJson } from '../print.ts'
import { snakeCased } from '../report/snake-cased.ts'
import { spendJson, spendText } from '../spend-text.ts'

export function printCoding(report: CodeReport, isJson: boolean): void {
  if (isJson) return printJson(asJson(report))
  const { codebook, units, of, coders, left, spend, isDryRun, db } = report
  const sampled = of === units ? '' : ` (a sample of ${count(of)})`
  print(sanitiseLine(`${codebook.codebook} ${codebook.version}: ${count(units)} units${sampled}`))
  if (isDryRun) return printEstimate(report.estimate)
  const rows = coders.map((one) => [
    sanitiseLine(`${one.coder}${isSimulated(one.model) ? ' (simulated)' : ''}`),
    one.coded,
    one.missing,
    one.kept,
    one.left,
  ])
  print(drawTable(['coder', 'codings', 'missing', 'units kept', 'units left'], rows))
  if (coders.some(({ model }) => isSimulated(model)))
    print('Simulated judges count words: what they code is no evidence.')
  if (spend.calls > 0) print(`${spendText(spend)} by all judges of this record`)
  print(sanitiseLine(`${count(left)} units left · ledger: ${db}`))
}

function printEstimate(estimate: readonly CodingEstimate[]): void {
  if (estimate.length === 0) return print('No judge has anything to do: nothing would be spent.')
  const rows = estimate.map((one) => [
    sanitiseLine(one.coder),
    one.units,
    range(one.calls, count),
    count(one.inputTokens.expected),
    count(one.outputTokens.expected),
    one.usd === null ? 'no known price' : range(one.usd, dollars),
  ])
  print(
    drawTable(['judge', 'units', 'calls', 'tokens in', 'tokens out', 'US dollars'], rows),
    'Nothing was asked. In brackets: if every unit is asked about as often as it may be.',
  )
}

function range({ expected, high }: Range, words: (value: number) => string): string {
  return high === expected ? words(expected) : `${words(expected)} (${words(high)})`
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en-US')
}

function asJson(report: CodeReport): object {
  const { db, codebook, units, of, left, cap, unavailable, passing, isDryRun } = report
  return {
    db,
    codebook: codebook.codebook,
    codebook_version: codebook.version,
    codebook_hash: codebook.hash,
    units,
    units_in_all: of,
    coders: report.coders.map(({ coder, kind, model, coded, missing, kept, left: own }) => ({
      coder,
      coder_kind: kind,
      model,
      simulated: isSimulated(model),
      codings: coded,
      missing,
      units_kept: kept,
      units_left: own,
    })),
    units_left: left,
    stopped_at_budget: cap,
    unavailable,
    passing,
    spend: spendJson(report),
    dry_run: isDryRun,
    ...(isDryRun ? { estimate: snakeCased(report.estimate) } : {}),
  }
}

export function printReplay(report: CodingReplay, isJson: boolean): void {
  if (isJson) return printJson(snakeCased(report))
  const { calls, codings, difference } = report
  if (difference !== null) {
    print(sanitiseLine(difference))
    return
  }
  print(
    `identical: ${count(calls)} calls of judges were composed and read again, ${count(codings)} codings came out as they stand`,
  )
}
