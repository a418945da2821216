/** Writes a record in the formats asked for, one after the other. */
import { BadInputError, UnknownNameError } from '../../base/errors.ts'
import type { ExportOptions, Format, ReadableRecord, WriteFile } from './format.ts'
import { FORMATS } from './formats.ts'

/** The formats of a list like `csv,jsonl`, each once. @throws UnknownNameError at one that there is not. */
export function parseFormats(list: string, known: readonly Format[] = FORMATS): Format[] {
  const names = list.split(',').map((name) => name.trim().toLowerCase())
  return [...new Set(names)].map((name) => {
    const format = known.find((one) => one.name === name)
    if (format === undefined) {
      const formats = known.map((one) => one.name)
      throw new UnknownNameError('format', name, formats, 'Give a list such as csv,jsonl.')
    }
    return format
  })
}

/**
 * Writes the files of all formats. The same record gives the same bytes, in whatever order its runs were played. Gives back the names of the files, in the
 * order in which they were written.
 * @throws BadInputError where two formats would write the same file.
 */
export async function exportRecord(
  record: ReadableRecord,
  formats: readonly Format[],
  write: WriteFile,
  options: ExportOptions = {},
): Promise<string[]> {
  const writers = new Map<string, string>()
  const written: string[] = []
  for (const [i, { name: format, write: writeFormat }] of formats.entries()) {
    const keep: WriteFile = (name, chunks) => {
      // Some systems take upper and lower case for one.
      const key = name.toLowerCase()
      const other = writers.get(key)
      if (other !== undefined) {
        throw new BadInputError(
          `${format} and ${other} both write ${name}. Export them into folders of their own, with --out.`,
        )
      }
      writers.set(key, format)
      write(name, chunks)
      written.push(name)
    }
    const { progress } = options
    await writeFormat(record, keep, {
      ...options,
      ...(progress === undefined
        ? {}
        : { progress: (share: number) => progress((i + share) / formats.length) }),
    })
    progress?.((i + 1) / formats.length)
  }
  return written
}
