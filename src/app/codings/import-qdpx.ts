/** Takes over the codings of a REFI-QDA project that came back from another tool. */
import { readFileSync, statSync } from 'node:fs'
import { BadInputError, UnknownNameError } from '../../base/errors.ts'
import type { Ledger } from '../../io/store/ledger.ts'
import type { Store } from '../../io/store/store.ts'
import type { Tables } from '../../io/store/tables.ts'
import type { LedgerEntry } from '../../record/coding-entries.ts'
import { codebookFixed, codebookIn, type Codebook } from '../../study/coding/codebook.ts'
import { changesOf, codingKey } from '../../study/coding/hand/changes.ts'
import { unitCut } from '../../study/coding/unit.ts'
import { gatherCodings, type Gathered } from '../../study/refi/gather-codings.ts'
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
import { zerosOf } from './unmarked-zeros.ts'

export interface QdpxImport {
  readonly path: string
  /** The only codebook that codes are looked for in; without it all of the ledger. */
  readonly codebook: Codebook | null
  /** Codes that no codebook has become one of this name. */
  readonly newCodebook: string | null
  readonly coder: string | null
  readonly prefix: string
  /** `zero`: what a coder did not mark among the units looked at is 0. `looked`: their ids; null for all of the runs in the project. */
  readonly unmarked: 'missing' | 'zero'
  readonly looked: ReadonlySet<string> | null
  /** Whose silence is a no: names of coders; null for all who coded. */
  readonly lookedBy: readonly string[] | null
  readonly mostBytes?: number | undefined
}

export interface ImportedQdpx {
  readonly origin: string
  readonly coders: readonly string[]
  readonly taken: number
  readonly corrected: number
  readonly already: number
  /** Codings of judges, rules and adjudications that are as they were exported. */
  readonly ours: number
  /** Codings that the ledger has of these coders and that are no longer marked: they stay as they are. */
  readonly unmarkedNow: number
  /** Zeros that were taken over because nothing was marked. */
  readonly zeros: number
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
  const written = write(store, ledger, { codebooks, gathered, people, placed, options })
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

interface Writing {
  readonly codebooks: readonly Codebook[]
  readonly gathered: Gathered
  readonly people: readonly string[]
  readonly placed: PlacedProject
  readonly options: QdpxImport
}

type Written = Pick<ImportedQdpx, 'taken' | 'corrected' | 'already' | 'unmarkedNow' | 'zeros'>

function write(
  store: Pick<Store, 'runs' | 'ticks'>,
  ledger: Ledger,
  { codebooks, gathered, people, placed, options }: Writing,
): Written {
  const entries: LedgerEntry[] = people.map((name) => ({
    kind: 'coder-named',
    name,
    coderKind: 'human',
    definition: {},
  }))
  const sum = { taken: 0, corrected: 0, already: 0, unmarkedNow: 0, zeros: 0 }
  const { lookedBy } = options
  for (const name of lookedBy ?? [])
    if (!people.includes(name))
      throw new UnknownNameError(
        'coder',
        name,
        people,
        'They are told by --looked-by; nothing was imported.',
      )
  const lookers = lookedBy === null ? people : people.filter((name) => lookedBy.includes(name))
  for (const codebook of codebooks) {
    const given = gathered.given.get(codebook.hash) ?? []
    const marked = new Set(given.map(codingKey))
    const runs = new Set<string>(placed.runs)
    const units = new Map(gathered.units)
    const existing = [...ledger.codings({ codebook: codebook.hash })].filter(({ coder }) =>
      people.includes(coder),
    )
    // Who could not tell has not said no.
    for (const coded of existing) if (coded.value === null) marked.add(codingKey(coded))
    const zeros =
      options.unmarked === 'zero'
        ? zerosOf(store, codebook, {
            people: lookers,
            marked,
            placed,
            looked: options.looked,
            units,
            given,
          })
        : []
    const zeroed = new Set(zeros.map(codingKey))
    const inRuns = new Set(
      [...ledger.units()].filter(({ run }) => runs.has(run)).map(({ unit }) => unit as string),
    )
    for (const coded of existing) {
      const key = codingKey(coded)
      const isGone = isPositive(coded) && inRuns.has(coded.unit) && !marked.has(key)
      if (isGone && !zeroed.has(key)) sum.unmarkedNow++
    }
    const changes = changesOf(codebook.hash, [...given, ...zeros], existing)
    sum.taken += changes.taken
    sum.corrected += changes.corrected
    sum.already += changes.already
    sum.zeros += changes.entries.filter(({ value }) => value === 0).length
    if (changes.entries.length === 0) continue
    const coded = new Set<string>(changes.entries.map(({ unit }) => unit))
    entries.push(codebookFixed(codebook))
    for (const unit of units.values()) if (coded.has(unit.id)) entries.push(unitCut(unit))
    for (const entry of changes.entries) entries.push(entry)
  }
  if (sum.taken + sum.corrected > 0) ledger.add(entries)
  return sum
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
