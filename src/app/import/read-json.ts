/** Reads a text as JSON; what is wrong is told with line, column and byte. */
import { BadInputError } from '../../base/errors.ts'
import { jsonFault } from './json-fault.ts'

/** What is nested more deeply was not written by anything that writes transcripts. */
const MOST_LEVELS = 200

/** Where a text stands in its file, so that places in it can be told as places of the file. */
export interface TextPlace {
  readonly path: string
  /** Of its first line, from 1. */
  readonly line: number
  /** Of its first byte, from 0. */
  readonly byte: number
}

/** @throws BadInputError with line, column and byte, and what should stand there. */
export function readJson(text: string, { path, line, byte }: TextPlace): unknown {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    const fault = jsonFault(text)
    if (fault === undefined) throw error
    const before = text.slice(0, fault.at)
    const lines = before.split('\n')
    const column = (lines.at(-1)?.length ?? 0) + 1
    const found =
      fault.at >= text.length
        ? 'the text ends here'
        : `here is ${JSON.stringify(String.fromCodePoint(text.codePointAt(fault.at) ?? 0))}`
    throw new BadInputError(
      `${path}:${line + lines.length - 1}:${column}: this is not JSON: ${found}, and there should be ${fault.expected} (byte ${byte + Buffer.byteLength(before)}). Mend it, or copy the file again.`,
    )
  }
  if (isDeeper(value, MOST_LEVELS)) {
    throw new BadInputError(
      `${path}:${line}: this JSON is nested in more than ${MOST_LEVELS} levels: it is no transcript.`,
    )
  }
  return value
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (levels === 0) return true
  for (const inner of Object.values(value)) if (isDeeper(inner, levels - 1)) return true
  return false
}
