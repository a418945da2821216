/** `coterie export`: tables and transcripts, as files. */
import { Command } from 'commander'
import { print, printJson } from '../print.ts'

interface Options {
  format: string
  out: string
  json?: true
}

export function exportCommand(): Command {
  return new Command('export')
    .description('write the tables and transcripts of a record as files')
    .argument('<db>', 'a record')
    .requiredOption('--format <list>', 'csv, jsonl, txt, md: one or several, with commas between')
    .requiredOption('--out <dir>', 'the folder to write to; made where it is missing')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nExample:\n  $ coterie export logs/showcase.sqlite --format csv,md --out tables',
    )
    .action(exportTo)
}

async function exportTo(db: string, options: Options): Promise<void> {
  const { openSqliteStore, openSqliteTables } = await import('../../adapters.ts')
  const { exportRecord, parseFormats } = await import('../../../study/export/export-record.ts')
  const { fileWriter } = await import('../../../io/files/write-files.ts')
  const formats = parseFormats(options.format)
  const store = openSqliteStore(db, 'read')
  try {
    const tables = openSqliteTables(db)
    try {
      const files = exportRecord({ store, tables }, formats, fileWriter(options.out))
      if (options.json === true) printJson({ db, out: options.out, files })
      else
        print(
          `${files.length} files in ${options.out}: ${files.slice(0, 12).join(', ')}${files.length > 12 ? ', …' : ''}`,
        )
    } finally {
      tables.close()
    }
  } finally {
    store.close()
  }
}
