/** Views of what was planned: runs, their treatments, their participants. */
import { role, runId, type View } from '../view.ts'
import { planJson } from './entry-views.ts'

const ofDesign = (name: string, path: string): string => `design.body ->> '$.${path}' as ${name}`

export const runs: View = {
  name: 'runs',
  means: 'One row for each run.',
  from: 'run cross join design on design.id = run.design left join own_plan on own_plan.run = run.id',
  order: 'run.run_id',
  ofRun: 'run.run_id = :run',
  columns: [
    { name: 'run_id', means: 'hash of the plan', holds: 'text', sql: 'run.run_id' },
    {
      name: 'experiment',
      means: "the experiment's name",
      holds: 'text',
      sql: "design.body ->> '$.experiment'",
    },
    {
      name: 'scenario',
      means: "the scenario's name",
      holds: 'text',
      sql: "design.body ->> '$.scenario.name'",
    },
    {
      name: 'scenario_version',
      means: "the scenario's version",
      holds: 'integer',
      sql: "design.body ->> '$.scenario.version'",
    },
    {
      name: 'treatment',
      means: 'the treatment; see treatments',
      holds: 'text',
      sql: "design.body ->> '$.treatment'",
    },
    {
      name: 'replicate',
      means: 'repetition of the treatment, from 1',
      holds: 'integer',
      sql: 'run.replicate',
    },
    { name: 'seed', means: "the run's seed", holds: 'integer', sql: 'run.seed' },
    {
      name: 'status',
      means:
        'started (not yet ended), finished, aborted (no valid answer, and the plan says to abort) or failed (a policy or the scenario broke its rules)',
      holds: 'text',
      sql: 'run.status',
    },
    {
      name: 'ticks',
      means: 'how many ticks are recorded',
      holds: 'integer',
      sql: 'coalesce((select max(tick) + 1 from tick where tick.run = run.id), 0)',
    },
    {
      name: 'record_hash',
      means: 'SHA-256 of the record; null until the run has ended',
      holds: 'text',
      sql: 'run.record_hash',
    },
    {
      name: 'parent_run_id',
      means: 'the run it was forked from',
      holds: 'text',
      sql: 'run.parent_run_id',
    },
    {
      name: 'fork_tick',
      means: 'the first tick that is its own',
      holds: 'integer',
      sql: 'run.fork_tick',
    },
    { name: 'started_at', means: 'wall time, ISO 8601, UTC', holds: 'text', sql: 'run.started_at' },
    { name: 'ended_at', means: 'wall time, ISO 8601, UTC', holds: 'text', sql: 'run.ended_at' },
    { name: 'why', means: 'why it was aborted or failed', holds: 'text', sql: 'run.why' },
    {
      name: 'semantics',
      means: 'number of the kernel behaviour under which it was played',
      holds: 'integer',
      sql: 'run.semantics',
    },
    {
      name: 'counterbalance',
      means: 'JSON: counterbalanced thing → variant',
      holds: 'json',
      sql: 'run.counterbalance',
    },
    {
      name: 'imported_from',
      means: 'the name of the file that it was imported from; null where it was played',
      holds: 'text',
      sql: "own_plan.body ->> '$.imported.file'",
    },
    {
      name: 'import_format',
      means: 'the format of that file',
      holds: 'text',
      sql: "own_plan.body ->> '$.imported.format'",
    },
    {
      name: 'plan',
      means: 'JSON: the whole plan, of which run_id is the hash',
      holds: 'json',
      sql: planJson('run'),
    },
  ],
}

export const treatments: View = {
  name: 'treatments',
  means: 'One row for each treatment and factor.',
  // Designs of one treatment are equal in their levels, but a treatment can have several designs once it was forked.
  from: `(
    select distinct ${ofDesign('treatment', 'treatment')}, level.key as factor, level.type as type,
      case level.type when 'true' then 'true' when 'false' then 'false' else level.value end as level
    from design, json_each(design.body, '$.levels') as level
  ) as each_level`,
  order: 'each_level.treatment, each_level.factor, each_level.type, each_level.level',
  ofRun: `each_level.treatment = (
    select ${ofDesign('treatment', 'treatment')} from run join design on design.id = run.design where run.run_id = :run)`,
  columns: [
    {
      name: 'treatment',
      means: "the treatment's name",
      holds: 'text',
      sql: 'each_level.treatment',
    },
    {
      name: 'factor',
      means: 'the path that the factor sets',
      holds: 'text',
      sql: 'each_level.factor',
    },
    {
      name: 'level',
      means:
        'what it is set to; JSON where it is a list or an object, null where it is set to null',
      holds: 'any',
      sql: 'each_level.level',
    },
    {
      name: 'level_type',
      means:
        'text, integer, real, true, false, null, array or object: which "true" is a word and which is not',
      holds: 'text',
      sql: 'each_level.type',
    },
  ],
}

/** Each seat of each run with its design. Where an intervention seats somebody else, see interventions. */
const SEATS = `run cross join seat on seat.design = run.design cross join design on design.id = run.design`

function ofSeat(key: string): string {
  return `design.body -> ('$.seats[' || seat.place || '].${key}')`
}

export const participants: View = {
  name: 'participants',
  means: 'One row for each seat of each run.',
  from: SEATS,
  order: 'run.run_id, seat.place',
  ofRun: 'run.run_id = :run',
  columns: [
    runId,
    { name: 'participant', means: 'p1, p2, …', holds: 'text', sql: 'seat.participant' },
    role,
    {
      name: 'agent',
      means: 'the agent that plays it, as the experiment names it',
      holds: 'text',
      sql: 'seat.agent',
    },
    {
      name: 'policy',
      means: 'llm, a strategy, moves, lookup, …',
      holds: 'text',
      sql: 'seat.policy',
    },
    {
      name: 'model',
      means: 'provider/model; null for policies without one',
      holds: 'text',
      sql: 'seat.model',
    },
    {
      name: 'persona',
      means: 'the text that says who the agent is',
      holds: 'text',
      sql: 'seat.persona',
    },
    {
      name: 'persona_name',
      means: 'where the persona comes from: its name in the catalogue, or bank/key',
      holds: 'text',
      sql: `${ofSeat('personaName')} ->> '$'`,
    },
    {
      name: 'attributes',
      means: 'JSON: what a bank says of the persona besides its text; see attributes',
      holds: 'json',
      sql: ofSeat('attributes'),
    },
  ],
}

export const attributes: View = {
  name: 'attributes',
  means: 'One row for each attribute of the persona at each seat of each run.',
  from: `${SEATS} cross join json_each(${ofSeat('attributes')}) as each_attribute`,
  order: 'run.run_id, seat.place, each_attribute.key',
  ofRun: 'run.run_id = :run',
  columns: [
    runId,
    { name: 'participant', means: 'p1, p2, …', holds: 'text', sql: 'seat.participant' },
    { name: 'attribute', means: 'its name', holds: 'text', sql: 'each_attribute.key' },
    {
      name: 'value',
      means: 'text or a number; true and false as words',
      holds: 'any',
      sql: "case each_attribute.type when 'true' then 'true' when 'false' then 'false' else each_attribute.value end",
    },
  ],
}
