/** Hand-made records for tests: every kind of entry, and words that are hard to keep. */
import type { TickEntry } from '../../../record/entry.ts'
import { runIdOf, type Plan } from '../../../record/plan.ts'
import { RecordHash } from '../../../record/record-hash.ts'
import type { RunEnded } from '../../../record/run-entries.ts'
import { contentOf, type Tick } from '../../../record/tick.ts'
import type { Store } from '../store.ts'
import { p1, p2 } from './sample-plan.ts'

export const HARD_WORDS =
  'He said "no" — it\'s `fine`;\r\n\n\tnaïve 🦋 👩‍👩‍👧 \u202eevil\u202c \u0000\u001b[31m; drop table run;-- ｆｕｌｌ\n'

const SYSTEM = { name: 'persona', role: 'system' as const, text: 'You are\ncareful.' }
const FIRST_HISTORY = 'History\n\nRound 1: "J", then J'

/** What p1 was shown in tick 0 and tick 1: the second grows out of the first. */
export const SHOWN = [
  [
    SYSTEM,
    { name: 'rules', role: 'user', text: HARD_WORDS },
    { name: 'none', role: 'user', text: '' },
    { name: 'history', role: 'user', text: FIRST_HISTORY },
  ],
  [
    SYSTEM,
    { name: 'rules', role: 'user', text: HARD_WORDS },
    { name: 'history', role: 'user', text: `${FIRST_HISTORY}\nRound 2: F, then J\n` },
  ],
] as const satisfies Extract<TickEntry, { kind: 'observation-shown' }>['parts'][]

const CALL = {
  kind: 'model-called' as const,
  provider: 'canned',
  model: 'canned/one',
  sampling: { temperature: 0.1 },
  schema: null,
  servedModel: 'one-2024',
  fingerprint: null,
  finishReason: 'stop',
  usage: { inputTokens: 120, outputTokens: 7 },
  costUsd: 0.30000000000000004,
  error: null,
}

const form = {
  kind: 'choice' as const,
  options: ['cooperate', 'defect'],
  labels: ['J', 'F'],
  order: [1, 0],
}

/** Two ticks with every kind of entry. */
export function sampleTicks(): Tick[] {
  const first: TickEntry[] = [
    {
      kind: 'fact-shown',
      to: p1,
      name: 'rules',
      data: { payoffs: [[1.5, -2]], deep: { nothing: null, yes: true } },
    },
    { kind: 'decision-asked', of: p1, ask: 'choice', form },
    { kind: 'observation-shown', to: p1, ask: 'choice', parts: [...SHOWN[0]] },
    {
      ...CALL,
      of: p1,
      ask: 'choice',
      attempt: 0,
      further: [],
      completion: HARD_WORDS,
      reading: 'nothing-found',
    },
    {
      ...CALL,
      of: p1,
      ask: 'choice',
      attempt: 1,
      further: [{ role: 'assistant', text: HARD_WORDS }],
      completion: 'ANSWER: J',
      reading: 'valid',
    },
    {
      kind: 'decision-taken',
      of: p1,
      ask: 'choice',
      value: 'cooperate',
      displayed: 'J',
      status: 'reasked',
      attempts: 2,
    },
    {
      kind: 'decision-asked',
      of: p2,
      ask: 'send',
      form: { kind: 'amount', min: 0, max: 10, step: 0.1 },
    },
    {
      ...CALL,
      of: p2,
      ask: 'send',
      attempt: 0,
      further: [],
      completion: null,
      servedModel: null,
      finishReason: null,
      costUsd: null,
      usage: { inputTokens: null, outputTokens: null },
      error: 'no route',
      reading: 'failed',
    },
    {
      kind: 'decision-defaulted',
      of: p2,
      ask: 'send',
      value: 0.1,
      displayed: null,
      status: 'defaulted',
      attempts: 1,
      why: 'no "answer"',
    },
    { kind: 'chance-drawn', stream: 'noise', of: p2, value: ['x', 1] },
    { kind: 'payoff-awarded', to: p1, points: -0.1 },
    { kind: 'payoff-awarded', to: p2, points: 3 },
    {
      kind: 'message-sent',
      from: p1,
      channel: 'public',
      audience: [p1, p2],
      text: HARD_WORDS,
      onRecord: true,
    },
    {
      kind: 'message-sent',
      from: p2,
      channel: 'private:p1-p2',
      audience: [p1, p2],
      text: '',
      onRecord: false,
    },
  ]
  const second: TickEntry[] = [
    { kind: 'decision-asked', of: p1, ask: 'choice', form: { ...form, passable: true } },
    { kind: 'observation-shown', to: p1, ask: 'choice', parts: [...SHOWN[1]] },
    {
      ...CALL,
      of: p1,
      ask: 'choice',
      attempt: 0,
      sample: 1,
      further: [],
      completion: 'F',
      reading: 'valid',
      answerTokens: [{ token: 'F', logprob: -0.1, alternatives: [{ token: '"', logprob: -9999 }] }],
    },
    {
      kind: 'probability-estimated',
      of: p1,
      ask: 'choice',
      source: 'samples',
      given: 'prompt',
      samples: 4,
      probabilities: { cooperate: 0, defect: 0.25 },
      pass: 0.5,
      other: 0.25,
    },
    {
      kind: 'decision-taken',
      of: p1,
      ask: 'choice',
      value: null,
      displayed: null,
      status: 'passed',
      attempts: 1,
    },
    { kind: 'decision-asked', of: p2, ask: 'say', form: { kind: 'text', maxLength: 1000 } },
    {
      kind: 'decision-taken',
      of: p2,
      ask: 'say',
      value: '7',
      displayed: null,
      status: 'valid',
      attempts: 1,
    },
    { kind: 'chance-drawn', stream: 'end', of: null, value: false },
  ]
  return [
    { tick: 0, round: 1, content: contentOf('choosing', first) },
    { tick: 1, round: null, content: contentOf('talking "freely"', second) },
  ]
}

/** The latencies of the three calls of the first tick; that of the second has the first of them. */
export const LATENCIES_MS = [12.5, 250, 3]

export const FINISHED: RunEnded = { kind: 'run-ended', how: 'finished', why: null }

/** Writes a whole run; nothing of it shows before the store is flushed. Gives back its hash. */
export function putRun(
  store: Store,
  plan: Plan,
  ticks: readonly Tick[] = sampleTicks(),
  end: RunEnded = FINISHED,
): string {
  const runId = runIdOf(plan)
  const hash = new RecordHash()
  hash.start({ kind: 'run-started', semantics: 1, plan })
  store.begin(runId, plan, 1, '2026-01-01T00:00:00.000Z')
  for (const tick of ticks) {
    hash.tick(tick)
    const calls = tick.content.entries.filter(({ kind }) => kind === 'model-called').length
    store.append(runId, tick, LATENCIES_MS.slice(0, calls))
  }
  hash.end(end)
  store.end(runId, end, hash.digest(), '2026-01-01T00:00:01.000Z')
  return hash.digest()
}
