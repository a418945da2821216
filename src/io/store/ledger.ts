/** The port to the ledger of codings: what coders made of a record, beside its runs and never mixed with them. */
import type {
  AdjudicationDeclared,
  CodebookFixed,
  CoderNamed,
  JudgeCalled,
  LedgerEntry,
  UnitCoded,
  UnitCut,
} from '../../record/coding-entries.ts'

/** Which codings or calls are wanted; what is absent does not restrict. */
export interface LedgerFilter {
  /** The hash of a codebook. */
  readonly codebook?: string
  /** The name of a coder. */
  readonly coder?: string
}

/** Of codings also some units by their ids, which are found without looking at the others. */
export interface CodingFilter extends LedgerFilter {
  readonly units?: readonly string[]
}

/** A ledger is only ever added to. */
export interface Ledger {
  /** Where it is, in words for people. */
  readonly place: string
  /**
   * Adds entries in order, in one transaction: all of them or none. Units and codebooks that are there already may be given again and are kept once.
   * @throws StoreError where an entry contradicts the ledger: another codebook of the same name and version, another coder of the same name (upper and lower
   * case are one), a coding of a unit, a code or a coder that it does not know, a version that does not follow the one before, a run that is not in the record.
   */
  add(entries: readonly LedgerEntry[]): void
  /** In the order in which they were fixed. */
  codebooks(): readonly CodebookFixed[]
  coders(): readonly CoderNamed[]
  adjudications(): readonly AdjudicationDeclared[]
  /** By run, then as they stand in the record. */
  units(): Iterable<UnitCut>
  /** The last version of each coding, by unit, then in the order of the codebook's codes, then by coder. With `history`, all versions in order. */
  codings(filter?: CodingFilter & { readonly history?: true }): Iterable<UnitCoded>
  /** In the order in which they were added. `bare` ones come without their messages and their schema, which are most of a ledger. */
  calls(filter?: LedgerFilter & { readonly bare?: true }): Iterable<JudgeCalled>
  /** How many codings (all versions), coders, codebooks and adjudications there are: it grows whenever one is added, and runs that go on leave it as it is. */
  size(): number
  close(): void
}
