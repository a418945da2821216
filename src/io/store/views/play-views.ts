/** Views of what was decided, earned and said. */
import {
  fromBody,
  fromFact,
  inRecordOrder,
  ofKinds,
  participant,
  phase,
  role,
  round,
  runId,
  SEATED_FACTS,
  seq,
  tick,
  type Column,
  type View,
} from '../view.ts'

export const decisions: View = {
  name: 'decisions',
  means: 'One row for each decision, valid or not.',
  from: SEATED_FACTS,
  where: ofKinds('decision-taken', 'decision-defaulted'),
  ...inRecordOrder,
  columns: [
    runId,
    tick,
    round,
    phase,
    participant,
    role,
    fromFact('ask', 'the name of the ask'),
    fromFact(
      'value',
      "canonical: the option's own name, the amount, the words; null for a pass or a forfeit",
      'any',
    ),
    fromFact(
      'status',
      'valid, reasked (valid after a further attempt), passed, planted (an intervention gave the answer, nobody was asked), forfeited or defaulted (no valid answer; the declared policy was applied)',
    ),
    fromFact('attempts', 'how often it was asked; 0 where it was not', 'integer'),
    {
      name: 'displayed_value',
      means: 'the label under which the option was displayed; null for amounts and words',
      holds: 'text',
      sql: 'fact.displayed',
    },
    fromFact('why', 'why the answer was not valid, where it was forfeited or defaulted'),
    seq,
  ],
}

export const payoffs: View = {
  name: 'payoffs',
  means: 'One row for each award of points.',
  from: SEATED_FACTS,
  where: ofKinds('payoff-awarded'),
  ...inRecordOrder,
  columns: [
    runId,
    tick,
    round,
    participant,
    fromFact('points', 'points awarded; negative for a cost', 'real'),
    role,
    seq,
  ],
}

/** 1 where the body has the key, 0 where it lacks it. */
function flag(name: string, means: string): Column {
  return { name, means, holds: 'integer', sql: `coalesce(fact.body ->> '$.${name}', 0)` }
}

export const messages: View = {
  name: 'messages',
  means:
    'One row for each message. Its participant is null where nobody who is seated says it: a brief, news.',
  from: SEATED_FACTS,
  where: ofKinds('message-sent'),
  ...inRecordOrder,
  columns: [
    runId,
    tick,
    seq,
    round,
    phase,
    participant,
    fromBody('channel', 'public, or who it is between'),
    fromBody('audience', 'JSON list of who may hear it', 'json'),
    fromBody('text', 'the words, verbatim'),
    fromBody('on_record', '1 unless it was said off the record', 'integer'),
    role,
    flag('notice', "1 where it is not the participant's words but a notice in its name"),
    flag('planted', "1 where an intervention put it in the participant's mouth"),
    {
      name: 'launched_tick',
      means: 'in staggered talk, the tick at which its speaker began',
      holds: 'integer',
      sql: "fact.body ->> '$.launched'",
    },
    {
      name: 'arrived_tick',
      means:
        'in staggered talk, the first tick at which it can be heard: by those who begin at this tick or later',
      holds: 'integer',
      sql: "fact.body ->> '$.arrived'",
    },
  ],
}
