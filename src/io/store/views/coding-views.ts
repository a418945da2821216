/** Views of what coders made of the record: the ledger of codings, and what was settled. */
import type { Column, View } from '../view.ts'
import { EACH_CODING } from './each-coding.ts'

const RUN_OF_UNIT = 'join run on run.id = unit.run'

function of(table: string, name: string, means: string, holds: Column['holds'] = 'text'): Column {
  return { name, means, holds, sql: `${table}.${name}` }
}

const unitColumns: readonly Column[] = [
  {
    name: 'unit_kind',
    means: 'message, turn, exchange, decision or run',
    holds: 'text',
    sql: 'unit.kind',
  },
  of('run', 'run_id', 'the run'),
  of('unit', 'tick', 'the tick of its first entry; null for a whole run', 'integer'),
  of('unit', 'seq', 'place in the record of its first entry', 'integer'),
]

const unitEnds: readonly Column[] = [
  of('unit', 'last_seq', 'place in the record of its last entry', 'integer'),
  of('unit', 'participant', 'whose it is; null where it is of several, or of nobody'),
]

/** Spans as users read them: a list of objects. */
const SPANS = `(
      select json_group_array(json_object('start', span.value -> '$[0]', 'end', span.value -> '$[1]', 'quote', span.value ->> '$[2]'))
      from json_each(each_coding.spans) as span)`

export const codings: View = {
  name: 'codings',
  means:
    'One row for each unit, code and coder: the last version of what was coded, and what adjudications settle. Value null is missing, never false.',
  from: `${EACH_CODING}
  join unit on unit.id = each_coding.unit
  ${RUN_OF_UNIT}
  join codebook_code on codebook_code.id = each_coding.code
  join codebook on codebook.id = codebook_code.codebook`,
  order:
    'run.run_id, unit.seq, unit.kind, codebook.name, codebook.version, codebook_code.place, each_coding.settled, each_coding.coder',
  // A constant that SQLite carries into what is settled: nothing of other runs is worked out.
  ofRun: 'each_coding.run_id = :run',
  columns: [
    { name: 'codebook', means: 'the name of the codebook', holds: 'text', sql: 'codebook.name' },
    { name: 'code', means: 'the code', holds: 'text', sql: 'codebook_code.name' },
    ...unitColumns,
    of('each_coding', 'coder', 'who coded, or the name of the adjudication'),
    of('each_coding', 'coder_kind', 'rule, judge, human or settled'),
    of(
      'each_coding',
      'value',
      '1 or 0 for binary codes and spans, otherwise the category; null where it is missing',
      'any',
    ),
    of(
      'each_coding',
      'rationale',
      "the coder's reason; of what is settled, the rule and the coders",
    ),
    of('each_coding', 'confidence', 'from 0 to 1, as the coder says', 'real'),
    of(
      'each_coding',
      'settled',
      '1 where an adjudication settled it, 0 where a coder coded it',
      'integer',
    ),
    {
      name: 'codebook_version',
      means: 'the version of the codebook',
      holds: 'text',
      sql: 'codebook.version',
    },
    { name: 'unit', means: 'the id of the unit', holds: 'text', sql: 'unit.name' },
    ...unitEnds,
    of('each_coding', 'why', 'why the value is missing'),
    {
      name: 'spans',
      means:
        "JSON: the words that it rests on, { start, end, quote } in Unicode code points of the unit's text, the end exclusive",
      holds: 'json',
      sql: SPANS,
    },
    of(
      'each_coding',
      'version',
      'from 1; more where it was corrected (see corrections); null for what is settled',
      'integer',
    ),
  ],
}

