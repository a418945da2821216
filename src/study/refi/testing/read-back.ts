/** Reads a project as an import does, without a ledger. */
import type { Codebook } from '../../coding/codebook.ts'
import { gatherCodings, type Gathered } from '../gather-codings.ts'
import { codeMatcher, type MatchedCode } from '../match-codes.ts'
import { sourceMatcher } from '../match-sources.ts'
import { userMatcher } from '../match-users.ts'
import { placeCodings, type PlacedProject } from '../place-codings.ts'
import type { QdaRecord } from '../qda-record.ts'
import { readQdpx } from '../read-qdpx.ts'

export interface ReadBack extends Gathered {
  readonly project: PlacedProject
}

export function readBack(
  record: Pick<QdaRecord, 'store' | 'coders'>,
  archive: Uint8Array,
  codebooks: readonly Codebook[],
): ReadBack {
  const { place, project, textOf } = readQdpx('back.qdpx', archive)
  const match = codeMatcher(codebooks)
  const codes = new Map(project.codes.map((code) => [code.guid, match(code)]))
  const placed = placeCodings(project, {
    place,
    store: record.store,
    textOf,
    find: sourceMatcher(record.store),
    matchedOf: ({ code }) => codes.get(code ?? '') as MatchedCode,
  })
  const users = new Set(project.users.map(({ guid }) => guid))
  const coderOf = userMatcher(project, record.coders, users, { place, prefix: '', coder: null })
  const notes = new Map(project.notes.map((note) => [note.guid, note.content]))
  const gathered = gatherCodings(placed.placed, {
    coderOf: ({ coding }) => coderOf(coding.user),
    noteOf: (guid) => notes.get(guid) ?? null,
    isOurs: () => true,
  })
  return { ...gathered, unplaced: [...placed.unplaced, ...gathered.unplaced], project: placed }
}
