/** What coders made of a record, as its page begins with it: codebooks, who coded how much, what is settled by which rule. */
import type { AdjudicationRule, CodingValue } from '../../../record/coding-entries.ts'

export interface OverviewCode {
  readonly code: string
  readonly title: string
  readonly level: 'binary' | 'nominal' | 'ordinal' | 'span'
  readonly group: string | null
  readonly definition: string
  /** What coders can choose from. */
  readonly values: readonly (string | number)[]
}

export interface OverviewCoder {
  readonly coder: string
  readonly kind: 'rule' | 'judge' | 'human'
  readonly isSimulated: boolean
  /** Answers; what was taken back is none. */
  readonly codings: number
  /** Among them those without a value. */
  readonly missing: number
  readonly corrections: number
  /** True of who only decides where two others differ: no coder like the others, and none whose agreement counts. */
  readonly isThird: boolean
}

export interface SettledCount {
  readonly code: string
  readonly units: number
  readonly open: number
  readonly values: Readonly<Record<string, number>>
}

export interface OverviewAdjudication {
  readonly name: string
  readonly rule: AdjudicationRule
  readonly coders: readonly string[]
  readonly codes: readonly SettledCount[]
}

export interface OverviewBook {
  /** The beginning of its hash: as addresses name it. */
  readonly key: string
  /** `NAME@VERSION`: as commands name it. */
  readonly id: string
  readonly name: string
  readonly version: string
  readonly about: string | null
  readonly codes: readonly OverviewCode[]
  readonly coders: readonly OverviewCoder[]
  readonly adjudications: readonly OverviewAdjudication[]
}

export interface CodingOverview {
  readonly books: readonly OverviewBook[]
  /** Grows with everything that is added: what was worked out of the codings holds as long as it stays. */
  readonly size: number
}

/** A value as people read it. */
export function valueInWords(value: CodingValue, level: OverviewCode['level'] | undefined): string {
  if (value === null) return 'cannot tell'
  if (level === 'binary' || level === 'span') return value === 1 ? 'yes' : 'no'
  return String(value)
}
