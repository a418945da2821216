/** A discussion for tests, as long as is wanted: each speaker in its turn is shown all that was said, turn by turn, and says something. */
import type { TickEntry } from '../../../record/entry.ts'
import { ParticipantId } from '../../../record/ids.ts'
import { contentOf, type Tick } from '../../../record/tick.ts'

interface Said {
  readonly from: ParticipantId
  readonly tick: number
  readonly text: string
}

const WORDS = 'we should perhaps ask what the others have not said so far and why'.split(' ')

/** Some 400 characters that no other tick has. */
function wordsAt(tick: number): string {
  const words = Array.from({ length: 70 }, (_, i) => WORDS[(i * 7 + tick * 3) % WORDS.length])
  return `Point ${tick}: ${words.join(' ')}.\nThat is all, ${tick}.`
}

/** One tick for each turn of each speaker. */
export function discussion(speakers: number, rounds: number): Tick[] {
  const everybody = Array.from({ length: speakers }, (_, i) => ParticipantId.parse(`p${i + 1}`))
  const said: Said[] = []
  return Array.from({ length: speakers * rounds }, (_, tick): Tick => {
    const of = everybody[tick % speakers] as ParticipantId
    const round = 1 + Math.floor(tick / speakers)
    const text = wordsAt(tick)
    const entries = turnOf(of, round, said, text, everybody)
    said.push({ from: of, tick, text })
    return { tick, round, content: contentOf('talking', entries) }
  })
}

function turnOf(
  of: ParticipantId,
  round: number,
  said: readonly Said[],
  text: string,
  audience: ParticipantId[],
): TickEntry[] {
  const ask = 'speak'
  return [
    { kind: 'decision-asked', of, ask, form: { kind: 'text', maxLength: 4_000 } },
    {
      kind: 'observation-shown',
      to: of,
      ask,
      parts: [
        { name: 'persona', role: 'system', text: `You are ${of}.\nYou are careful.` },
        { name: 'brief', role: 'user', text: 'You talk about the matter at hand, in turns.' },
        ...said.map((one) => heardBy(of, one)),
        { name: 'question', role: 'user', text: `Round ${round}: what do you say?` },
        { name: 'answer-format', role: 'user', text: 'Reply with your words.' },
      ],
    },
    {
      kind: 'model-called',
      of,
      ask,
      attempt: 0,
      provider: 'canned',
      model: 'one',
      sampling: { temperature: 1 },
      schema: null,
      further: [],
      completion: text,
      servedModel: 'one-2026',
      fingerprint: null,
      finishReason: 'stop',
      usage: { inputTokens: 1_000, outputTokens: 100 },
      costUsd: null,
      error: null,
      reading: 'valid',
    },
    {
      kind: 'decision-taken',
      of,
      ask,
      value: text,
      displayed: null,
      status: 'valid',
      attempts: 1,
    },
    { kind: 'message-sent', from: of, channel: 'public', audience, text, onRecord: true },
  ]
}

function heardBy(of: ParticipantId, { from, tick, text }: Said) {
  const turn = true as const
  return from === of
    ? { name: 'messages', role: 'assistant' as const, text, source: `reply@${tick}`, turn }
    : {
        name: 'messages',
        role: 'user' as const,
        text: `${from}: ${text}`,
        source: `message:${from}@${tick}`,
        turn,
      }
}
