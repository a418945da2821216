/** Views of what was asked beside the play, what was done to it from outside, and who was not there. */
import {
  FACTS,
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
  type View,
} from '../view.ts'

/** What was asked stands before the answer, in the same tick. */
const QUESTION = `(
    select asked.body ->> '$.question'
    from content_fact as asking join fact as asked on asked.id = asking.fact
    where asking.content = tick.content and asking.kind = 'probe-asked' and asking.place < content_fact.place
      and asked.participant = fact.participant and asked.body ->> '$.probe' = fact.body ->> '$.probe'
    order by asking.place desc limit 1
  )`

export const probes: View = {
  name: 'probes',
  means: 'One row for each time that a probe was due for a participant, answered or not.',
  from: SEATED_FACTS,
  where: ofKinds('probe-answered'),
  ...inRecordOrder,
  columns: [
    runId,
    tick,
    round,
    phase,
    participant,
    role,
    fromBody('probe', 'the name of the probe'),
    {
      name: 'question',
      means: 'the words in which it was put',
      holds: 'text',
      sql: QUESTION,
    },
    fromBody(
      'value',
      "canonical: the option's own name, the amount, the words; null for a pass or where there is no answer",
      'any',
    ),
    fromFact(
      'status',
      'valid, reasked (valid after a further attempt), passed, unanswered (no valid answer came) or not-asked (it plays by a rule, or was not there)',
    ),
    {
      name: 'displayed_value',
      means: 'the label under which the option was displayed; null for amounts and words',
      holds: 'text',
      sql: 'fact.displayed',
    },
    fromFact('attempts', 'how often it was asked; 0 where it was not', 'integer'),
    fromFact('why', 'why there is no answer'),
    seq,
  ],
}

export const interventions: View = {
  name: 'interventions',
  means: 'One row for each intervention that was applied.',
  from: FACTS,
  where: ofKinds('intervention-applied'),
  ...inRecordOrder,
  columns: [
    runId,
    tick,
    round,
    phase,
    {
      name: 'participant',
      means: 'to whom it was done; null for what was done to all, or to none',
      holds: 'text',
      sql: "fact.body ->> '$.deed.who'",
    },
    {
      name: 'deed',
      means: 'crash, remove, replace, say, answer, pay, set, news or reseed',
      holds: 'text',
      sql: "fact.body ->> '$.deed.do'",
    },
    {
      name: 'detail',
      means: 'JSON: the other keys of the deed',
      holds: 'json',
      sql: "json_remove(fact.body -> '$.deed', '$.do', '$.who')",
    },
    seq,
  ],
}

export const presence: View = {
  name: 'presence',
  means: 'One row for each time that a participant crashed, was removed or came back.',
  from: SEATED_FACTS,
  where: ofKinds('participant-crashed', 'participant-removed', 'participant-returned'),
  ...inRecordOrder,
  columns: [
    runId,
    tick,
    round,
    phase,
    participant,
    role,
    {
      name: 'became',
      means: 'crashed, removed or returned',
      holds: 'text',
      sql: "replace(content_fact.kind, 'participant-', '')",
    },
    fromFact('why', 'why it was removed or is back'),
    fromBody('notice', 'of a crash: what the others may be told; null where there are no words'),
    fromBody('lasting', 'of a crash: permanent, or JSON { rounds }', 'any'),
    fromBody('told', 'of a crash: at-once, never, or JSON { afterRounds }', 'any'),
    seq,
  ],
}
