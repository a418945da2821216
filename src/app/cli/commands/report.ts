/** `coterie report`: how the record was made; what was lost, chosen, earned and spent by treatment, with intervals. */
import { Command } from 'commander'
import { print, printJson } from '../print.ts'

interface Options {
  all?: true
  json?: true
}

export function reportCommand(): Command {
  return new Command('report')
    .description(
      'how it was made, and by treatment: runs and what was lost, choices and payoffs with intervals, sensitivity, models and their cost',
    )
    .argument('<db>', 'a record')
    .option('--all', 'every treatment, however many there are')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nExample:\n  $ coterie report logs/showcase.sqlite\n\nThe unit of inference is the run: intervals are over runs, never over decisions.',
    )
    .action((db: string, options: Options) => printReport(db, options))
}

interface Printing extends Options {
  /** What was played and chosen, and where to read the rest: for the end of a run. */
  readonly isBrief?: true
}

/** With more treatments than this, the tables by treatment are told only when they are asked for. */
const MANY = 16

/** Prints the report of a record. */
export async function printReport(db: string, options: Printing = {}): Promise<void> {
  const { openSqliteStore } = await import('../../adapters.ts')
  const { reportOf } = await import('../../../study/analysis/report.ts')
  const { pairTables } = await import('../report/pair-tables.ts')
  const store = openSqliteStore(db, 'read')
  try {
    const report = reportOf(store)
    const pairs = pairTables(store, report.asks)
    if (options.json === true) {
      const { snakeCased } = await import('../report/snake-cased.ts')
      const { methodsJson } = await import('../report/methods-text.ts')
      const { methods, ...others } = report
      printJson({
        ...(snakeCased({ db, ...others, pairs }) as object),
        methods: methodsJson(methods),
      })
      return
    }
    const { pairsText } = await import('../report/pair-tables.ts')
    const { attritionText, runsText } = await import('../report/attrition-text.ts')
    const { choicesText } = await import('../report/choices-text.ts')
    const { differencesText } = await import('../report/differences-text.ts')
    const { methodsText } = await import('../report/methods-text.ts')
    const { probabilitiesText } = await import('../report/probabilities-text.ts')
    const { sensitivityText } = await import('../report/sensitivity-text.ts')
    const { modelsText, straddlingText, unrecordedText } = await import('../report/models-text.ts')
    const { probesText, talkText } = await import('../report/talk-text.ts')
    const { ledgerText } = await import('../report/ledger-text.ts')
    const treatments = report.attrition.length
    const isLong = treatments > MANY && options.all !== true
    const choices = isLong ? [] : choicesText(report.asks, report.earnings)
    if (options.isBrief === true) {
      print(
        ...runsText(report.attrition, isLong),
        ...choices,
        ...(isLong ? [] : [...talkText(report.talk), ...probesText(report.probes)]),
        ...pairsText(pairs),
        ...straddlingText(report.servedModels),
        `\nWhat was lost, whether it matters, and what the models cost: coterie report ${db}`,
      )
    } else {
      print(
        ...methodsText(report.methods),
        ...attritionText(report.attrition, isLong),
        ...choices,
        ...(isLong ? [] : [...talkText(report.talk), ...probesText(report.probes)]),
        ...(treatments > MANY ? [] : differencesText(report.differences)),
        ...(isLong ? [] : probabilitiesText(report.optionProbabilities)),
        ...sensitivityText(report.sensitivity, report.attrition, isLong),
        ...modelsText(report.spend, report.servedModels, isLong),
        ...unrecordedText(report.unrecordedSpend),
        ...ledgerText(report.ledger),
        ...pairsText(pairs),
      )
    }
    if (report.forks > 0) print(...forksText(report.forks, db))
    if (isLong)
      print(
        `${treatments} treatments: their choices and earnings are told by coterie report ${db} --all`,
      )
  } finally {
    store.close()
  }
}

/** Forks share ticks with other runs: none of the tables counts them. */
function forksText(forks: number, db: string): string[] {
  const what = forks === 1 ? '1 fork is' : `${forks} forks are`
  return [
    `\n${what} not shown, except for what their models cost; see coterie compare ${db} --forks-of RUN`,
  ]
}
