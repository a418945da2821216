/** `coterie export`: tables and transcripts, as files. */
import { Command } from 'commander'
import type { ExportOptions } from '../../../study/export/format.ts'
import { EXPORT_FORMATS } from '../../export-formats.ts'
import { print, printJson } from '../print.ts'

interface Options {
  format: string
  out: string
  raw?: true
  crlf?: true
  json?: true
}

/** Parts of the bar. */
const STEPS = 100

export function exportCommand(): Command {
  const widest = Math.max(...EXPORT_FORMATS.map(({ name }) => name.length))
  const formats = EXPORT_FORMATS.map(({ name, writes }) => `  ${name.padEnd(widest)}  ${writes}`)
  return new Command('export')
    .description('write the tables and transcripts of a record as files')
    .argument('<db>', 'a record')
    .requiredOption('--format <list>', 'one or several of the formats below, with commas between')
    .requiredOption('--out <dir>', 'the folder to write to; made where it is missing')
    .option(
      '--raw',
      'leave cells of CSV as they are, also those that a spreadsheet would execute as a formula',
    )
    .option('--crlf', 'of qdpx: end lines of the sources with CRLF, for tools that want them so')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      `\nFormats:\n${formats.join('\n')}\n\nExample:\n  $ coterie export logs/showcase.sqlite --format csv,md --out tables`,
    )
    .action(exportTo)
}

async function exportTo(db: string, { format, out, raw, crlf, json }: Options): Promise<void> {
  const { openSqliteStore, openSqliteTables } = await import('../../adapters.ts')
  const { exportRecord, parseFormats } = await import('../../../study/export/export-record.ts')
  const { fileWriter } = await import('../../../io/files/write-files.ts')
  const formats = parseFormats(format, EXPORT_FORMATS)
  const store = openSqliteStore(db, 'read')
  try {
    const tables = openSqliteTables(db)
    const bar = json === true ? undefined : await startBar()
    try {
      let defused = 0
      const notes: string[] = []
      const files = await exportRecord({ store, tables }, formats, fileWriter(out), {
        raw: raw === true,
        crlf: crlf === true,
        defused: (cells) => (defused += cells),
        note: (words) => notes.push(words),
        ...(bar === undefined ? {} : { progress: bar.progress }),
      })
      bar?.stop()
      if (json === true) return printJson({ db, out, files, defused, notes })
      const listed = files.slice(0, 12).join(', ')
      print(`${files.length} files in ${out}: ${listed}${files.length > 12 ? ', …' : ''}`)
      if (defused > 0) print(defusedInWords(defused))
      print(...notes)
    } finally {
      bar?.stop()
      tables.close()
    }
  } finally {
    store.close()
  }
}

function defusedInWords(cells: number): string {
  const [subject, verb] = cells === 1 ? ['1 cell', 'begins'] : [`${cells} cells`, 'begin']
  return `${subject} that a spreadsheet would execute as a formula ${verb} with an apostrophe (--raw leaves them as they are)`
}

interface Bar {
  readonly progress: NonNullable<ExportOptions['progress']>
  stop(): void
}

/** A bar where a person watches; undefined where nobody does, so that nobody's progress is worked out. */
async function startBar(): Promise<Bar | undefined> {
  if (!process.stderr.isTTY) return undefined
  const { progressBar } = await import('../progress.ts')
  const bar = progressBar('export')
  bar.start(STEPS, 0)
  let shown = 0
  let isOver = false
  return {
    progress: (share) => {
      for (; shown < Math.floor(share * STEPS); shown++) bar.advance()
    },
    stop: () => {
      if (!isOver) bar.stop()
      isOver = true
    },
  }
}
