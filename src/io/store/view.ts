/** What a view is: named columns, each with its meaning and its SQL, over the physical tables. */

import type { Holds, TableColumn } from './tables.ts'

export interface Column extends TableColumn {
  /** The SQL that computes it. */
  readonly sql: string
}

export interface View {
  readonly name: string
  readonly means: string
  readonly columns: readonly Column[]
  /** What follows `from`, up to the condition. */
  readonly from: string
  /** The condition that makes a row one of this view. */
  readonly where?: string
  /** SQL terms that put the rows in an order which does not depend on the order in which runs arrived. */
  readonly order: string
  /** The condition that holds for the rows of the run `:run` alone. */
  readonly ofRun: string
  /** True where SQLite would have to sort all rows, so that they are better read a run at a time. */
  readonly runByRun?: boolean
}

export const runId: Column = { name: 'run_id', means: 'the run', holds: 'text', sql: 'run.run_id' }
export const tick: Column = {
  name: 'tick',
  means: 'the tick, from 0',
  holds: 'integer',
  sql: 'tick.tick',
}
export const seq: Column = {
  name: 'seq',
  means: 'place in the record, from 0',
  holds: 'integer',
  sql: 'tick.seq + content_fact.place',
}
export const round: Column = {
  name: 'round',
  means: 'the round, from 1; null in scenarios without rounds',
  holds: 'integer',
  sql: 'tick.round',
}
export const phase: Column = {
  name: 'phase',
  means: "the phase of the scenario's machine",
  holds: 'text',
  sql: 'content.phase',
}
export const participant: Column = {
  name: 'participant',
  means: 'who: p1, p2, …',
  holds: 'text',
  sql: 'fact.participant',
}
export const role: Column = {
  name: 'role',
  means: 'its role in the scenario',
  holds: 'text',
  sql: 'seat.role',
}

/** A column of the body's own key: `camelCase` in the entry, `snake_case` in the view. */
export function fromBody(name: string, means: string, holds: Holds = 'text'): Column {
  const key = name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase())
  return { name, means, holds, sql: `fact.body ->> '$.${key}'` }
}

/** A column that stands in the table `fact` under its own name. */
export function fromFact(name: string, means: string, holds: Holds = 'text'): Column {
  return { name, means, holds, sql: `fact.${name}` }
}

/** Every fact of every tick. The joins are in the order of the record, and `cross` keeps SQLite to it: rows then need no sorting. */
export const FACTS = `run
  cross join tick on tick.run = run.id
  cross join content on content.id = tick.content
  cross join content_fact on content_fact.content = tick.content
  cross join fact on fact.id = content_fact.fact`

/** `FACTS`, each with the seat of its participant. */
export const SEATED_FACTS = `${FACTS}
  left join seat on seat.design = run.design and seat.participant = fact.participant`

/** The latency of what took wall time: these are numbered within the tick, facts by place among all facts of it. */
const LATENCY = `left join latency on latency.run = tick.run and latency.tick = tick.tick and latency.place = (
    select count(*) from content_fact as earlier
    where earlier.content = tick.content and earlier.place < content_fact.place
      and earlier.kind in ('model-called', 'human-answered'))`

/** `FACTS`, each with what it took in wall time, where it is a call or a person's answer. */
export const TIMED_FACTS = `${FACTS}
  ${LATENCY}`

/** `SEATED_FACTS`, timed in the same way. */
export const TIMED_SEATED_FACTS = `${SEATED_FACTS}
  ${LATENCY}`

/** What all views of facts have in common. */
export const inRecordOrder = {
  order: 'run.run_id, tick.tick, content_fact.place',
  ofRun: 'run.run_id = :run',
} as const

/** The condition that a fact is of one of some kinds. */
export function ofKinds(...kinds: readonly string[]): string {
  return `content_fact.kind in (${kinds.map((kind) => `'${kind}'`).join(', ')})`
}