export const corrections: View = {
  name: 'corrections',
  means: 'One row for each coding that was corrected later: what it was before.',
  from: `coding
  join coding as next on next.unit = coding.unit and next.code = coding.code and next.coder = coding.coder and next.version = coding.version + 1
  join coder on coder.id = coding.coder
  join unit on unit.id = coding.unit
  ${RUN_OF_UNIT}
  join codebook_code on codebook_code.id = coding.code
  join codebook on codebook.id = codebook_code.codebook`,
  order:
    'run.run_id, unit.seq, unit.kind, codebook.name, codebook.version, codebook_code.place, coder.name, coding.version',
  ofRun: 'run.run_id = :run',
  columns: [
    { name: 'codebook', means: 'the name of the codebook', holds: 'text', sql: 'codebook.name' },
    { name: 'codebook_version', means: 'its version', holds: 'text', sql: 'codebook.version' },
    { name: 'code', means: 'the code', holds: 'text', sql: 'codebook_code.name' },
    ...unitColumns,
    { name: 'unit', means: 'the id of the unit', holds: 'text', sql: 'unit.name' },
    { name: 'coder', means: 'who coded', holds: 'text', sql: 'coder.name' },
    of('coding', 'version', 'from 1', 'integer'),
    of('coding', 'value', 'what it was', 'any'),
    of('coding', 'rationale', 'why it was'),
    { name: 'corrected_to', means: 'what came in its place', holds: 'any', sql: 'next.value' },
  ],
}

export const codebooks: View = {
  name: 'codebooks',
  means: 'One row for each version of a codebook with which the record was coded.',
  from: 'codebook',
  order: 'codebook.name, codebook.version',
  ofRun: ':run is not null',
  columns: [
    of('codebook', 'name', 'its name'),
    of('codebook', 'version', 'its version'),
    of('codebook', 'hash', 'SHA-256 of its canonical JSON'),
    of('codebook', 'body', 'the codebook as canonical JSON', 'json'),
  ],
}

export const coders: View = {
  name: 'coders',
  means: 'One row for each coder, and for each adjudication.',
  from: `(
    select name, kind, definition from coder
    union all
    select name, 'settled', json_object('rule', rule, 'coders', json(coders), 'codebook', (select hash from codebook where id = codebook)) from adjudication
  ) as each_coder`,
  order: 'each_coder.name',
  ofRun: ':run is not null',
  columns: [
    of('each_coder', 'name', 'its name'),
    of('each_coder', 'kind', 'rule, judge, human or settled'),
    of(
      'each_coder',
      'definition',
      "JSON: what makes it that one; a judge's model, sampling and instructions",
      'json',
    ),
  ],
}

export const judgeCalls: View = {
  name: 'judge_calls',
  means:
    'One row for each call of a judge. They are no calls of the runs: their cost stands here and nowhere else.',
  from: 'judge_call join coder on coder.id = judge_call.coder join codebook on codebook.id = judge_call.codebook',
  order:
    'coder.name, codebook.name, codebook.version, judge_call.units, judge_call.attempt, judge_call.request',
  ofRun: `exists (
    select 1 from json_each(judge_call.units) as coded join unit on unit.name = coded.value join run on run.id = unit.run where run.run_id = :run)`,
  columns: [
    { name: 'coder', means: 'the judge', holds: 'text', sql: 'coder.name' },
    { name: 'codebook', means: 'the name of the codebook', holds: 'text', sql: 'codebook.name' },
    { name: 'codebook_version', means: 'its version', holds: 'text', sql: 'codebook.version' },
    of('judge_call', 'units', 'JSON: the ids of the units that it was to code', 'json'),
    of('judge_call', 'attempt', 'from 0', 'integer'),
    of('judge_call', 'provider', 'who serves the model'),
    of('judge_call', 'model', 'the model asked for'),
    of('judge_call', 'served_model', 'the model that answered, as the provider names it'),
    of('judge_call', 'request', 'SHA-256 of what was sent'),
    of('judge_call', 'completion', 'what came back, verbatim; null where nothing did'),
    of('judge_call', 'finish_reason', 'as the provider says'),
    {
      name: 'input_tokens',
      means: 'as the provider counted them',
      holds: 'integer',
      sql: "judge_call.usage ->> '$.inputTokens'",
    },
    {
      name: 'output_tokens',
      means: 'as the provider counted them',
      holds: 'integer',
      sql: "judge_call.usage ->> '$.outputTokens'",
    },
    of('judge_call', 'cost_usd', 'US dollars; null where no price is known', 'real'),
    of('judge_call', 'uncertain_usd', 'US dollars that may have been charged besides', 'real'),
    of('judge_call', 'latency_ms', 'wall time in milliseconds', 'real'),
    of('judge_call', 'error', 'why no completion came'),
    of('judge_call', 'reading', 'valid, or why the completion was no answer'),
  ],
}
