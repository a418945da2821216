/** A codebook: versioned codes with definitions, what to include and exclude, examples; frozen by its hash before anybody codes. */
import { BadInputError } from '../../base/errors.ts'
import { contentHash } from '../../base/hash.ts'
import { CodebookFixed, type UnitKind } from '../../record/coding-entries.ts'
import { codebookFaults } from './codebook-faults.ts'
import type { CodebookFile, CodeLevel } from './codebook-file.ts'
import type { Rule } from './rule.ts'

export { CodebookFile } from './codebook-file.ts'

export type CodebookExample = { readonly text: string; readonly why: string | null }

/** A code with everything that it inherits. */
export interface CodebookCode {
  readonly code: string
  readonly title: string
  readonly level: CodeLevel
  readonly unit: UnitKind
  readonly group: string | null
  readonly definition: string
  readonly include: readonly string[]
  readonly exclude: readonly string[]
  readonly examples: readonly CodebookExample[]
  readonly counterExamples: readonly CodebookExample[]
  /** In their order; empty for binary codes and spans. */
  readonly categories: readonly { readonly category: string; readonly definition: string }[]
  /** It is put only where all of these codes have these values; null where it is put everywhere. */
  readonly where: Readonly<Record<string, string | number>> | null
  readonly rule: Rule | null
  /** Of nominal and ordinal codes: in the order in which they are tried. */
  readonly rules: readonly { readonly category: string; readonly rule: Rule }[] | null
  readonly structural: boolean
}

/** A codebook as it is used: with `hash`, the SHA-256 of the canonical JSON of everything else. */
export interface Codebook {
  readonly codebook: string
  readonly version: string
  readonly about: string | null
  readonly source: string | null
  readonly context: { readonly before: number; readonly after: number }
  readonly lexicons: Readonly<Record<string, readonly string[]>>
  readonly codes: readonly CodebookCode[]
  readonly hash: string
}

/**
 * The codebook of a parsed file.
 * @throws BadInputError that names the field and the mend.
 */
export function codebookOf(file: CodebookFile, place = 'codebook'): Codebook {
  const faults = codebookFaults(file)
  if (faults.length > 0)
    throw new BadInputError(
      faults.map(({ path, message }) => `${place}: ${path.join('.')}: ${message}`).join('\n'),
    )
  const codes = Object.entries(file.codes).map(([code, one]): CodebookCode => {
    const { title, unit, group, categories = {}, where, rule, rules, ...rest } = one
    return {
      code,
      title: title ?? code,
      unit: unit ?? file.unit,
      group: group ?? null,
      ...rest,
      categories: Object.entries(categories).map(([category, definition]) => ({
        category,
        definition,
      })),
      where: where ?? null,
      rule: rule ?? null,
      rules:
        rules === undefined
          ? null
          : Object.entries(rules).map(([category, own]) => ({ category, rule: own })),
    }
  })
  const body = {
    codebook: file.codebook,
    version: file.version,
    about: file.about ?? null,
    source: file.source ?? null,
    context: file.context,
    lexicons: file.lexicons,
    codes,
  }
  return { ...body, hash: contentHash(body) }
}

/** The ledger's entry of a codebook. */
export function codebookFixed({ hash, ...body }: Codebook): CodebookFixed {
  return CodebookFixed.parse({
    kind: 'codebook-fixed',
    name: body.codebook,
    version: body.version,
    hash,
    body,
  })
}

/** The codebook of a ledger's entry. */
export function codebookIn({ hash, body }: CodebookFixed): Codebook {
  return { ...(body as unknown as Omit<Codebook, 'hash'>), hash }
}
