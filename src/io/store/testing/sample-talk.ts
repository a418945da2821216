/** Hand-made ticks for tests: talk in turns, probes, interventions, absence. */
import type { TickEntry } from '../../../record/entry.ts'
import { contentOf, type Tick } from '../../../record/tick.ts'
import { p1, p2, samplePlan } from './sample-plan.ts'
import { HARD_WORDS } from './sample-record.ts'

type Parts = Extract<TickEntry, { kind: 'observation-shown' }>['parts']

const TURN = { turn: true as const }

/** What p2 is shown in tick 0, for a probe, and in tick 1, of which something was left out. */
export const TALK_SHOWN: Parts[] = [
  [
    { name: 'persona', role: 'system', text: 'You are\ncurt.', source: 'persona:bank/"7"' },
    { name: 'messages', role: 'user', text: `p1: ${HARD_WORDS}`, source: 'message:p1@0', ...TURN },
    { name: 'messages', role: 'assistant', text: 'No.', source: 'reply@0', ...TURN },
    { name: 'rules', role: 'system', text: 'Be brief.' },
    { name: 'probe', role: 'user', text: 'How sure are you?', source: 'probe:sure' },
  ],
  [
    { name: 'persona', role: 'system', text: 'You are\ncurt.', source: 'persona:bank/"7"' },
    { name: 'messages', role: 'user', text: `p1: ${HARD_WORDS}`, source: 'message:p1@0', ...TURN },
    { name: 'messages', role: 'assistant', text: 'No.', source: 'reply@0', ...TURN },
    { name: 'messages', role: 'user', text: '', source: 'message:p1@1', ...TURN },
    { name: 'question', role: 'user', text: 'You?' },
  ],
]

const FORM = { kind: 'amount' as const, min: 0, max: 10, step: 1 }
const SAID = { kind: 'message-sent' as const, channel: 'public', audience: [p1, p2] }
const PROBED = { of: p2, probe: 'sure' }

const crash = {
  lasting: { rounds: 2 },
  notice: 'p1 is "away"',
  told: { afterRounds: 1 },
} as const

/** Two ticks with what the game-like sample lacks. */
export function talkTicks(): Tick[] {
  const first: TickEntry[] = [
    { kind: 'intervention-applied', deed: { do: 'crash', who: p1, ...crash, audience: [p1, p2] } },
    { kind: 'participant-crashed', of: p1, ...crash },
    {
      kind: 'intervention-applied',
      deed: { do: 'news', audience: [p1, p2], text: HARD_WORDS },
    },
    { ...SAID, from: null, channel: 'news', text: HARD_WORDS, onRecord: true },
    { kind: 'probe-asked', ...PROBED, question: 'How sure are you?', form: FORM },
    {
      kind: 'observation-shown',
      to: p2,
      ask: 'probe/sure',
      parts: TALK_SHOWN[0] ?? [],
    },
    {
      kind: 'probe-answered',
      ...PROBED,
      value: 7,
      displayed: null,
      status: 'valid',
      attempts: 1,
      why: null,
    },
    { kind: 'probe-asked', of: p1, probe: 'sure', question: 'How sure are you?', form: FORM },
    {
      kind: 'probe-answered',
      of: p1,
      probe: 'sure',
      value: null,
      displayed: null,
      status: 'not-asked',
      attempts: 0,
      why: 'crashed',
    },
    { ...SAID, from: p1, text: 'p1 is "away"', onRecord: true, notice: true },
    { ...SAID, from: p2, text: 'No.', onRecord: true, launched: 0, arrived: 3 },
  ]
  const second: TickEntry[] = [
    { kind: 'participant-returned', of: p1, why: 'its crash is over' },
    { kind: 'intervention-applied', deed: { do: 'set', parameters: { rounds: 3 } } },
    {
      kind: 'intervention-applied',
      deed: { do: 'say', who: p2, channel: 'public', audience: [p1, p2], text: 'Yes.' },
    },
    { ...SAID, from: p2, text: 'Yes.', onRecord: true, planted: true },
    { kind: 'observation-shown', to: p1, ask: 'say', parts: [] },
    {
      kind: 'observation-shown',
      to: p2,
      ask: 'say',
      parts: TALK_SHOWN[1] ?? [],
      dropped: { parts: 2, rounds: [1, 2], characters: 81 },
    },
    {
      kind: 'decision-taken',
      of: p2,
      ask: 'say',
      value: 'Yes.',
      displayed: null,
      status: 'planted',
      attempts: 0,
    },
    { kind: 'participant-removed', of: p1, why: 'intervention' },
  ]
  return [
    { tick: 0, round: 1, content: contentOf('talking', first) },
    { tick: 1, round: 2, content: contentOf('talking', second) },
  ]
}

const [row, column] = samplePlan().seats as [
  ReturnType<typeof samplePlan>['seats'][number],
  ReturnType<typeof samplePlan>['seats'][number],
]

/** A plan with everything that only some plans have, but no fork. */
export const TALK_PLAN = samplePlan({
  seats: [
    { ...row, personaName: 'economist' },
    {
      ...column,
      persona: 'You are\ncurt.',
      personaName: 'bank/"7"',
      attributes: { age: 41, 'has "car"': true, score: 0.5, word: 'true' },
    },
  ],
  interventions: [
    { at: { tick: 0 }, deed: { do: 'crash', who: p1, ...crash, audience: [p1, p2] } },
    { at: { round: 2 }, deed: { do: 'set', parameters: { rounds: 3 } } },
  ],
  probes: [{ name: 'sure', of: [p1, p2], at: 'before', question: 'How sure are you?', form: FORM }],
  prompt: { parts: { rules: { text: 'Now: {text}' } } },
  history: { last: 2 },
  imported: { format: 'plain', file: 'talk "1".txt', sha256: 'ab'.repeat(32) },
})
