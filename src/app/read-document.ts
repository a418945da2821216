/** Reads YAML and JSON that people wrote: what is wrong is told with file, line and mend, and every field knows its line. */
import { readFileSync, statSync } from 'node:fs'
import { extname } from 'node:path'
import { isNode, LineCounter, parseDocument, visit, type Document } from 'yaml'
import { BadInputError } from '../base/errors.ts'

/** What a file says. */
export interface ReadDocument {
  readonly value: unknown
  /** The line of the innermost part of a path that the file has; 1 where it has none. */
  lineOf(path: readonly (string | number)[]): number
}

/** Larger files were not written by hand. */
const MOST_BYTES = 1_000_000

/**
 * The text of a file; `mend` is what to do where there is none.
 * @throws BadInputError where there is no such file, or it is too long, or not UTF-8.
 */
export function readText(path: string, mend: string, mostBytes = MOST_BYTES): string {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat === undefined) throw new BadInputError(`${path}: there is no such file. ${mend}`)
  if (stat.isDirectory())
    throw new BadInputError(`${path}: this is a folder. Name a file that is in it.`)
  if (stat.size > mostBytes) {
    throw new BadInputError(
      `${path}: ${stat.size} bytes are too many to be read as one document (at most ${mostBytes}). Put tables into files of their own.`,
    )
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path))
  } catch (error) {
    if (!(error instanceof TypeError))
      throw new BadInputError(`${path}: it cannot be read: ${(error as Error).message}`)
    throw new BadInputError(`${path}: this is not UTF-8 text. Save it as UTF-8.`)
  }
}

/**
 * Reads a text as the YAML or, where its path ends so, the JSON that it is.
 * @throws BadInputError with the line and the mend.
 */
export function parseText(path: string, text: string): ReadDocument {
  const isJson = extname(path) === '.json'
  const lines = new LineCounter()
  const document = parseDocument(text, {
    lineCounter: lines,
    uniqueKeys: true,
    prettyErrors: true,
    version: '1.2',
    schema: isJson ? 'json' : 'core',
  })
  const broken = document.errors[0]
  if (broken !== undefined) {
    const { line, col } = broken.linePos?.[0] ?? { line: 1, col: 1 }
    const key = /^\s*["']?([^"':\n]*)/.exec(text.slice(broken.pos[0]))?.[1] ?? ''
    throw new BadInputError(`${path}:${line}:${col}: ${plainYamlError(broken.message, key)}`)
  }
  // YAML is kinder than JSON: what other readers of JSON would refuse is refused here too.
  if (isJson) parseJson(path, text)
  return {
    value: toValue(document, lines, path),
    lineOf: (field) => lineOf(field, document, lines),
  }
}

/**
 * Reads a text as JSON and nothing else.
 * @throws BadInputError with line and column.
 */
export function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const { message } = error as Error
    const [, line = String(text.trimEnd().split('\n').length), column = '1'] =
      /\(line (\d+) column (\d+)\)/.exec(message) ?? []
    const said = message.replace(/(?: in JSON)? at position .*$/, '')
    const before = text.slice(0, Number(/at position (\d+)/.exec(message)?.[1] ?? 0)).trimEnd()
    const mend = before.endsWith(',') ? ' Remove the comma that comes before it.' : ''
    throw new BadInputError(`${path}:${line}:${column}: this is not JSON: ${said}.${mend}`)
  }
}

function toValue(document: Document, lines: LineCounter, path: string): unknown {
  const aliases: { readonly line: number; readonly name: string; readonly known: boolean }[] = []
  visit(document, {
    Alias: (_, node) => {
      const line = lines.linePos(node.range?.[0] ?? 0).line
      aliases.push({ line, name: node.source, known: node.resolve(document) !== undefined })
    },
  })
  const [first] = aliases
  const unknown = aliases.find(({ known }) => !known)
  if (unknown !== undefined) {
    throw new BadInputError(
      `${path}:${unknown.line}: nothing before *${unknown.name} is marked &${unknown.name}. Mark it, or put the text into quotes.`,
    )
  }
  let value: unknown
  try {
    value = document.toJS({ maxAliasCount: 100 })
  } catch {
    throw new BadInputError(
      `${path}:${first?.line ?? 1}: aliases in it unfold to far more than was written. Write the values out.`,
    )
  }
  assertTree(value, new Set(), `${path}:${first?.line ?? 1}`)
  return value
}

/** Aliases can bite their own tail, and one key means something else to JavaScript. */
function assertTree(value: unknown, above: Set<unknown>, place: string): void {
  if (typeof value !== 'object' || value === null) return
  if (above.has(value))
    throw new BadInputError(
      `${place}: an alias stands inside what it repeats. Write the value out.`,
    )
  if (Object.hasOwn(value, '__proto__'))
    throw new BadInputError(`${place}: no field can be called "__proto__". Remove it.`)
  above.add(value)
  for (const inner of Object.values(value)) assertTree(inner, above, place)
  above.delete(value)
}

function lineOf(
  path: readonly (string | number)[],
  document: Document,
  lines: LineCounter,
): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line
  }
  return 1
}

/** The complaint in one line, with what to do. `key` is the word at which reading stopped. */
function plainYamlError(message: string, key: string): string {
  const first = (message.split('\n')[0] ?? message).replace(/ at line \d+, column \d+:?$/, '')
  if (/unique/i.test(first)) return `the key "${key.trim()}" is there twice. Remove one of the two.`
  if (/tab/i.test(first)) return `${first}. Indent with spaces, not tabs.`
  if (/multiple documents/i.test(first))
    return 'a second document begins here. Put each into a file of its own.'
  const open = /^Flow (?:map|sequence) .*must .*end with an? ([}\]])/.exec(first)?.[1]
  if (open !== undefined) return `a "${open}" is missing. Close what was opened.`
  const bare = /^Unresolved plain scalar (.*)$/.exec(first)?.[1]
  if (bare !== undefined)
    return `this is not JSON: ${bare} is neither a number nor text in quotes. Quote it, or mend it.`
  if (/call stack/i.test(first)) return 'this is nested too deeply. Write fewer levels.'
  return /[.!?]$/.test(first) ? first : `${first}.`
}
