/** Which fields and rounds a run has, without reading more of it than names: the columns of wide files are known before their first row. */
import type { Tables } from '../../io/store/tables.ts'
import { fieldOf } from './played-rounds.ts'

/** The fields that anybody answered in a run, in the order in which they came. */
export function fieldsIn(tables: Tables, runId: string): Set<string> {
  const fields = new Set<string>()
  const asked = new Map<string, number>()
  const columns = ['round', 'participant', 'ask']
  for (const row of tables.rows('decisions', { runId, columns })) {
    const key = JSON.stringify([row.round, row.participant, row.ask])
    const nth = (asked.get(key) ?? 0) + 1
    asked.set(key, nth)
    fields.add(fieldOf(String(row.ask), nth))
  }
  return fields
}

/** The numbered rounds of a run. */
export function roundsIn(tables: Tables, runId: string): Set<number> {
  const rounds = new Set<number>()
  for (const { round } of tables.rows('entries', { runId, columns: ['round'] }))
    if (typeof round === 'number') rounds.add(round)
  return rounds
}

/** True where somebody decided or earned something outside rounds. */
export function hasOutside(tables: Tables, runId: string): boolean {
  const columns = ['round']
  return ['decisions', 'payoffs'].some((table) => {
    const [row] = tables.rows(table, { runId, columns, where: { round: null } })
    return row !== undefined
  })
}
