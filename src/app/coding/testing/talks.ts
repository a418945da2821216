/** Records to code in tests: short talks that are imported, the recorded discussions, and a codebook for them. */
import type { JudgeCalled, UnitCoded } from '../../../record/coding-entries.ts'
import type { Codebook } from '../../../study/coding/codebook.ts'
import { openSqliteLedger } from '../../adapters.ts'
import { importFiles } from '../../import/import-files.ts'
import type { Scratch } from '../../import/testing/files.ts'
import { parseCodebook } from '../../load-codebook.ts'

/** Four codes of messages: a binary one, one that depends on it, a span, a structural one. */
export const TALK_CODEBOOK = `
codebook: talk
version: 1
context: { before: 2, after: 1 }
codes:
  proposes:
    definition: The speaker proposes a plan or a next step.
    examples: ["I propose that we start with a prototype."]
  how:
    level: nominal
    definition: How the plan is proposed.
    where: { proposes: 1 }
    categories: { firmly: as settled, openly: as a question }
  cost:
    level: span
    definition: Words that name a cost or a risk.
  short:
    definition: Fewer than five words.
    structural: true
    rule: { words: { under: 5 } }
`

/** The codebook of these words, changed as wished. */
export function talkCodebook(change: (text: string) => string = (text) => text): Codebook {
  return parseCodebook('talk.yaml', change(TALK_CODEBOOK))
}

/** Imports talks, each a list of `Name: words` lines, into a record; gives back its path. */
export async function recordOf(
  scratch: Scratch,
  name: string,
  talks: readonly (readonly string[])[],
): Promise<string> {
  const db = `${scratch.path}/${name}.sqlite`
  const paths = talks.map((lines, i) =>
    scratch.write(`${name}-${i}.txt`, lines.map((line) => `${line}\n`).join('')),
  )
  await importFiles(paths, { db, format: 'names' })
  return db
}

/** So many talks of ten lines each. */
export function someTalks(count: number): string[][] {
  return Array.from({ length: count }, (_, talk) =>
    Array.from({ length: 10 }, (__, line) => {
      const who = line % 2 === 0 ? 'Ada' : 'Bob'
      return `${who}: In talk ${talk} I propose plan ${line}, Ada, and it costs ${talk * 10 + line} euro.`
    }),
  )
}

export interface Coded {
  /** In the order of the views. */
  readonly codings: readonly UnitCoded[]
  readonly history: readonly UnitCoded[]
  readonly calls: readonly JudgeCalled[]
}

/** What the ledger of a record holds. */
export function codedIn(db: string): Coded {
  const ledger = openSqliteLedger(db, 'read')
  try {
    return {
      codings: [...ledger.codings()],
      history: [...ledger.codings({ history: true })],
      calls: [...ledger.calls()],
    }
  } finally {
    ledger.close()
  }
}
