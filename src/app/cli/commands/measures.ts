/** `coterie measures`: what was measured of each run, as a tidy table; on a terminal, the means by treatment. */
import { Command } from 'commander'
import { BadInputError } from '../../../base/errors.ts'
import { print, printJson } from '../print.ts'

interface Options {
  measure?: string[]
  csv?: string
  list?: true
  json?: true
}

export function measuresCommand(): Command {
  return new Command('measures')
    .description('measures of each run: cooperation, strategies, trust, talk and more')
    .argument('[db]', 'a record')
    .option(
      '--measure <name>',
      'only this measure; may be given again',
      (name: string, before: string[] = []) => [...before, name],
    )
    .option('--csv <file>', 'write the tidy table: a row for each run, participant and measure')
    .option('--list', 'what there is to measure, and how it is defined')
    .option('--json', 'print one JSON document, with every row')
    .addHelpText(
      'after',
      '\nExamples:\n  $ coterie measures logs/showcase.sqlite\n  $ coterie measures logs/showcase.sqlite --measure cooperation-rate --csv cooperation.csv\n  $ coterie measures --list\n\nMeans are over runs, never over decisions: the run is the unit of inference. Definitions: docs/measures.md.',
    )
    .action(measure)
}

async function measure(db: string | undefined, options: Options): Promise<void> {
  const { definitionsText, definitionsJson } = await import('../measures/definitions-text.ts')
  if (options.list === true) {
    if (options.json === true) return printJson({ measures: definitionsJson(options.measure) })
    return print(...definitionsText(options.measure))
  }
  if (db === undefined)
    throw new BadInputError('name a record, or give --list to see what there is to measure.')
  const { openSqliteStore } = await import('../../adapters.ts')
  const { writeRows, printRows } = await import('../measures/rows.ts')
  const store = openSqliteStore(db, 'read')
  try {
    if (options.csv !== undefined) {
      const rows = writeRows(store, options.csv, options.measure)
      if (options.json === true) printJson({ db, file: options.csv, rows })
      else print(`${rows} rows in ${options.csv}`)
    } else if (options.json === true) {
      printRows(store, db, options.measure)
    } else {
      const { meansText } = await import('../measures/means-text.ts')
      print(...meansText(store, db, options.measure))
    }
  } finally {
    store.close()
  }
}
