/** The formats that are written in this room. Writers are loaded when they are wanted: to know what there is costs nothing. */
import type { Format } from './format.ts'

export const FORMATS: readonly Format[] = [
  {
    name: 'csv',
    writes: 'a table for each view, tidy and long: one row for each fact',
    write: async (record, keep, options) => {
      const { csvOf } = await import('./csv.ts')
      const { writeTables } = await import('./write-tables.ts')
      writeTables(record, keep, options, 'csv', (tables, table) => csvOf(tables, table, options))
    },
  },
  {
    name: 'jsonl',
    writes: 'the same tables as JSON Lines',
    write: async (record, keep, options) => {
      const { jsonlOf } = await import('./jsonl.ts')
      const { writeTables } = await import('./write-tables.ts')
      writeTables(record, keep, options, 'jsonl', jsonlOf)
    },
  },
  {
    name: 'parquet',
    writes: 'the same tables as Apache Parquet, with typed columns',
    write: async (record, keep, options) => {
      const { parquetOf } = await import('./parquet.ts')
      const { writeTables } = await import('./write-tables.ts')
      writeTables(record, keep, options, 'parquet', parquetOf)
    },
  },
  {
    name: 'wide',
    writes: 'panel.csv: a row for each participant and round, asks as columns',
    write: async (record, keep, options) =>
      (await import('./panel.ts')).writePanel(record, keep, options),
  },
  {
    name: 'otree',
    writes: "files with oTree's names and columns: all_apps_wide, one for each app, ChatMessages",
    write: async (record, keep, options) =>
      (await import('./otree/write-otree.ts')).writeOtree(record, keep, options),
  },
  {
    name: 'txt',
    writes: 'a transcript for each run, a paragraph for each turn: for MAXQDA and NVivo',
    write: async (record, keep, options) =>
      (await import('./write-transcripts.ts')).writeParagraphs(record, keep, options),
  },
  {
    name: 'md',
    writes: 'all transcripts in one Markdown file',
    write: async (record, keep, options) =>
      (await import('./write-transcripts.ts')).writeMarkdown(record, keep, options),
  },
  {
    name: 'html',
    writes: 'a transcript for each run as a page that needs nothing else',
    write: async (record, keep, options) =>
      (await import('./write-transcripts.ts')).writeHtml(record, keep, options),
  },
  {
    name: 'label-studio',
    writes: 'tasks, predictions and a labelling configuration for Label Studio',
    write: async (record, keep, options) =>
      (await import('./label-studio/write-tasks.ts')).writeTasks(record, keep, options),
  },
  {
    name: 'events',
    writes: 'events.tsv: who did what when, with ticks as times, as BORIS tabulates events',
    write: async (record, keep, options) =>
      (await import('./events.ts')).writeEvents(record, keep, options),
  },
]
