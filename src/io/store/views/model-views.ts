/** Views of what models were sent and replied. */
import {
  fromBody,
  fromFact,
  inRecordOrder,
  ofKinds,
  participant,
  role,
  round,
  runId,
  SEATED_FACTS,
  TIMED_FACTS,
  seq,
  tick,
  type View,
} from '../view.ts'

export const calls: View = {
  name: 'calls',
  means: 'One row for each call of a model, failed ones and samples included.',
  from: TIMED_FACTS,
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
      means:
        '1 where the call was made for the run that this one was forked from, 0 where it was made for this one',
      holds: 'integer',
      sql: 'coalesce(tick.tick < run.fork_tick, 0)',
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
