/** `coterie power`: how often an experiment would find the difference that its simulated cast makes. */
import { Command, InvalidArgumentError } from 'commander'
import type { PowerReport } from '../../power/simulate-power.ts'
import { print, printJson } from '../print.ts'
import { atLeastOne } from '../option-numbers.ts'

interface Options {
  readonly measure: string
  readonly by?: string
  readonly replicates?: readonly number[]
  readonly simulations: number
  readonly alpha: number
  readonly seed: number
  readonly json?: true
}

export function powerCommand(): Command {
  return new Command('power')
    .description(
      'play an experiment of scripted or simulated players in memory many times, and count how often its test rejects; spends nothing',
    )
    .argument('<file>', 'experiment file')
    .requiredOption(
      '--measure <measure>',
      'one value of a run: decisions.<role>.<ask>=<option>, decisions.<role>.<ask>, payoffs.<role> or payoffs',
    )
    .option('--by <factor>', 'the factor whose levels are compared, or treatment')
    .option('--replicates <list>', 'replicates of each treatment to try: 10,20,40', counts)
    .option('--simulations <n>', 'how often the experiment is played', atLeastOne, 200)
    .option('--alpha <p>', 'the level of the test', between0And1, 0.05)
    .option('--seed <n>', 'of the experiments that are played', atLeastOne, 1)
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nExample:\n  $ coterie power scenarios/choose-play-punish/experiments/costly.yaml --measure payoffs.player --by treatment --replicates 4,8\n\nTwo levels are compared by Mann–Whitney, more by Kruskal–Wallis; the unit of inference is the run.',
    )
    .action(power)
}

function counts(text: string): readonly number[] {
  return text.split(',').map((one) => atLeastOne(one.trim()))
}

function between0And1(text: string): number {
  const value = Number(text)
  if (!(value > 0 && value < 1))
    throw new InvalidArgumentError('give a number between 0 and 1, such as 0.05.')
  return value
}

async function power(file: string, { json, ...question }: Options): Promise<void> {
  const { loadExperiment } = await import('../../load-experiment.ts')
  const { simulatePower } = await import('../../power/simulate-power.ts')
  const { progressBar } = await import('../progress.ts')
  const loaded = await loadExperiment(file)
  const bar = progressBar('simulations')
  let isBegun = false
  const onSimulated = (): void => {
    if (!isBegun) bar.start(question.simulations, 0)
    isBegun = true
    bar.advance()
  }
  const report = await simulatePower(loaded, question, { onSimulated }).finally(() => bar.stop())
  if (json === true) {
    printJson({ file, ...spelled(report) })
    return
  }
  const { fitTable, wrapWords } = await import('../report/fit-table.ts')
  print(
    ...wrapWords(`${report.experiment}: ${report.measure}, by ${report.by}`),
    '',
    ...fitTable(
      ['replicates', 'power', '95 % of it', 'not defined', 'runs'],
      report.power.map(({ replicates, runsByLevel, interval, ...one }) => [
        replicates,
        one.power.toFixed(3),
        `${interval[0].toFixed(3)} to ${interval[1].toFixed(3)}`,
        one.notDefined,
        runsByLevel.map(({ level, runs }) => `${level}: ${runs}`).join(' · '),
      ]),
      1,
    ),
    '',
    ...notesOf(report).flatMap(wrapWords),
  )
}

function notesOf(report: PowerReport): string[] {
  const { test, alpha, simulations, seed, runsPlayed, runsWithoutValue } = report
  const name = test === 'mann-whitney' ? 'Mann–Whitney' : 'Kruskal–Wallis'
  return [
    `Power is the share of ${simulations} simulations in which ${name}, one value for each run, gives p ≤ ${alpha}; its interval is Wilson's. ${runsPlayed} runs were played in memory, seed ${seed}.`,
    ...(runsWithoutValue === 0
      ? []
      : [`${runsWithoutValue} of them had no value and are left out.`]),
    'It holds for players that behave as these do. Fewer replicates are the first ones of the same simulations.',
  ]
}

/** Names as in every other document. */
function spelled({ power: list, runsPlayed, runsWithoutValue, ...report }: PowerReport): object {
  return {
    ...report,
    runs_played: runsPlayed,
    runs_without_value: runsWithoutValue,
    power: list.map(({ runsByLevel, notDefined, ...one }) => ({
      ...one,
      not_defined: notDefined,
      runs_by_level: runsByLevel,
    })),
  }
}
