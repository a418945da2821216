/** Facts of the ledger of codings, which stands beside the runs: as append-only, and as citable. */
import { z } from 'zod'
import { ParticipantId, RunId } from './ids.ts'
import { JsonValue } from './json-value.ts'
import { PromptMessage, Sampling, Usage } from './prompt.ts'

/** What can be coded: one message, a participant's turn, what was said and decided in one round, one decision, a whole run. */
export const UNIT_KINDS = ['message', 'turn', 'exchange', 'decision', 'run'] as const
export const UnitKind = z.enum(UNIT_KINDS)
export type UnitKind = z.infer<typeof UnitKind>

/** `unit_` and 16 hexadecimal digits: the hash of its kind, its run and its place, which tells a coder nothing of any of them. */
export const UnitId = z
  .string()
  .regex(/^unit_[0-9a-f]{16}$/, 'a unit id is "unit_" and 16 hexadecimal digits')
  .brand('UnitId')
export type UnitId = z.infer<typeof UnitId>

/** SHA-256 in hexadecimal digits. */
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** A codebook as it was when it was first used here. `hash` is that of its canonical JSON, `body`; a changed codebook has a version of its own. */
export const CodebookFixed = z.strictObject({
  kind: z.literal('codebook-fixed'),
  name: z.string().min(1),
  version: z.string().min(1),
  hash: Sha256,
  /** `codes` is the list of its codes, in order; each has its name as `code`. */
  body: z.looseObject({ codes: z.array(z.looseObject({ code: z.string().min(1) })) }),
})
export type CodebookFixed = z.infer<typeof CodebookFixed>

/** Who codes: a rule or lexicon of the codebook, a judge (a model), a human. `definition` holds what makes it that one: a judge's model, sampling and prompt. */
export const CODER_KINDS = ['rule', 'judge', 'human'] as const
export const CoderNamed = z.strictObject({
  kind: z.literal('coder-named'),
  name: z.string().min(1),
  coderKind: z.enum(CODER_KINDS),
  definition: z.record(z.string(), JsonValue),
})
export type CoderNamed = z.infer<typeof CoderNamed>

/** Where a unit stands: from the entry `seq` of its run to the entry `lastSeq`, both among it. */
export const UnitCut = z.strictObject({
  kind: z.literal('unit-cut'),
  unit: UnitId,
  unitKind: UnitKind,
  run: RunId,
  /** The tick of its first entry; null for a whole run. */
  tick: z.int().nonnegative().nullable(),
  seq: z.int().nonnegative(),
  lastSeq: z.int().nonnegative(),
  /** Whose it is; null where it is of several, or of nobody. */
  participant: ParticipantId.nullable(),
})
export type UnitCut = z.infer<typeof UnitCut>

/** One call of a judge, whole: what was sent, what came back, how it was read. `request` is the hash of what was sent. */
export const JudgeCalled = z.strictObject({
  kind: z.literal('judge-called'),
  coder: z.string().min(1),
  codebook: Sha256,
  units: z.array(UnitId).min(1),
  attempt: z.int().nonnegative(),
  request: Sha256,
  provider: z.string().min(1),
  model: z.string().min(1),
  messages: z.array(PromptMessage).min(1),
  sampling: Sampling,
  schema: JsonValue.nullable(),
  completion: z.string().nullable(),
  servedModel: z.string().nullable(),
  fingerprint: z.string().nullable(),
  finishReason: z.string().nullable(),
  usage: Usage,
  costUsd: z.number().nonnegative().nullable(),
  /** US dollars that may have been charged besides. */
  uncertainUsd: z.number().nonnegative(),
  error: z.string().nullable(),
  /** `valid`, or why it was no answer. */
  reading: z.string(),
  latencyMs: z.number().nonnegative(),
})
export type JudgeCalled = z.infer<typeof JudgeCalled>

/** Words of a unit that a coding rests on: offsets in Unicode code points of the unit's own text, the end exclusive. */
export const Span = z.strictObject({
  start: z.int().nonnegative(),
  end: z.int().nonnegative(),
  quote: z.string(),
})
export type Span = z.infer<typeof Span>

/** 1 or 0 for binary codes and spans, the name of a category otherwise; null where there is no answer. */
export const CodingValue = z.union([z.string(), z.number(), z.null()])
export type CodingValue = z.infer<typeof CodingValue>

/**
 * One coder's application of one code to one unit. Version 1 is the first; a correction is the same with the next number, and both stay. `value` null is
 * missing, and `why` says why: it is never false.
 */
export const UnitCoded = z.strictObject({
  kind: z.literal('unit-coded'),
  codebook: Sha256,
  code: z.string().min(1),
  unit: UnitId,
  coder: z.string().min(1),
  version: z.int().positive(),
  value: CodingValue,
  why: z.string().nullable(),
  rationale: z.string().nullable(),
  /** From 0 to 1, as the coder says. */
  confidence: z.number().min(0).max(1).nullable(),
  spans: z.array(Span),
})
export type UnitCoded = z.infer<typeof UnitCoded>

/**
 * How disagreement is settled. Of binary codes, `intersection` is 1 where all coders say 1 and 0 where one says 0; `union` is 1 where one says 1 and 0 where all
 * say 0; of others, both want the same value from all (`union`: from all who coded). `majority`: a value that more than half of the coders gave. `coder`: the
 * value of the first coder. `third`: what the first two agree on, otherwise the value of the third.
 */
export const ADJUDICATION_RULES = ['intersection', 'union', 'majority', 'coder', 'third'] as const
export const AdjudicationRule = z.enum(ADJUDICATION_RULES)
export type AdjudicationRule = z.infer<typeof AdjudicationRule>

/** A named rule over some coders: the settled codings follow from it and the raw ones, and are worked out whenever they are read. */
export const AdjudicationDeclared = z.strictObject({
  kind: z.literal('adjudication-declared'),
  name: z.string().min(1),
  codebook: Sha256,
  rule: AdjudicationRule,
  coders: z.array(z.string().min(1)).min(1),
})
export type AdjudicationDeclared = z.infer<typeof AdjudicationDeclared>

/** The closed union of what a ledger of codings holds. */
export const LedgerEntry = z.discriminatedUnion('kind', [
  CodebookFixed,
  CoderNamed,
  UnitCut,
  JudgeCalled,
  UnitCoded,
  AdjudicationDeclared,
])
export type LedgerEntry = z.infer<typeof LedgerEntry>
