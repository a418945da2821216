/** Views of what people did who sat in runs. */
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
  seq,
  tick,
  TIMED_SEATED_FACTS,
  type View,
} from '../view.ts'

export const humanAnswers: View = {
  name: 'human_answers',
  means:
    'One row for each answer that a person submitted, those among them that were no answer, and one for each time that was over before one came.',
  from: TIMED_SEATED_FACTS,
  where: ofKinds('human-answered'),
  ...inRecordOrder,
  columns: [
    runId,
    tick,
    round,
    participant,
    role,
    fromFact('ask', 'the ask that it was to answer'),
    fromBody('attempt', 'from 0', 'integer'),
    fromBody('reply', 'the words that were submitted, verbatim; null where the time was over'),
    fromBody('reading', 'valid, passed, timeout, or why it was not an answer'),
    {
      name: 'latency_ms',
      means:
        'milliseconds from when the ask was shown, or shown again with the reason, to the submission; outside the hash. Null for ticks that a fork shares',
      holds: 'real',
      sql: 'latency.ms',
    },
    seq,
  ],
}

export const consents: View = {
  name: 'consents',
  means: 'One row for each person who was asked for consent.',
  from: SEATED_FACTS,
  where: ofKinds('consent-answered'),
  ...inRecordOrder,
  columns: [
    runId,
    tick,
    participant,
    role,
    fromBody('given', '1 where consent was given, 0 where it was refused', 'integer'),
    fromBody('text', 'what was shown, verbatim'),
    seq,
  ],
}
