/** A project as it was read: users, codes, texts and what is marked in them. */

export interface QdeCoding {
  readonly guid: string
  readonly user: string | null
  code: string | null
  readonly notes: string[]
  readonly line: number
}

export interface QdeSelection {
  readonly guid: string
  readonly start: number
  readonly end: number
  readonly codings: QdeCoding[]
  readonly notes: string[]
  readonly line: number
}

/** A text source, or a note, which is one too. */
export interface QdeText {
  readonly guid: string
  readonly name: string
  readonly path: string | null
  content: string | null
  readonly selections: QdeSelection[]
  /** Places of the first selections that nobody coded: they show how the tool counts, too. */
  readonly uncoded: Pick<QdeSelection, 'start' | 'end'>[]
  /** Of the whole of it. */
  readonly codings: QdeCoding[]
  readonly line: number
}

export interface QdeCode {
  readonly guid: string
  readonly name: string
  /** Empty where there is none. */
  description: string
  readonly parent: QdeCode | null
}

export interface QdeProject {
  readonly origin: string
  readonly users: readonly { readonly guid: string; readonly name: string }[]
  readonly codes: readonly QdeCode[]
  readonly sources: readonly QdeText[]
  readonly notes: readonly QdeText[]
  /** What was passed over, in words, with how often. */
  readonly passed: ReadonlyMap<string, number>
}
