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
      'valid, reasked (valid after a further attempt), passed, forfeited or defaulted (no valid answer; the declared policy was applied)',
    ),
    fromFact('attempts', 'how often it was asked', 'integer'),
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

export const messages: View = {
  name: 'messages',
  means: 'One row for each message.',
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
  ],
}
