/** A record and its codings as `project.qde`, written as it is made: no more than a run of it is held. */
import type { RunSummary } from '../../io/store/store.ts'
import { unitsOf } from '../coding/cut-units.ts'
import { codesXml, codeTree } from './code-tree.ts'
import { layOut, type LaidRun, type LayingOut } from './lay-out.ts'
import { noteOf } from './notes.ts'
import { unitPlacer, type PlacedUnit } from './places.ts'
import { guids, isPositive, type QdaCoding, type QdaRecord } from './qda-record.ts'
import { sourceXml, type Placing } from './sources.ts'
import {
  valuesOfRun,
  valuesOfSeat,
  valuesXml,
  variablesOf,
  variableXml,
  type Values,
} from './variables.ts'
import { closing, contained, element, opening, textOf } from './xml.ts'

export const PROJECT_NAMESPACE = 'urn:QDA-XML:project:1.0'
const SCHEMA = 'http://schema.qdasoftware.org/versions/Project/v1.0/Project.xsd'

/** What was written, and what could not be. */
export interface Told {
  sources: number
  cases: number
  codings: number
  /** Codings that say that a code does not apply, or nothing: the format has no place for them. */
  unsayable: number
  /** Codings of units that stand in no source. */
  unplaced: number
  /** Characters that XML cannot hold. */
  replaced: number
}

export interface ProjectOptions extends LayingOut {
  /** So many sources have a file of their own; further ones stand in the project itself. */
  readonly files: number
}

/** The runs of a record in the order of their ids, in which its codings come too. */
export function runsById({ store }: Pick<QdaRecord, 'store'>): RunSummary[] {
  return [...store.runs()].sort((a, b) => (a.runId < b.runId ? -1 : 1))
}

export function* projectOf(
  record: QdaRecord,
  told: Told,
  options: ProjectOptions,
): Iterable<string> {
  const runs = runsById(record)
  const variables = variablesOf(runs)
  const values = valuesXml(variables)
  const laid = (run: RunSummary): LaidRun => layOut(run, record.store.ticks(run.runId), options)
  const experiments = [...new Set(runs.map(({ plan }) => plan.experiment))]
  yield '<?xml version="1.0" encoding="UTF-8"?>\n'
  yield `${opening('Project', {
    xmlns: PROJECT_NAMESPACE,
    'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
    'xsi:schemaLocation': `${PROJECT_NAMESPACE} ${SCHEMA}`,
    name: experiments.slice(0, 3).join(', ') || 'empty',
    origin: 'Coterie',
  })}\n`
  yield* contained(
    'Users',
    record.coders.map((coder) => element('User', { guid: guids.user(coder), name: coder.name })),
  )
  const codes = codesXml(codeTree(record.codebooks))
  if (codes !== '') yield `${element('CodeBook', {}, codes)}\n`
  yield* contained('Variables', runs.length === 0 ? [] : variables.map(variableXml))
  yield* contained('Cases', casesXml(runs, laid, values, told))
  yield* contained('Sources', sourcesXml(record, runs, laid, values, told, options))
  yield* contained('Notes', notesXml(record))
  yield `${element('Description', {}, textOf(ABOUT))}\n${closing('Project')}\n`
}

const ABOUT = `Talk and decisions of participants, exported by Coterie. A source is one channel of one run; a case is one participant of one run. A coding says that a code applies. That a coder looked and found that it does not, and that an answer is missing, REFI-QDA cannot say: the complete codings are in the table "codings".`

function* casesXml(
  runs: readonly RunSummary[],
  laid: (run: RunSummary) => LaidRun,
  values: (values: Values) => string,
  told: Told,
): Iterable<string> {
  for (const run of runs) {
    const { sources, names, payoffs } = laid(run)
    for (const seat of run.plan.seats) {
      const { participant } = seat
      const own = sources.flatMap(({ channel, lines }) => {
        const source = guids.source(run.runId, channel)
        const its = lines.filter((line) => line.participant === participant)
        return its.length === 0
          ? []
          : [{ source, its: its.filter(({ words, end }) => end > words) }]
      })
      const references = [
        ...own.map(({ source }) => element('SourceRef', { targetGUID: source })),
        ...own.flatMap(({ source, its }) =>
          its.map(({ words, end }) =>
            element('SelectionRef', { targetGUID: guids.selection(source, words, end) }),
          ),
        ),
      ]
      told.cases++
      yield element(
        'Case',
        {
          guid: guids.case(run.runId, participant),
          name: `${names.get(participant) ?? participant} ${run.runId}`,
        },
        values({ ...valuesOfRun(run), ...valuesOfSeat(seat, payoffs) }) + references.join(''),
      )
    }
  }
}

function* sourcesXml(
  record: QdaRecord,
  runs: readonly RunSummary[],
  laid: (run: RunSummary) => LaidRun,
  values: (values: Values) => string,
  told: Told,
  { crlf = false, files }: ProjectOptions,
): Iterable<string> {
  const codingsOf = groupedByRun(positives(record, told))
  for (const run of runs) {
    const codings = codingsOf(run.runId)
    const placed = new Set<QdaCoding>()
    const laidRun = laid(run)
    const unitOf = unitsOfCodings(laidRun, codings, crlf ? 2 : 1)
    const placing: Placing = { codebooks: record.codebooks, unitOf, placed }
    for (const source of laidRun.sources) {
      const inFile = told.sources < files
      told.sources++
      yield* sourceXml(
        run.runId,
        source,
        codings,
        values({ ...valuesOfRun(run), channel: source.channel }),
        inFile,
        placing,
      )
    }
    told.codings += placed.size
    told.unplaced += codings.length - placed.size
  }
}

function unitsOfCodings(
  run: LaidRun,
  codings: readonly QdaCoding[],
  breakLength: number,
): Placing['unitOf'] {
  const kinds = [...new Set(codings.map(({ unitKind }) => unitKind))]
  const place = unitPlacer(run, breakLength)
  const units = new Map(
    unitsOf(run.world, kinds).map((unit): [string, () => PlacedUnit] => {
      let placed: PlacedUnit | undefined
      return [unit.id, () => (placed ??= place(unit))]
    }),
  )
  return ({ unit }) => units.get(unit)?.()
}

function* positives(record: QdaRecord, told: Told): Iterable<QdaCoding> {
  for (const coding of record.codings())
    if (isPositive(coding)) yield coding
    else told.unsayable++
}

/** Hands out the codings of a run; runs are asked for in the order in which the codings come. */
function groupedByRun(codings: Iterable<QdaCoding>): (run: string) => QdaCoding[] {
  const rows = codings[Symbol.iterator]()
  let next = rows.next()
  return (run) => {
    const group: QdaCoding[] = []
    while (next.done !== true && next.value.run <= run) {
      if (next.value.run === run) group.push(next.value)
      next = rows.next()
    }
    return group
  }
}

function* notesXml(record: QdaRecord): Iterable<string> {
  for (const coding of record.codings()) {
    const note = isPositive(coding) ? noteOf(coding) : null
    if (note === null) continue
    yield element(
      'Note',
      {
        guid: guids.note(coding),
        name: `${coding.code} by ${coding.coder}`,
        creatingUser: guids.user({ name: coding.coder, kind: coding.coderKind }),
      },
      element('PlainTextContent', {}, textOf(note)),
    )
  }
}
