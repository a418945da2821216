/** `coterie report`: how the record was made; what was lost, chosen, earned and spent by treatment, with intervals. */
import { Command } from 'commander'
import type { Store } from '../../../io/store/store.ts'
import type { Tables } from '../../../io/store/tables.ts'
import type { Report } from '../../../study/analysis/report.ts'
import { print, printJson } from '../print.ts'
import type { Gathered } from '../report/gather-report.ts'

interface Options {
  html?: string
  r?: string
  all?: true
  json?: true
}

export function reportCommand(): Command {
  return new Command('report')
    .description(
      'how it was made, and by treatment: runs and what was lost, choices and payoffs with intervals and tests, balance, reliability of codes, models and their cost',
    )
    .argument('<db>', 'a record')
    .option('--html <file>', 'write it as one HTML file, with plots')
    .option('--r <dir>', 'write tidy tables and an R script of mixed models to this folder')
    .option('--all', 'every treatment, however many there are, and tests of every measure')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nExample:\n  $ coterie report logs/showcase.sqlite --html showcase.html\n\nThe unit of inference is the run: intervals are over runs, never over decisions.',
    )
    .action((db: string, options: Options) => printReport(db, options))
}

interface Printing extends Options {
  /** What was played and chosen, and where to read the rest: for the end of a run. */
  readonly isBrief?: true
}

/** With more treatments than this, the tables by treatment are told only when they are asked for. */
const MANY = 16

/** Prints the report of a record, and writes it as a page or as tables for R where that is asked for. */
export async function printReport(db: string, options: Printing = {}): Promise<void> {
  const { openSqliteStore, openSqliteTables } = await import('../../adapters.ts')
  const store = openSqliteStore(db, 'read')
  try {
    if (options.isBrief === true) {
      const { briefReport } = await import('../report/gather-report.ts')
      return await printBrief(db, briefReport(store))
    }
    const { gatherReport } = await import('../report/gather-report.ts')
    const tables = openSqliteTables(db)
    try {
      const all = options.all === true
      const gathered = gatherReport(store, tables, { all, page: options.html !== undefined })
      const files = await written(db, store, tables, gathered, options)
      if (options.json === true) await printAsJson(db, gathered, files)
      else await printWhole(db, gathered, all)
      if (options.json !== true)
        print(...(files.length === 0 ? [] : [`\nWritten: ${files.join(', ')}`]))
    } finally {
      tables.close()
    }
  } finally {
    store.close()
  }
}

/** The paths of what was written. */
async function written(
  db: string,
  store: Store,
  tables: Tables,
  gathered: Gathered,
  { html, r }: Options,
): Promise<string[]> {
  const files: string[] = []
  if (html !== undefined) {
    const { writePage } = await import('../report/write-page.ts')
    files.push(await writePage(html, db, tables, gathered))
  }
  if (r !== undefined) {
    const { writeForR } = await import('../report/write-for-r.ts')
    files.push(...writeForR(r, store, gathered.design, gathered.report))
  }
  return files
}

async function printAsJson(
  db: string,
  gathered: Gathered,
  files: readonly string[],
): Promise<void> {
  const { reportJson } = await import('../report/report-json.ts')
  const { pairTables } = await import('../report/pair-tables.ts')
  const pairs = pairTables(gathered.pairs, gathered.report.asks)
  printJson(reportJson(db, gathered, pairs, files))
}

/** What was played and chosen, and where to read the rest. */
async function printBrief(
  db: string,
  { report, pairs }: Pick<Gathered, 'report' | 'pairs'>,
): Promise<void> {
  const { pairsText, pairTables } = await import('../report/pair-tables.ts')
  const { runsText } = await import('../report/attrition-text.ts')
  const { choicesText } = await import('../report/choices-text.ts')
  const { straddlingText } = await import('../report/models-text.ts')
  const { probesText, talkText } = await import('../report/talk-text.ts')
  const isLong = report.attrition.length > MANY
  print(
    ...runsText(report.attrition, isLong),
    ...(isLong ? [] : choicesText(report.asks, report.earnings)),
    ...(isLong ? [] : [...talkText(report.talk), ...probesText(report.probes)]),
    ...pairsText(pairTables(pairs, report.asks)),
    ...straddlingText(report.servedModels),
    `\nWhat was lost, whether it matters, and what the models cost: coterie report ${db}`,
    ...endText(db, report, isLong),
  )
}

async function printWhole(db: string, gathered: Gathered, all: boolean): Promise<void> {
  const { report, latencies, tests, furtherTests, coded, references, measured, pairs } = gathered
  const { pairsText, pairTables } = await import('../report/pair-tables.ts')
  const { attritionText } = await import('../report/attrition-text.ts')
  const { choicesText } = await import('../report/choices-text.ts')
  const { codedText } = await import('../report/coded-text.ts')
  const { differencesText } = await import('../report/differences-text.ts')
  const { flowText } = await import('../report/flow-text.ts')
  const { methodsText } = await import('../report/methods-text.ts')
  const { balanceText, presentationText } = await import('../report/presentation-text.ts')
  const { probabilitiesText } = await import('../report/probabilities-text.ts')
  const { referencesText } = await import('../report/references-text.ts')
  const { sensitivityText } = await import('../report/sensitivity-text.ts')
  const { modelsText, unrecordedText } = await import('../report/models-text.ts')
  const { callsText } = await import('../report/calls-text.ts')
  const { probesText, talkText } = await import('../report/talk-text.ts')
  const { ledgerText } = await import('../report/ledger-text.ts')
  const { furtherTestsText, testsText } = await import('../report/tests-text.ts')
  const treatments = report.attrition.length
  const isLong = treatments > MANY && !all
  const unlessLong = (lines: () => readonly string[]): readonly string[] => (isLong ? [] : lines())
  print(
    ...methodsText(report.methods),
    ...flowText(report.flow, report.stoppedAtBudget),
    ...attritionText(report.attrition, isLong),
    ...unlessLong(() => choicesText(report.asks, report.earnings)),
    ...unlessLong(() => [...talkText(report.talk), ...probesText(report.probes)]),
    ...(treatments > MANY ? [] : differencesText(report.differences)),
    ...testsText(tests, db),
    ...furtherTestsText(furtherTests),
    ...balanceText(report.balance, isLong),
    ...presentationText(report.presentation),
    ...unlessLong(() => probabilitiesText(report.optionProbabilities)),
    ...codedText(coded, isLong),
    ...referencesText(references, measured),
    ...sensitivityText(report.sensitivity, report.attrition, isLong),
    ...modelsText(report.spend, report.servedModels, isLong),
    ...callsText(report.calls, latencies),
    ...unrecordedText(report.unrecordedSpend),
    ...ledgerText(report.ledger),
    ...pairsText(pairTables(pairs, report.asks)),
    ...endText(db, report, isLong),
  )
}

function endText(db: string, { forks, attrition }: Report, isLong: boolean): string[] {
  return [
    ...(forks > 0 ? forksText(forks, db) : []),
    ...(isLong
      ? [
          `${attrition.length} treatments: their choices and earnings are told by coterie report ${db} --all`,
        ]
      : []),
  ]
}

/** Forks share ticks with other runs: none of the tables counts them. */
function forksText(forks: number, db: string): string[] {
  const what = forks === 1 ? '1 fork is' : `${forks} forks are`
  return [
    `\n${what} not shown, except for what their models cost; see coterie compare ${db} --forks-of RUN`,
  ]
}
