/** The reliability of every code of a table of codings, or of a record. */
import { BadInputError, UnknownNameError } from '../base/errors.ts'
import { Streams } from '../base/random.ts'
import { pairsOf, ratingsOfPair } from '../study/reliability/coder-pairs.ts'
import { doubtfulNames, missingLike } from '../study/reliability/doubtful-names.ts'
import type { Level } from '../study/reliability/level.ts'
import type { Ratings } from '../study/reliability/ratings.ts'
import { reliabilityOf, type Reliability } from '../study/reliability/reliability-of.ts'
import { isSqlite, type AgreeCode, type AgreeTarget } from './agree-target.ts'

export interface AgreeOptions {
  readonly codebook?: string
  readonly codes?: readonly string[]
  readonly level?: Level
  readonly categories?: readonly string[]
  readonly coders?: readonly string[]
  readonly replicates: number
  readonly cluster?: string
  readonly seed: number
}

/** Two of more coders. */
export interface CoderPair {
  readonly coders: readonly [string, string]
  readonly reliability: Reliability
}

export interface CodeAgreement {
  readonly code: string
  readonly reliability: Reliability
  /** With more than two coders and not too many; otherwise empty. */
  readonly pairs: readonly CoderPair[]
  readonly notes: readonly string[]
}

export interface Agreement {
  readonly place: string
  readonly kind: AgreeTarget['kind']
  readonly rows: number
  /** What was resampled: `unit`, or what clusters are called. */
  readonly resampled: string
  readonly replicates: number
  readonly seed: number
  readonly codes: readonly CodeAgreement[]
  readonly notes: readonly string[]
}

/** With more coders than this, they are not compared two by two. */
const MOST_IN_PAIRS = 12

/** Reads the target and works out all coefficients. @throws BadInputError for what cannot be read or does not fit. */
export async function agree(path: string, options: AgreeOptions): Promise<Agreement> {
  return agreementOf(await targetAt(path, options), options)
}

/** The same of what was read already. */
export function agreementOf(target: AgreeTarget, options: AgreeOptions): Agreement {
  const wanted = codesWanted(target, options.codes)
  for (const name of options.coders ?? [])
    if (!target.table.coders.includes(name))
      throw new UnknownNameError('coder', name, target.table.coders, 'They are told by --coders.')
  const streams = new Streams(options.seed)
  return {
    place: target.place,
    kind: target.kind,
    rows: target.rows,
    resampled: target.clusteredBy ?? 'unit',
    replicates: options.replicates,
    seed: options.seed,
    notes: [
      ...target.notes,
      ...(target.coderNotes?.(options.coders ?? target.table.coders) ?? []),
      ...namesNote(target.table.coders, 'coders'),
    ],
    codes: wanted.map((code) => {
      const ratings = target.table.ratings(code.code, wantedOf(code, options))
      const reliability = reliabilityOf(ratings, {
        replicates: options.replicates,
        random: streams.stream(`agree/${code.code}`),
        byCluster: target.clusteredBy !== null,
      })
      return {
        code: code.code,
        reliability,
        pairs: pairsIn(ratings),
        notes: notesOn(reliability, target, code.code),
      }
    }),
  }
}

async function targetAt(path: string, options: AgreeOptions): Promise<AgreeTarget> {
  if (isSqlite(path)) {
    const { agreeRecord } = await import('./agree-record.ts')
    return agreeRecord(path, options)
  }
  if (options.codebook !== undefined)
    throw new BadInputError(
      `${path}: this is a table, and codebooks are in records. Leave --codebook out, and tell --level.`,
    )
  const { agreeCsv } = await import('./agree-csv.ts')
  return agreeCsv(path, options.cluster === 'none' ? undefined : options.cluster)
}

function codesWanted(
  target: AgreeTarget,
  names: readonly string[] | undefined,
): readonly AgreeCode[] {
  if (names === undefined) return target.codes
  return [...new Set(names)].map((name) => {
    const found = target.codes.find(({ code }) => code === name)
    if (found !== undefined) return found
    throw new UnknownNameError(
      'code',
      name,
      target.codes.map(({ code }) => code),
      'Codes are told by --code.',
    )
  })
}

function wantedOf(code: AgreeCode, { level, categories, coders }: AgreeOptions) {
  const set = categories ?? code.categories
  return {
    level: level ?? code.level ?? 'nominal',
    ...(set === undefined ? {} : { categories: set }),
    ...(coders === undefined ? {} : { coders }),
  }
}

function pairsIn(ratings: Ratings): CoderPair[] {
  const { length } = ratings.coders
  if (length < 3 || length > MOST_IN_PAIRS) return []
  return pairsOf(length).map(([first, second]) => ({
    coders: [ratings.coders[first] as string, ratings.coders[second] as string],
    reliability: reliabilityOf(ratingsOfPair(ratings, first, second)),
  }))
}

function notesOn(
  { ratings, pairableUnits }: Reliability,
  target: AgreeTarget,
  code: string,
): string[] {
  const { coders, categories, isDeclared, units } = ratings
  const notes: string[] = []
  const values = target.table.valuesOf(code)
  const [first] = ratings.categoryOf
  if (first !== undefined && coders.length > 1 && ratings.categoryOf.every((one) => one === first))
    notes.push(
      `Every value is "${categories[first]}": a code that does not vary cannot show agreement beyond chance.`,
    )
  if (ratings.level === 'nominal') notes.push(...namesNote(values, 'categories'))
  const likely = missingLike(values)
  if (likely.length > 0)
    notes.push(
      `"${likely.join('", "')}" counts as a category: leave the value empty where it is missing.`,
    )
  if (coders.length > 1 && pairableUnits < units)
    notes.push(
      `${units - pairableUnits} of ${units} units have one value only: they say nothing of agreement.`,
    )
  if (!isDeclared && categories.length > 1)
    notes.push(
      `The set of categories is not declared: coefficients that count them (AC1, AC2, Brennan–Prediger) take the ${categories.length} that were used.`,
    )
  return notes
}

function namesNote(names: readonly string[], what: string): string[] {
  return doubtfulNames(names).map(
    (group) =>
      `The ${what} ${group.map((name) => `"${name}"`).join(' and ')} differ by case, spaces or the way a number is written only: they count as ${group.length}. Rename them where they are one.`,
  )
}
