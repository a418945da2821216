/** `coterie stats`: compares groups in a table of one's own. */
import { Command } from 'commander'
import { BadInputError } from '../../../base/errors.ts'
import { print, printJson } from '../print.ts'
import { atLeastOne, tickNumber } from '../option-numbers.ts'

interface Options {
  readonly value: string
  readonly by: string
  readonly cluster?: string
  readonly paired?: string
  readonly where?: string[]
  readonly labels?: true
  readonly seed: number
  readonly permutations: number
  readonly json?: true
}

export function statsCommand(): Command {
  return new Command('stats')
    .description(
      'compare groups in a CSV table: rank tests, permutation tests and effect sizes of numbers; chi-squared and Fisher of labels',
    )
    .argument('<data>', 'a CSV file whose first line names the columns')
    .requiredOption('--value <column>', 'what is compared: numbers, or labels')
    .requiredOption(
      '--by <column>',
      'the groups; U and differences are those of the first in the file',
    )
    .option('--cluster <column>', 'rows that share it are averaged first: the unit of inference')
    .option('--paired <column>', 'rows that share it belong together: two groups, tested in pairs')
    .option(
      '--where <column=value>',
      'only rows that have it; may be given again',
      (pair: string, before: string[] = []) => [...before, pair],
    )
    .option('--labels', 'take values as labels, even numbers')
    .option('--seed <n>', 'of drawn permutations and resamples', seedNumber, 1)
    .option('--permutations <n>', 'how many are drawn where there are too many', atLeastOne, 10_000)
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nExamples:\n  $ coterie export logs/trust.sqlite --format wide --out tables\n  $ coterie stats tables/panel.csv --value send --by treatment --cluster run_id\n  $ coterie stats measures.csv --where measure=sent-share --value value --by treatment --cluster run_id\n  $ coterie stats ratings.csv --value score --by method --paired session --json\n\nAll tests are two-sided. What is not defined is null, with its reason.',
    )
    .action(stats)
}

function seedNumber(text: string): number {
  try {
    return tickNumber(text)
  } catch {
    throw new BadInputError('--seed: give a whole number from 0.')
  }
}

function whereOf(pair: string): { column: string; is: string } {
  const at = pair.indexOf('=')
  if (at < 1)
    throw new BadInputError(`--where ${pair}: give a column and a value, such as measure=turns.`)
  return { column: pair.slice(0, at).trim(), is: pair.slice(at + 1).trim() }
}

async function stats(file: string, options: Options): Promise<void> {
  const { compareTable } = await import('../stats/compare-table.ts')
  const { value, by, cluster, paired, seed, permutations } = options
  const compared = await compareTable({
    file,
    columns: {
      value,
      by,
      ...(cluster === undefined ? {} : { cluster }),
      ...(paired === undefined ? {} : { paired }),
    },
    where: (options.where ?? []).map(whereOf),
    labels: options.labels === true,
    seed,
    permutations,
  })
  if (options.json === true) return printJson(compared)
  const { comparedText } = await import('../stats/compared-text.ts')
  print(...comparedText(compared))
}
