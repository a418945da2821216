/** Views of what models were shown and what they were sent and replied. */
import {
  FACTS,
  fromBody,
  fromFact,
  inRecordOrder,
  ofKinds,
  participant,
  role,
  round,
  runId,
  SEATED_FACTS,
  seq,
  tick,
  type View,
} from '../view.ts'

// Order stands in subqueries, kept apart by their limit: SQLite before 3.44, which systems still ship, cannot order within an aggregate.

/** A text from its last line back to its first. */
export function textOf(id: string): string {
  return `(
    with recursive chain(prefix, line, depth) as (
      select prefix, line, 0 from text where id = ${id}
      union all
      select text.prefix, text.line, depth + 1 from chain join text on text.id = chain.prefix
    )
    select group_concat(line, char(10)) from (select line from chain order by depth desc limit -1)
  )`
}

/** The parts of an observation with their words, in the order of their keys. */
export const PARTS_WITH_WORDS = `(
      select json_group_array(json(words)) from (
        select json_object(
          'name', part.value -> '$.name', 'role', part.value -> '$.role', 'text', ${textOf("part.value ->> '$.text'")}
        ) as words
        from json_each(fact.body, '$.parts') as part order by part.key limit -1
      )
    )`

/** As the messages were put together: system parts before user parts, empty ones left out. */
const TEXT = `coalesce((
    select group_concat(words, char(10) || char(10)) from (
      select words from (
        select part.key as place, part.value ->> '$.role' as role, ${textOf("part.value ->> '$.text'")} as words
        from json_each(fact.body, '$.parts') as part
      ) where words <> '' order by role <> 'system', place limit -1
    )
  ), '')`

export const observations: View = {
  name: 'observations',
  means: 'One row for each time that a participant was shown words: exactly what it read.',
  from: FACTS,
  where: ofKinds('observation-shown'),
  ...inRecordOrder,
  columns: [
    runId,
    tick,
    participant,
    {
      name: 'text',
      means: 'system parts, then user parts, a blank line between them',
      holds: 'text',
      sql: TEXT,
    },
    fromFact('ask', 'the ask that it was shown for'),
    {
      name: 'parts',
      means: 'JSON list of { name, role, text }',
      holds: 'json',
      sql: PARTS_WITH_WORDS,
    },
    seq,
  ],
}

export const calls: View = {
  name: 'calls',
  means: 'One row for each call of a model, failed ones and samples included.',
  // Latencies are numbered by call within the tick, facts by place among all facts of it.
  from: `${FACTS}
  left join latency on latency.run = tick.run and latency.tick = tick.tick and latency.place = (
    select count(*) from content_fact as earlier
    where earlier.content = tick.content and earlier.place < content_fact.place and earlier.kind = 'model-called')`,
  where: ofKinds('model-called'),
  ...inRecordOrder,
  columns: [
    runId,
    tick,
    participant,
    fromFact('ask', 'the ask that it was to answer'),
    fromBody('attempt', 'from 0', 'integer'),
    fromBody('provider', 'who serves the model'),
    fromBody('model', 'the model asked for'),
    fromBody('served_model', 'the model that answered, as the provider names it'),
    {
      name: 'request',
      means:
        'JSON: sampling, schema, and the messages that followed the observation of the same tick and ask',
      holds: 'json',
      sql: "json_object('sampling', fact.body -> '$.sampling', 'schema', fact.body -> '$.schema', 'further', fact.body -> '$.further')",
    },
    fromBody('completion', 'what came back, verbatim; null where nothing did'),
    fromBody('finish_reason', 'as the provider says'),
    {
      name: 'input_tokens',
      means: 'as the provider counted them',
      holds: 'integer',
      sql: "fact.body ->> '$.usage.inputTokens'",
    },
    {
      name: 'output_tokens',
      means: 'as the provider counted them',
      holds: 'integer',
      sql: "fact.body ->> '$.usage.outputTokens'",
    },
    {
      name: 'cached',
      means: '1 where the completion came from a cassette, 0 where it was paid',
      holds: 'integer',
      sql: '0',
    },
    fromBody('cost_usd', 'US dollars; null where no price is known', 'real'),
    {
      name: 'latency_ms',
      means: 'wall time in milliseconds, retries and waiting included; outside the hash',
      holds: 'real',
      sql: 'latency.ms',
    },
    fromBody('error', 'why no completion came'),
    fromBody('reading', 'valid, or why the completion was no answer'),
    fromBody('fingerprint', "the provider's fingerprint of the serving system"),
    {
      name: 'uncertain_usd',
      means:
        'US dollars that may have been charged besides: for tries that broke off, or usage that nobody knows',
      holds: 'real',
      sql: "coalesce(fact.body ->> '$.uncertainUsd', 0.0)",
    },
    {
      name: 'tries',
      means:
        'how often the call was made; why the tries before the last failed is `retried` of its entry',
      holds: 'integer',
      sql: "coalesce(fact.body ->> '$.tries', 1)",
    },
    seq,
    fromBody(
      'sample',
      'from 1 for calls that only estimate probabilities; null for attempts, whose answers count',
      'integer',
    ),
  ],
}

/** What can be made of a reply; the options of a fact are rows of their own, the others are one each. */
const OUTCOMES = `(
    select 0 as place, 'option' as outcome union all select 1, 'pass' union all select 2, 'other'
  ) as each_outcome`

export const probabilities: View = {
  name: 'probabilities',
  means:
    'One row for each option of each ask whose probabilities were estimated, one for a pass where it was allowed, and one for all that was no answer.',
  from: `${SEATED_FACTS}
  cross join ${OUTCOMES}
  left join json_each(fact.body, '$.probabilities') as each_option on each_outcome.outcome = 'option'`,
  where: `${ofKinds('probability-estimated')} and (each_outcome.outcome <> 'pass' or fact.body -> '$.pass' is not null)`,
  order: `${inRecordOrder.order}, each_outcome.place, each_option.key`,
  ofRun: inRecordOrder.ofRun,
  columns: [
    runId,
    tick,
    round,
    participant,
    role,
    fromFact('ask', 'the ask that it was estimated for'),
    {
      name: 'option',
      means: 'canonical; null for a pass and for all that was no answer',
      holds: 'text',
      sql: 'each_option.key',
    },
    {
      name: 'probability',
      means: 'from 0 to 1; those of one ask sum to 1',
      holds: 'real',
      sql: "coalesce(each_option.value, fact.body ->> ('$.' || each_outcome.outcome))",
    },
    fromBody('source', 'logprobs, or samples where these did not tell'),
    fromBody('samples', 'how many further replies were counted; null for logprobs', 'integer'),
    fromBody(
      'given',
      'prompt, or reply where it holds once the reasoning of that one reply was written',
    ),
    {
      name: 'outcome',
      means: 'option, pass, or other (prose, refusals, what could not be read)',
      holds: 'text',
      sql: 'each_outcome.outcome',
    },
    seq,
  ],
}
