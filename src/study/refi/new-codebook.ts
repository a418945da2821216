/** A codebook made of codes that came from another program. */
import { BadInputError } from '../../base/errors.ts'
import { codebookOf, CodebookFile, type Codebook } from '../coding/codebook.ts'
import type { MatchedCode } from './match-codes.ts'
import type { QdeCode } from './qde.ts'

export interface NewCodebook {
  readonly codebook: Codebook
  /** GUID → the code that was made of it. */
  readonly codes: ReadonlyMap<string, MatchedCode>
}

const NO_DEFINITION = 'It came without a definition.'

/**
 * Each code becomes a binary one of messages: a person's marked words are kept with any code. Its title is the name in the project, its definition the description
 * there, its group the code above it.
 * @throws BadInputError where codebooks cannot be called so.
 */
export function newCodebook(
  name: string,
  codes: readonly QdeCode[],
  origin: string,
  place: string,
): NewCodebook {
  const names = namesOf(codes)
  const parsed = CodebookFile.safeParse({
    codebook: name,
    version: 1,
    source: `REFI-QDA, written by ${origin.trim() === '' ? 'another program' : origin}`,
    codes: Object.fromEntries(
      codes.map((code, i) => [
        names[i],
        {
          title: code.name.trim() === '' ? names[i] : code.name,
          definition: code.description.trim() === '' ? NO_DEFINITION : code.description,
          ...(code.parent === null || code.parent.name === '' ? {} : { group: code.parent.name }),
        },
      ]),
    ),
  })
  if (!parsed.success)
    throw new BadInputError(
      `${place}: ${parsed.error.issues[0]?.message ?? 'no codebook can be made'}.`,
    )
  const codebook = codebookOf(parsed.data)
  const byName = new Map(codebook.codes.map((code) => [code.code, code]))
  return {
    codebook,
    codes: new Map(
      codes.flatMap(({ guid }, i): [string, MatchedCode][] => {
        const code = byName.get(names[i] ?? '')
        return code === undefined ? [] : [[guid, { codebook, code, value: 1 }]]
      }),
    ),
  }
}

/** Plain names, each once: letters and digits of the name in the project, a number behind those that come twice. */
function namesOf(codes: readonly QdeCode[]): string[] {
  const taken = new Set<string>()
  return codes.map(({ name }) => {
    const words = name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
    const plain = words.replaceAll(/[^a-z0-9]+/g, '_').replaceAll(/^[_0-9]+|_+$/g, '')
    const stem = plain === '' ? 'code' : plain.slice(0, 55)
    let own = stem
    for (let n = 2; taken.has(own); n++) own = `${stem}_${n}`
    taken.add(own)
    return own
  })
}
