/** Views of the whole record and of what coders made of it. */
import { FACTS, type View } from '../view.ts'
import { PARTS_WITH_WORDS } from './model-views.ts'

const fromDesign = (...keys: readonly string[]): string =>
  keys.map((key) => `'${key}', design.body -> '$.${key}'`).join(', ')

/** The keys are in canonical order, so that the body is the very line that was hashed. */
const STARTED = `json_object('kind', 'run-started', 'plan', json_object(
        'counterbalance', json(run.counterbalance), ${fromDesign('experiment', 'invalid', 'levels', 'parameters')},
        'replicate', run.replicate, ${fromDesign('scenario', 'seats')}, 'seed', run.seed, ${fromDesign('treatment')}
      ), 'semantics', run.semantics)`

const BODY = `case content_fact.kind when 'observation-shown'
        then json_set(fact.body, '$.parts', json(${PARTS_WITH_WORDS})) else fact.body end`

export const entries: View = {
  name: 'entries',
  means: 'The whole record in order.',
  from: `(
    select run.run_id as run_id, 0 as seq, null as tick, 'run-started' as kind, ${STARTED} as body
    from run join design on design.id = run.design
    union all
    select run.run_id, tick.seq + content_fact.place, tick.tick, content_fact.kind, ${BODY} from ${FACTS}
    union all
    select run.run_id, coalesce((
        select tick.seq + content.entries from tick join content on content.id = tick.content
        where tick.run = run.id order by tick.tick desc limit 1), 1),
      null, 'run-ended', json_object('how', run.status, 'kind', 'run-ended', 'why', run.why)
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
  ],
}

const CODING_COLUMNS = [
  'codebook',
  'code',
  'unit_kind',
  'run_id',
  'tick',
  'seq',
  'coder',
  'coder_kind',
  'value',
  'rationale',
  'confidence',
  'settled',
] as const

export const codings: View = {
  name: 'codings',
  means: 'One row for each coding of a unit. Empty until records are coded.',
  from: '(select 1)',
  where: '0',
  order: '1',
  ofRun: ':run is not null',
  columns: CODING_COLUMNS.map((name) => ({ name, means: 'reserved', holds: 'any', sql: 'null' })),
}
