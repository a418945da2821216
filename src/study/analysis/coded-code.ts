/** A code of a codebook, as reports need it. */

/** A code as the report needs it. */
export interface CodedCode {
  readonly codebook: string
  readonly version: string
  readonly code: string
  /** binary, nominal, ordinal or span. */
  readonly level: string
  readonly unit: string
  readonly definition: string
  /** In their order; 0 and 1 for binary codes and spans; empty where the codebook names none. */
  readonly categories: readonly string[]
}

/** True where its values are 0 and 1. */
export function isYesOrNo(level: string): boolean {
  return level === 'binary' || level === 'span'
}
