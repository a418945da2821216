/** `coterie compare`: what differs between two runs, or what the forks of one run say of their difference. */
import { Command } from 'commander'
import { BadInputError } from '../../../base/errors.ts'
import type { ForkComparison } from '../../../study/analysis/paired-forks.ts'
import type { RunsCompared } from '../../compare-runs.ts'
import { print, printJson } from '../print.ts'
import { snakeCased } from '../report/snake-cased.ts'

interface Options {
  forksOf?: string
  measure?: string[]
  all?: true
  json?: true
}

export function compareCommand(): Command {
  return new Command('compare')
    .description('what differs between two runs, or the paired effect over the forks of one')
    .argument('<db>', 'a record')
    .argument('[run]', 'a run; the beginning of its id is enough')
    .argument('[other]', 'the run to compare it with')
    .option('--forks-of <id>', 'compare the forks of this run, each with its baseline')
    .option(
      '--measure <name>',
      'with --forks-of, only this measure: earnings, share, amount, messages, words or ticks; may be given again',
      (name: string, before: string[] = []) => [...before, name],
    )
    .option('--all', 'every decision, not only the first ones that differ')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nExamples:\n  $ coterie compare logs/showcase.sqlite run_3f run_9c\n  $ coterie compare logs/showcase.sqlite --forks-of run_3f --measure earnings',
    )
    .action(compare)
}

async function compare(
  db: string,
  run: string | undefined,
  other: string | undefined,
  options: Options,
): Promise<void> {
  const { forksOf, measure, json } = options
  if (forksOf !== undefined) {
    if (run !== undefined)
      throw new BadInputError('name either two runs or --forks-of with one, not both.')
    const { compareForks } = await import('../../compare-record.ts')
    const comparison = compareForks(db, forksOf, measure === undefined ? {} : { measures: measure })
    if (json === true) return printJson(forksJson(db, comparison))
    const { forksText } = await import('../compare/forks-text.ts')
    return print(...forksText(comparison))
  }
  if (measure !== undefined) throw new BadInputError('--measure goes with --forks-of.')
  if (run === undefined || other === undefined) {
    throw new BadInputError(
      'name two runs to compare, or --forks-of with the run whose forks are compared. List runs with: coterie show DB',
    )
  }
  const { compareTwo } = await import('../../compare-record.ts')
  const compared = compareTwo(db, run, other)
  if (json === true) return printJson(runsJson(db, compared))
  const { runsText } = await import('../compare/runs-text.ts')
  print(...runsText(compared, options.all === true))
}

/** Entries keep the keys that the record has. */
function runsJson(db: string, { first, ...others }: RunsCompared): object {
  const told =
    first === null
      ? null
      : { ...(snakeCased(first) as object), left: first.left, right: first.right }
  return { db, ...(snakeCased(others) as object), first: told }
}

/** What was set keeps its paths. */
function forksJson(db: string, { differences, ...others }: ForkComparison): object {
  return {
    db,
    ...(snakeCased(others) as object),
    differences: differences.map(({ set, ...one }) => ({ set, ...(snakeCased(one) as object) })),
  }
}
