/** Takes over the codings of a REFI-QDA project that came back from another tool. */
import { readFileSync, statSync } from 'node:fs'
import { BadInputError } from '../../base/errors.ts'
import type { Ledger } from '../../io/store/ledger.ts'
import type { Store } from '../../io/store/store.ts'
import type { Tables } from '../../io/store/tables.ts'
import { codebookIn, type Codebook } from '../../study/coding/codebook.ts'
import { gatherCodings } from '../../study/refi/gather-codings.ts'
import { sourceMatcher } from '../../study/refi/match-sources.ts'
import { userMatcher } from '../../study/refi/match-users.ts'
import {
  placeCodings,
  type PlacedProject,
  type UnplacedCoding,
} from '../../study/refi/place-codings.ts'
import { isPositive } from '../../study/refi/qda-record.ts'
import type { QdeCoding, QdeProject } from '../../study/refi/qde.ts'
import { readQdpx, type ReadQdpx } from '../../study/refi/read-qdpx.ts'
import { recordOfCodings } from './record-of-codings.ts'
import { codesOf, everyCoding } from './codes-of-project.ts'
import { writeCodings, type Silence, type Written } from './write-codings.ts'

export interface QdpxImport extends Silence {
  readonly path: string
  /** The only codebook that codes are looked for in; without it all of the ledger. */
  readonly codebook: Codebook | null
  /** Codes that no codebook has become one of this name. */
  readonly newCodebook: string | null
  readonly coder: string | null
  readonly prefix: string
  readonly mostBytes?: number | undefined
}

export interface ImportedQdpx extends Written {
  readonly origin: string
  readonly coders: readonly string[]
  /** Codings of judges, rules and adjudications that are as they were exported. */
  readonly ours: number
  readonly unplaced: readonly (Omit<UnplacedCoding, 'coding'> & { code: string; user: string })[]
  /** That was made of codes which none had. */
  readonly newCodebook: { readonly name: string; readonly codes: readonly string[] } | null
  readonly notes: readonly string[]
}

/** @throws BadInputError with file, line and GUID where something cannot be read; nothing is written then. */
export function importQdpx(
  store: Pick<Store, 'runs' | 'ticks'>,
  ledger: Ledger,
  tables: Tables,
  options: QdpxImport,
): ImportedQdpx {
  const { path, codebook, mostBytes } = options
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat === undefined || !stat.isFile())
    throw new BadInputError(`${path}: there is no such file. Name a REFI-QDA project.`)
  const limits = mostBytes === undefined ? {} : { bytes: mostBytes }
  const qdpx = readQdpx(path, readFileSync(path), limits)
  const { project, place, textOf } = qdpx
  const known = ledger
    .codebooks()
    .filter(
      ({ name, hash }) =>
        codebook === null || (name === options.newCodebook && hash !== codebook.hash),
    )
    .map(codebookIn)
  const searched = codebook === null ? known : [codebook, ...known]
  const { matchedOf, made } = codesOf(project, searched, place, options.newCodebook)
  const codebooks = made === null ? searched : [...searched, made]
  const find = sourceMatcher(store)
  const placed = placeCodings(project, { place, store, textOf, find, matchedOf })
  const record = recordOfCodings(store, tables)
  const codings = everyCoding(project)
  const active = new Set(codings.flatMap(({ user }) => user ?? []))
  const coderOf = userMatcher(project, record.coders, active, {
    place,
    prefix: options.prefix,
    coder: options.coder,
  })
  const gathered = gatherCodings(placed.placed, {
    coderOf: ({ coding }) => coderOf(coding.user),
    noteOf: notesOf(qdpx),
    isOurs: oursIn(record.codings(), codebooks),
  })
  const people = [
    ...new Set([
      ...codings
        .map(({ user }) => coderOf(user))
        .flatMap(({ name, isPerson }) => (isPerson ? name : [])),
    ]),
  ]
  const written = writeCodings(store, ledger, { codebooks, gathered, people, placed, options })
  return {
    origin: project.origin,
    coders: people,
    ...written,
    ours: gathered.ours,
    unplaced: [...placed.unplaced, ...gathered.unplaced].map(({ coding, ...rest }) => ({
      ...rest,
      code: codeName(project, coding),
      user: project.users.find(({ guid }) => guid === coding.user)?.name ?? '',
    })),
    newCodebook:
      made === null ? null : { name: made.codebook, codes: made.codes.map(({ code }) => code) },
    notes: notesTold(project, placed),
  }
}

function codeName({ codes }: QdeProject, { code }: QdeCoding): string {
  return codes.find(({ guid }) => guid === code)?.name ?? ''
}

function notesOf({ project, textOf }: ReadQdpx): (guid: string) => string | null {
  const notes = new Map(project.notes.map((note) => [note.guid, note]))
  return (guid) => {
    const note = notes.get(guid)
    return note === undefined ? null : textOf(note)
  }
}

function oursIn(
  codings: Iterable<
    Parameters<typeof isPositive>[0] & {
      coderKind: string
      codebook: string
      version: string
      coder: string
      code: string
      unit: string
    }
  >,
  codebooks: readonly Codebook[],
): (
  codebook: string,
  coder: string,
  code: string,
  unit: string,
  value: string | number,
) => boolean {
  const hashes = new Map(codebooks.map((one) => [`${one.codebook}\n${one.version}`, one.hash]))
  let known: Set<string> | undefined
  const all = (): Set<string> => {
    const keys = new Set<string>()
    for (const one of codings) {
      if (one.coderKind === 'human' || !isPositive(one)) continue
      const hash = hashes.get(`${one.codebook}\n${one.version}`) ?? ''
      keys.add(JSON.stringify([hash, one.coder, one.code, one.unit, one.value]))
    }
    return keys
  }
  return (...key) => (known ??= all()).has(JSON.stringify(key))
}

function notesTold(project: QdeProject, { countings, strangers }: PlacedProject): string[] {
  const loose = project.sources
    .flatMap(({ selections }) => selections)
    .filter(({ notes }) => notes.length > 0).length
  const written = new Map<string, string[]>()
  for (const [source, counting] of countings)
    written.set(counting, [...(written.get(counting) ?? []), source])
  return [
    ...[...written].map(
      ([counting, sources]) =>
        `Offsets were counted with ${counting} in ${sources.length} ${sources.length === 1 ? 'source' : 'sources'}.`,
    ),
    ...[...project.passed].map(([what, times]) => `Passed over (${times}): ${what}.`),
    ...(loose > 0
      ? [
          `${loose} selections have notes of their own, and not of a coding: these are not taken over.`,
        ]
      : []),
    ...(strangers > 0
      ? [`${strangers} sources without codings are none of this record: passed over.`]
      : []),
  ]
}
