/** Coding for programs. What it stands on is loaded when it is called, so that a catalogue file costs nothing to import. */
import type { CodeOptions, CodeReport } from '../code-record.ts'

/**
 * Codes the units of a record by a codebook, by rules and by judges, into its ledger: what is coded already is kept.
 * @throws BadInputError before anything is spent, with the mend.
 */
export async function codeRecord(options: CodeOptions): Promise<CodeReport> {
  const { codeRecord: code } = await import('../code-record.ts')
  return code(options)
}
