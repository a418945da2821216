/** `coterie agree`: how reliably coders coded. */
import { Command, InvalidArgumentError, Option } from 'commander'
import { BadInputError } from '../../../base/errors.ts'
import type { Level } from '../../../study/reliability/level.ts'
import type { WeightScheme } from '../../../study/reliability/agreement-weights.ts'
import { print, printJson } from '../print.ts'

interface Options {
  codebook?: string
  code?: string[]
  level?: Level
  categories?: string[]
  weights?: WeightScheme
  coders?: string[]
  bootstrap: number
  cluster?: string
  seed: number
  all?: true
  json?: true
}

export function agreeCommand(): Command {
  return new Command('agree')
    .description(
      'how reliably coders coded: agreement, kappa, alpha and AC1 of each code, with intervals',
    )
    .argument('<target>', 'a table of codings (CSV: unit, coder, code, value) or a record')
    .option('--codebook <name>', 'of a record: the codebook; needed where there are several')
    .option('--code <name>', 'only this code; may be given again', again)
    .addOption(
      new Option('--level <level>', 'what values are; nominal where no codebook tells').choices([
        'nominal',
        'ordinal',
        'interval',
        'ratio',
      ]),
    )
    .option(
      '--categories <list>',
      'what coders could choose from, with commas between; of ordinal codes from the least to the most',
      list,
    )
    .addOption(
      new Option(
        '--weights <scheme>',
        'credit for near misses in kappa and AC2, as told in text',
      ).choices(['identity', 'linear', 'quadratic', 'ordinal']),
    )
    .option('--coders <names>', 'only these coders, with commas between', list)
    .option('--bootstrap <n>', 'replicates of the intervals; 0 for none', replicates, 2_000)
    .option(
      '--cluster <column>',
      'resample whole runs (sessions, …): the column that names them; of records run, or none',
    )
    .option('--seed <n>', 'of the resampling', seed, 1)
    .option('--all', 'every coefficient of every code; without it a row for each code')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nExamples:\n  $ coterie agree codings.csv --level ordinal --categories low,mid,high\n  $ coterie agree codings.csv --cluster run --json\n  $ coterie agree logs/talk.sqlite --codebook discussion',
    )
    .action(printAgreement)
}

async function printAgreement(target: string, options: Options): Promise<void> {
  const { agree } = await import('../../agree.ts')
  const { codebook, code, level, categories, weights, coders, bootstrap, cluster, seed } = options
  const agreement = await agree(target, {
    ...(codebook === undefined ? {} : { codebook }),
    ...(code === undefined ? {} : { codes: code }),
    ...(level === undefined ? {} : { level }),
    ...(categories === undefined ? {} : { categories }),
    ...(coders === undefined ? {} : { coders }),
    ...(cluster === undefined ? {} : { cluster }),
    replicates: bootstrap,
    seed,
  })
  const isNominal = agreement.codes.every(
    ({ reliability }) => reliability.ratings.level === 'nominal',
  )
  if (weights !== undefined && weights !== 'identity' && isNominal)
    throw new BadInputError(
      '--weights gives credit for near misses, and nominal categories are not near each other. Choose --level ordinal, interval or ratio.',
    )
  if (options.json === true) {
    const { agreementJson } = await import('../agree/agreement-json.ts')
    return printJson(agreementJson(agreement))
  }
  const { agreementText } = await import('../agree/agreement-text.ts')
  print(
    ...agreementText(agreement, {
      // Weights are asked for by those who want to see weighted coefficients.
      isFull: options.all === true || weights !== undefined,
      ...(weights === undefined ? {} : { weights }),
    }),
  )
}

function again(name: string, before: string[] = []): string[] {
  return [...before, name]
}

function list(text: string): string[] {
  const names = text.split(',').map((name) => name.trim())
  if (names.some((name) => name === ''))
    throw new InvalidArgumentError('give names with commas between.')
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  if (twice !== undefined) throw new InvalidArgumentError(`"${twice}" is there twice.`)
  return names
}

function replicates(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !Number.isInteger(value) || value < 0 || value > 1_000_000)
    throw new InvalidArgumentError('give a whole number from 0 to 1000000.')
  return value
}

function seed(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !Number.isSafeInteger(value))
    throw new InvalidArgumentError('give a whole number.')
  return value
}
