/** A record as a REFI-QDA project (`.qdpx`), and its codebooks as a REFI-QDA codebook (`.qdc`). */
import type { Codebook } from '../coding/codebook.ts'
import { codesXml, codeTree } from './code-tree.ts'
import { layOut, type LayingOut } from './lay-out.ts'
import { projectOf, runsById, type Told } from './project.ts'
import { guids, type QdaRecord } from './qda-record.ts'
import { closing, opening } from './xml.ts'
import { MOST_ENTRIES, zipOf, type ZipEntry } from './write-zip.ts'

export interface QdpxOptions extends Pick<LayingOut, 'crlf'> {
  /** Told now and then how much is written, from 0 to 1. */
  readonly progress?: (share: number) => void
  /** Told, in sentences, what could not be said in the format. */
  readonly note?: (words: string) => void
}

/** `project.qde` and the sources, one at a time; the same record gives the same bytes. */
export function* qdpxOf(record: QdaRecord, options: QdpxOptions = {}): Iterable<Uint8Array> {
  const told: Told = { sources: 0, cases: 0, codings: 0, unsayable: 0, unplaced: 0, replaced: 0 }
  yield* zipOf(entriesOf(record, told, options))
  for (const words of toldInWords(told)) options.note?.(words)
}

/** The project itself is the first of the entries. */
const MOST_FILES = MOST_ENTRIES - 1

function* entriesOf(record: QdaRecord, told: Told, options: QdpxOptions): Iterable<ZipEntry> {
  const laying = { ...(options.crlf === true ? { crlf: true } : {}), files: MOST_FILES }
  yield { name: 'project.qde', pieces: projectOf(record, told, laying) }
  let files = 0
  const runs = runsById(record)
  let done = 0
  const replaced = (count: number): void => void (told.replaced += count)
  for (const run of runs) {
    const { sources } = layOut(run, record.store.ticks(run.runId), { ...laying, replaced })
    for (const { channel, text } of sources)
      if (files++ < MOST_FILES)
        yield { name: `sources/${guids.source(run.runId, channel)}.txt`, pieces: [text] }
    options.progress?.(++done / runs.length)
  }
}

function toldInWords({ sources, unsayable, unplaced, replaced }: Told): string[] {
  return [
    ...(sources === 0 ? ['Nothing was said and nothing decided: the project has no sources.'] : []),
    ...(sources > MOST_FILES
      ? [
          `${sources - MOST_FILES} of ${sources} sources stand in project.qde itself: an archive holds no more files.`,
        ]
      : []),
    ...(unsayable > 0
      ? [
          `${unsayable} codings that a code does not apply, or that are missing, are not in the project: REFI-QDA can only say that a code applies. The table codings.csv has all of them.`,
        ]
      : []),
    ...(unplaced > 0
      ? [
          `${unplaced} codings are not in the project: no source shows the words or the decisions that they are of.`,
        ]
      : []),
    ...(replaced > 0
      ? [`${replaced} characters that XML cannot hold were replaced by U+FFFD.`]
      : []),
  ]
}

/** The codebooks alone; null where there is none, since the format knows no empty codebook. */
export function qdcOf(codebooks: readonly Codebook[]): string | null {
  const codes = codesXml(codeTree(codebooks))
  if (codes === '') return null
  const head = opening('CodeBook', { xmlns: CODEBOOK_NAMESPACE, origin: 'Coterie' })
  return `<?xml version="1.0" encoding="UTF-8"?>\n${head}${codes}${closing('CodeBook')}\n`
}

const CODEBOOK_NAMESPACE = 'urn:QDA-XML:codebook:1.0'
