/** Banks: people and items that stand in files of their own, as the front door hands them over. */

/** What is known of a person or an item besides its text. */
export type Attributes = Readonly<Record<string, string | number | boolean>>

export interface Person {
  readonly key: string
  readonly name?: string
  /** Who it is, in words, or a template of them (`You are a {age}-year-old …`); null where the bank gives none. */
  readonly text: string | null
  readonly attributes: Attributes
  /** Where in the bank it stands: `people.csv:3`. */
  readonly place: string
}

export interface Item {
  readonly key: string
  readonly text: string
  /** In canonical order; absent where the item is not answered by choice. */
  readonly options?: readonly ItemOption[]
  /** The option that is keyed as the right one. */
  readonly answer?: string
  readonly licence: string
  readonly source?: string
  readonly attributes: Attributes
  readonly place: string
}

/** A list of these, and no object, is what keeps its order wherever it is written down. */
export interface ItemOption {
  readonly name: string
  readonly text: string
}

interface BankFile {
  /** What an experiment writes after `bank:`. */
  readonly name: string
  /** SHA-256 of its content, 64 hexadecimal digits. */
  readonly sha256: string
}

export interface PersonaBank extends BankFile {
  readonly kind: 'persona-bank'
  readonly persons: readonly Person[]
}

export interface ItemBank extends BankFile {
  readonly kind: 'item-bank'
  readonly items: readonly Item[]
}
