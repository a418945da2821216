/** The view of the whole record. */
import { FACTS, type View } from '../view.ts'
import { PARTS_WITH_WORDS } from './observation-views.ts'

/** The run that a line of forks goes back to; `union` ends a line that somebody has tied into a ring. */
const ORIGIN = `(
      with recursive line(id, parent) as (
        select run.id, run.parent_run_id
        union
        select earlier.id, earlier.parent_run_id from line join run as earlier on earlier.run_id = line.parent
      )
      select id from line where parent is null
    )`

/** The keys of the plan in canonical order, those that it lacks left out: the entry is the very line that was hashed. */
export const planJson = (run: 'origin' | 'run'): string => `(
      select '{' || group_concat(json_quote(key) || ':' || value, ',') || '}' from (
        select key, value from (
          select key, design.body -> ('$.' || key) as value from json_each(design.body)
          union all
          select key, own_plan.body -> ('$.' || key) from json_each(own_plan.body)
          union all select 'counterbalance', ${run}.counterbalance
          union all select 'replicate', ${run}.replicate
          union all select 'seed', ${run}.seed
          union all select 'fork', json_object('parent', ${run}.parent_run_id, 'tick', ${run}.fork_tick)
            where ${run}.parent_run_id is not null
        ) order by key limit -1
      )
    )`

const STARTED = `'{"kind":"run-started","plan":' || ${planJson('origin')} || ',"semantics":' || origin.semantics || '}'`

const BODY = `case content_fact.kind when 'observation-shown'
        then json_replace(fact.body, '$.parts', json(${PARTS_WITH_WORDS})) else fact.body end`

export const entries: View = {
  name: 'entries',
  means: 'The whole record in order. A fork begins as the run that its line of forks goes back to.',
  from: `(
    select run.run_id as run_id, 0 as seq, null as tick, 'run-started' as kind, ${STARTED} as body, null as round, null as phase
    from run join run as origin on origin.id = ${ORIGIN}
    join design on design.id = origin.design left join own_plan on own_plan.run = origin.id
    union all
    select run.run_id, tick.seq + content_fact.place, tick.tick, content_fact.kind, ${BODY}, tick.round, content.phase from ${FACTS}
    union all
    select run.run_id, coalesce((
        select tick.seq + content.entries from tick join content on content.id = tick.content
        where tick.run = run.id order by tick.tick desc limit 1), 1),
      null, 'run-ended', json_object('how', run.status, 'kind', 'run-ended', 'why', run.why), null, null
    from run where run.status <> 'started'
  ) as each_entry`,
  order: 'each_entry.run_id, each_entry.seq',
  ofRun: 'each_entry.run_id = :run',
  runByRun: true,
  columns: [
    { name: 'run_id', means: 'the run', holds: 'text', sql: 'each_entry.run_id' },
    { name: 'seq', means: 'place in the record, from 0', holds: 'integer', sql: 'each_entry.seq' },
    {
      name: 'tick',
      means: 'the tick, from 0; null for the first and the last entry',
      holds: 'integer',
      sql: 'each_entry.tick',
    },
    { name: 'kind', means: 'the kind of fact', holds: 'text', sql: 'each_entry.kind' },
    { name: 'body', means: 'the entry as canonical JSON', holds: 'json', sql: 'each_entry.body' },
    {
      name: 'round',
      means: 'the round of its tick, from 1; null where there is none',
      holds: 'integer',
      sql: 'each_entry.round',
    },
    { name: 'phase', means: 'the phase of its tick', holds: 'text', sql: 'each_entry.phase' },
  ],
}
