/** The panel: one row for each participant and round, asks and factors as columns. */
import type { Json } from '../../base/canonical-json.ts'
import type { RunSummary } from '../../io/store/store.ts'
import { modelOf } from '../../record/seat.ts'
import type { Cell } from '../../io/store/tables.ts'
import { csvOfRows } from './csv.ts'
import { fieldNames, type FieldNames } from './field-names.ts'
import { fieldsIn } from './played-fields.ts'
import type { ExportOptions, ReadableRecord, WriteFile } from './format.ts'
import { playedRounds, type Answer, type PlayedRound } from './played-rounds.ts'
import { inOrder, watchedTicks } from './run-order.ts'

const RUN = [
  'experiment',
  'scenario',
  'scenario_version',
  'treatment',
  'replicate',
  'seed',
  'run_id',
  'status',
] as const
const SEAT = [
  'participant',
  'role',
  'agent',
  'policy',
  'model',
  'round',
  'group',
  'points',
] as const

/** Writes `panel.csv`. The decisions are read once for its columns, the record once for its rows. */
export function writePanel(
  { store, tables }: ReadableRecord,
  keep: WriteFile,
  options: ExportOptions,
): void {
  const runs = inOrder(store.runs())
  const factors = [...new Set(runs.flatMap(({ plan }) => Object.keys(plan.levels)))].sort()
  const ticksOf = watchedTicks(store, 1, options.progress)
  const names = fieldNames([...RUN, ...SEAT])
  const roundsOf = (run: RunSummary): PlayedRound[] => playedRounds(run.plan, ticksOf(run))
  for (const { runId } of runs) for (const field of fieldsIn(tables, runId)) names.nameOf(field)
  const columns = [
    ...RUN,
    ...factors.map((factor) => `factor.${factor}`),
    ...SEAT,
    ...names.fields.flatMap((field) => [names.nameOf(field), `${names.nameOf(field)}_status`]),
  ]
  const rows = function* (): Iterable<Cell[]> {
    for (const run of runs) {
      const { levels } = run.plan
      const ofRun = [...cellsOfRun(run), ...factors.map((factor) => jsonCell(levels[factor]))]
      for (const round of roundsOf(run)) yield* rowsOf(run, round, ofRun, names)
    }
  }
  keep('panel.csv', csvOfRows(columns, rows(), options))
}

function cellsOfRun({ runId, plan, status }: RunSummary): Cell[] {
  const { experiment, scenario, treatment, replicate, seed } = plan
  return [experiment, scenario.name, scenario.version, treatment, replicate, seed, runId, status]
}

function* rowsOf(
  { plan }: RunSummary,
  { round, groups, played }: PlayedRound,
  ofRun: readonly Cell[],
  names: FieldNames,
): Iterable<Cell[]> {
  // Outside rounds there is a row for those who did something, and nobody else.
  const seats = plan.seats.filter(({ participant }) => round !== null || played.has(participant))
  for (const seat of seats) {
    const { participant, role, agent, policy } = seat
    const own = played.get(participant)
    yield [
      ...ofRun,
      participant,
      role,
      agent,
      policy,
      modelOf(seat),
      round,
      groups.get(participant)?.group ?? 1,
      own?.points ?? null,
      ...answerCells(own?.answers ?? [], names.fields),
    ]
  }
}

/** For each field its canonical value and its status; both are empty where it was not asked. */
export function answerCells(answers: readonly Answer[], fields: readonly string[]): Cell[] {
  const byField = new Map(answers.map(({ field, decision }) => [field, decision]))
  return fields.flatMap((field) => {
    const decision = byField.get(field)
    return [decision?.value ?? null, decision?.status ?? null]
  })
}

/** A level or parameter as a cell: words and numbers as they are, all else as JSON. */
export function jsonCell(value: Json | undefined): Cell {
  if (value === undefined || value === null) return null
  return typeof value === 'string' || typeof value === 'number' ? value : JSON.stringify(value)
}
