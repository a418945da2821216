/** A codebook: versioned codes with definitions, what to include and exclude, examples; frozen by its hash before anybody codes. */
import { z } from 'zod'
import { BadInputError } from '../../base/errors.ts'
import { contentHash } from '../../base/hash.ts'
import { CodebookFixed, UnitKind } from '../../record/coding-entries.ts'
import { Rule } from './rule.ts'

/** Binary: 0 or 1. Nominal: one of some categories. Ordinal: one of some categories in their order. Span: binary, and the words that it rests on are part of the coding. */
export const CODE_LEVELS = ['binary', 'nominal', 'ordinal', 'span'] as const
export type CodeLevel = (typeof CODE_LEVELS)[number]

const Name = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_-]{0,62}$/, 'a name is a letter, then letters, digits, "-" and "_"')
const Words = z.string().trim().min(1)
const Example = z.union([
  Words.transform((text) => ({ text, why: null })),
  z.strictObject({ text: Words, why: Words.nullable().default(null) }),
])

const Code = z.strictObject({
  /** What people read; the code's own name where absent. */
  title: Words.optional(),
  level: z.enum(CODE_LEVELS).default('binary'),
  /** The codebook's where absent. */
  unit: UnitKind.optional(),
  /** The heading under which it stands. */
  group: Words.optional(),
  definition: Words,
  include: z.array(Words).default([]),
  exclude: z.array(Words).default([]),
  examples: z.array(Example).default([]),
  counterExamples: z.array(Example).default([]),
  /** Of nominal and ordinal codes: name → definition; in the order of ordinal ones. */
  categories: z.record(Name, Words).optional(),
  /** It is put only to units where another code has this value. */
  where: z.record(Name, z.union([z.string(), z.number()])).optional(),
  /** A rule that codes it: whoever codes by rules uses it; judges and people are shown the words only. */
  rule: Rule.optional(),
  /** True where only its rule codes it: judges and people are not asked. */
  structural: z.boolean().default(false),
})

/** The file as people write it: `codes` by name. */
export const CodebookFile = z.strictObject({
  codebook: Name,
  version: z.union([z.string().trim().min(1), z.number()]).transform(String),
  about: Words.optional(),
  /** Where it comes from: a citation. */
  source: Words.optional(),
  unit: UnitKind.default('message'),
  /** How many messages before and after a unit a coder is shown with it. */
  context: z
    .strictObject({
      before: z.int().min(0).max(200).default(0),
      after: z.int().min(0).max(200).default(0),
    })
    .prefault({}),
  codes: z
    .record(Name, Code)
    .refine((codes) => Object.keys(codes).length > 0, 'name at least one code'),
})

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
  readonly structural: boolean
}

/** A codebook as it is used: with `hash`, the SHA-256 of the canonical JSON of everything else. */
export interface Codebook {
  readonly codebook: string
  readonly version: string
  readonly about: string | null
  readonly source: string | null
  readonly context: { readonly before: number; readonly after: number }
  readonly codes: readonly CodebookCode[]
  readonly hash: string
}

/**
 * The codebook of a parsed file.
 * @throws BadInputError that names the field and the mend.
 */
export function codebookOf(file: z.infer<typeof CodebookFile>, place: string): Codebook {
  const names = Object.keys(file.codes)
  const codes = Object.entries(file.codes).map(([code, one]): CodebookCode => {
    const { title, unit, group, categories = {}, where, rule, ...rest } = one
    const list = Object.entries(categories).map(([category, definition]) => ({
      category,
      definition,
    }))
    const field = `${place}: codes.${code}`
    const isNamed = one.level === 'nominal' || one.level === 'ordinal'
    if (isNamed && list.length < 2)
      throw new BadInputError(
        `${field}.categories: a code of level ${one.level} needs two or more.`,
      )
    if (!isNamed && list.length > 0)
      throw new BadInputError(`${field}.categories: a code of level ${one.level} has none.`)
    if (one.structural && rule === undefined)
      throw new BadInputError(`${field}.rule: a structural code is computed by a rule: give one.`)
    for (const other of Object.keys(where ?? {}))
      if (!names.includes(other) || other === code)
        throw new BadInputError(`${field}.where: "${other}" is no other code of this codebook.`)
    return {
      code,
      title: title ?? code,
      unit: unit ?? file.unit,
      group: group ?? null,
      ...rest,
      categories: list,
      where: where ?? null,
      rule: rule ?? null,
    }
  })
  const body = {
    codebook: file.codebook,
    version: file.version,
    about: file.about ?? null,
    source: file.source ?? null,
    context: file.context,
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
