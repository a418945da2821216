/** `coterie codings`: what people coded, in and out; what is settled; how well judges do. */
import { Command, InvalidArgumentError } from 'commander'
import type { SheetWords } from '../codings/export-codings.ts'
import type { ImportOptions } from '../codings/import-options.ts'
import type { ListOptions } from '../codings/list-codings.ts'
import type { SettleOptions } from '../codings/settle-codings.ts'
import type { ValidateOptions } from '../codings/validate-codings.ts'
import { atLeastOne } from '../option-numbers.ts'

export function codingsCommand(): Command {
  const command = new Command('codings').description(
    'codings of people in and out, what is settled of them, how well judges do',
  )
  for (const verb of [
    exportCommand(),
    importCommand(),
    settleCommand(),
    validateCommand(),
    listCommand(),
  ])
    command.addCommand(
      verb.exitOverride().showHelpAfterError('(add --help for usage and an example)'),
    )
  return command
}

const CODEBOOK = 'its name, NAME@VERSION, or its file'

function exportCommand(): Command {
  return new Command('export')
    .description('write a blind coding sheet for people, with instructions beside it')
    .argument('<db>', 'a record')
    .requiredOption('--codebook <name>', CODEBOOK)
    .requiredOption('--out <file>', 'the sheet to write, a CSV file')
    .option('--sample <n>', 'draw so many units instead of taking all', atLeastOne)
    .option('--seed <n>', 'of the sample, the order and the pseudonyms', seedNumber, 1)
    .option('--by <list>', 'draw alike from strata: judges, code, treatment')
    .option(
      '--validate <code>',
      'ask for this code only, to check its judges: --by judges,treatment',
    )
    .option('--judges <list>', 'whose codings make the pattern of a unit; all judges without it')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nExample:\n  $ coterie codings export logs/talks.sqlite --codebook discussion --sample 200 --out sheet.csv',
    )
    .action(async (db: string, options: SheetWords) =>
      (await import('../codings/export-codings.ts')).exportCodings(db, options),
    )
}

function importCommand(): Command {
  return new Command('import')
    .description('take over what people coded: a coding sheet, a list of codings, a .qdpx project')
    .argument('<db>', 'a record')
    .argument('<file>', 'a CSV file or a REFI-QDA project (.qdpx)')
    .option('--codebook <name>', `${CODEBOOK}; a project names its own codes`)
    .option(
      '--new-codebook <name>',
      'of projects: make a codebook of the codes that none has, by their descriptions',
    )
    .option('--coder <name>', 'who coded the sheet, where it does not say')
    .option('--coder-prefix <words>', 'of projects: put before the names of their users')
    .option(
      '--unmarked <what>',
      'of projects: what a unit is that a coder did not mark, missing or zero',
      'missing',
    )
    .option(
      '--units-of <which>',
      'with --unmarked zero, the units that were looked at: all, or the file of a sample design',
    )
    .option('--looked-by <names>', 'with --unmarked zero, who looked at all of them: names, or all')
    .option('--most-bytes <n>', 'of projects: refuse to unpack more', atLeastOne)
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nExample:\n  $ coterie codings import logs/talks.sqlite sheet.csv --coder Ann --codebook discussion',
    )
    .action(async (db: string, file: string, options: ImportOptions) =>
      (await import('../codings/import-codings.ts')).importCodings(db, file, options),
    )
}

function settleCommand(): Command {
  return new Command('settle')
    .description('declare how disagreement is settled; the raw codings stay')
    .argument('<db>', 'a record')
    .requiredOption('--codebook <name>', CODEBOOK)
    .requiredOption('--rule <rule>', 'intersection, union, majority, coder or third')
    .requiredOption('--coders <list>', 'whose codings, in order, with commas between')
    .requiredOption('--name <name>', 'what the settled codings are called')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nExample:\n  $ coterie codings settle logs/talks.sqlite --codebook discussion --rule intersection --coders ann,ben --name agreed',
    )
    .action(async (db: string, options: SettleOptions) =>
      (await import('../codings/settle-codings.ts')).settleCodings(db, options),
    )
}

function validateCommand(): Command {
  return new Command('validate')
    .description('hold a judge against a person: its errors, and prevalence corrected for them')
    .argument('<db>', 'a record')
    .requiredOption('--codebook <name>', CODEBOOK)
    .requiredOption('--judge <name>', 'the coder, or the adjudication, that coded all units')
    .requiredOption('--human <name>', 'the coder who coded some of them')
    .option('--design <file>', 'the design of the sample; without it every unit counts the same')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nExample:\n  $ coterie codings validate logs/talks.sqlite --codebook discussion --judge judge:one --human ann --design sheet.design.json',
    )
    .action(async (db: string, options: ValidateOptions) =>
      (await import('../codings/validate-codings.ts')).validateCodings(db, options),
    )
}

function listCommand(): Command {
  return new Command('list')
    .description('which codebooks, coders and adjudications a record has')
    .argument('<db>', 'a record')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  $ coterie codings list logs/talks.sqlite')
    .action(async (db: string, options: ListOptions) =>
      (await import('../codings/list-codings.ts')).listCodingsOf(db, options),
    )
}

function seedNumber(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !Number.isSafeInteger(value) || value < 0)
    throw new InvalidArgumentError('give a whole number from 0.')
  return value
}
