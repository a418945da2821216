/** Writes the codings of people of a project into the ledger: new ones, corrections, and zeros where silence is a no. */
import { UnknownNameError } from '../../base/errors.ts'
import type { Ledger } from '../../io/store/ledger.ts'
import type { Store } from '../../io/store/store.ts'
import type { LedgerEntry } from '../../record/coding-entries.ts'
import { codebookFixed, type Codebook } from '../../study/coding/codebook.ts'
import { changesOf, codingKey } from '../../study/coding/hand/changes.ts'
import { unitCut } from '../../study/coding/unit.ts'
import type { Gathered } from '../../study/refi/gather-codings.ts'
import type { PlacedProject } from '../../study/refi/place-codings.ts'
import { isPositive } from '../../study/refi/qda-record.ts'
import { zerosOf } from './unmarked-zeros.ts'

/** What it means that a coder did not mark a unit. */
export interface Silence {
  /** `zero`: what a coder did not mark among the units looked at is 0. */
  readonly unmarked: 'missing' | 'zero'
  /** Ids of the units that were looked at; null for all of the runs in the project. */
  readonly looked: ReadonlySet<string> | null
  /** Whose silence is a no: names of coders; null for all who coded. */
  readonly lookedBy: readonly string[] | null
}

export interface Writing {
  readonly codebooks: readonly Codebook[]
  readonly gathered: Gathered
  readonly people: readonly string[]
  readonly placed: PlacedProject
  readonly options: Silence
}

/** How many codings were taken over, and how. */
export interface Written {
  readonly taken: number
  readonly corrected: number
  readonly already: number
  /** Codings that the ledger has of these coders and that are no longer marked: they stay as they are. */
  readonly unmarkedNow: number
  /** Zeros that were taken over because nothing was marked. */
  readonly zeros: number
}

/** Adds what is new or changed in one transaction; codings of judges and rules are none of these. @throws UnknownNameError for a coder who is not there. */
export function writeCodings(
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
