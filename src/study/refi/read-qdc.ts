/** Reads a REFI-QDA codebook (`.qdc`): its codes, each with the heading under which it stands. */
import { BadInputError } from '../../base/errors.ts'
import type { QdeCode } from './qde.ts'
import { readXml } from './read-xml.ts'

export interface QdcCodes {
  /** The program that wrote it; empty where it does not say. */
  readonly origin: string
  /** Those that can be applied; what only groups others is the parent of those. */
  readonly codes: readonly QdeCode[]
}

/** @throws BadInputError with file and line where it is no codebook, has no code, or is not safe to read. */
export function readQdc(place: string, xml: Iterable<string>): QdcCodes {
  const codes: QdeCode[] = []
  const open: QdeCode[] = []
  const path: string[] = []
  const line = { of: () => 0 }
  let origin = ''
  const handler = {
    open({ local, attributes }: Parameters<Parameters<typeof readXml>[2]['open']>[0]): void {
      path.push(local)
      if (path.length === 1) {
        if (local !== 'CodeBook')
          throw new BadInputError(
            `${place}:${line.of()}: <${local}>: a codebook begins with <CodeBook>. A whole project is brought in by coterie codings import.`,
          )
        origin = attributes['origin']?.value ?? ''
      }
      if (local !== 'Code') return
      const code: QdeCode = {
        guid: attributes['guid']?.value.trim().toLowerCase() ?? `${codes.length}`,
        name: (attributes['name']?.value ?? '').trim(),
        description: '',
        parent: open.at(-1) ?? null,
      }
      open.push(code)
      if (attributes['isCodable']?.value.trim() !== 'false') codes.push(code)
    },
    text(words: string): void {
      const code = open.at(-1)
      if (code !== undefined && path.at(-1) === 'Description') code.description += words
    },
    close(): void {
      if (path.pop() === 'Code') open.pop()
    },
  }
  readXml(place, xml, handler, line)
  if (codes.length === 0) throw new BadInputError(`${place}: it holds no code that can be applied.`)
  return { origin, codes }
}
