/** Reads a codebook: YAML, JSON or REFI-QDA (`.qdc`); every complaint names the file, the line and the field. */
import { basename, extname } from 'node:path'
import { BadInputError, UnknownNameError } from '../base/errors.ts'
import { problemsOf, type FieldProblem } from '../play/experiment/problems.ts'
import { codebookFaults } from '../study/coding/codebook-faults.ts'
import { codebookOf, CodebookFile, type Codebook } from '../study/coding/codebook.ts'
import { newCodebook } from '../study/refi/new-codebook.ts'
import { readQdc } from '../study/refi/read-qdc.ts'
import { shippedCodebooks } from './catalogue-codebooks.ts'
import { parseText, readText } from './read-document.ts'

/**
 * A codebook of the catalogue by its name, or of a file by its path.
 * @throws BadInputError with file, line, field and the mend; all problems at once.
 */
export function loadCodebook(nameOrPath: string): Codebook {
  if (isCodebookFile(nameOrPath)) return readCodebook(nameOrPath)
  const shipped = shippedCodebooks()
  const found = shipped.find(({ name }) => name === nameOrPath)
  if (found !== undefined) return readCodebook(found.path)
  throw new UnknownNameError(
    'codebook',
    nameOrPath,
    shipped.map(({ name }) => name),
    'One of your own is named by its file: ./my-codebook.yaml.',
  )
}

/** Whether a file is meant, and no name. */
export function isCodebookFile(nameOrPath: string): boolean {
  return (
    /[/\\]/.test(nameOrPath) || ['.yaml', '.yml', '.json', '.qdc'].includes(extname(nameOrPath))
  )
}

function readCodebook(path: string): Codebook {
  const text = readText(path, 'See: coterie list codebooks, and coterie init, which makes one.')
  return extname(path) === '.qdc' ? codebookOfQdc(path, text) : parseCodebook(path, text)
}

/** Called as its file is; each code that can be applied is a binary one. */
function codebookOfQdc(path: string, text: string): Codebook {
  const { codes, origin } = readQdc(path, [text])
  const name = basename(path, extname(path)).replaceAll(/[^A-Za-z0-9_-]+/g, '-')
  return newCodebook(name, codes, origin, path).codebook
}

/**
 * The codebook that a text is.
 * @throws BadInputError as `loadCodebook` does.
 */
export function parseCodebook(path: string, text: string): Codebook {
  const { value, lineOf } = parseText(path, text)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new BadInputError(
      `${path}: a codebook is a mapping that begins with "codebook: <name>". See: coterie init.`,
    )
  }
  const fail = (problems: readonly FieldProblem[]): never => {
    const told = problems.map(({ path: field, message }) => {
      const place = field.length === 0 ? '' : `${field.join('.')}: `
      return `${path}:${lineOf(field)}: ${place}${message}`
    })
    throw new BadInputError(told.join('\n'))
  }
  const parsed = CodebookFile.safeParse(value)
  if (!parsed.success) return fail(problemsOf(parsed.error, [], CodebookFile))
  const faults = codebookFaults(parsed.data)
  return faults.length > 0 ? fail(faults) : codebookOf(parsed.data)
}
