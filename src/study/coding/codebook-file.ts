/** The file of a codebook, as people write it. */
import { z } from 'zod'
import { UnitKind } from '../../record/coding-entries.ts'
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
  /** A rule that codes it: whoever codes by rules uses it; judges and people are shown the words only. Of binary codes and spans. */
  rule: Rule.optional(),
  /** The same of nominal and ordinal codes, category → rule: the first category whose rule holds, in the order in which the rules are written. */
  rules: z.record(Name, Rule).optional(),
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
  /** Lists of terms by name, which rules may name. */
  lexicons: z.record(Name, z.array(Words).min(1, 'give one term or more')).default({}),
  codes: z
    .record(Name, Code)
    .refine((codes) => Object.keys(codes).length > 0, 'name at least one code'),
})

export type CodebookFile = z.infer<typeof CodebookFile>
