/** A seeded stand-in for a language model: reads real prompts, answers in prose, costs nothing, and never passes for a real one. */
import { contentHash } from '../../../base/hash.ts'
import { Streams, type Random } from '../../../base/random.ts'
import { nearest } from '../../../base/errors.ts'
import type { Completed, Completion, Prompt, Provider } from '../provider.ts'
import {
  BEHAVIOURS,
  characterOf,
  deed,
  dispositionOf,
  type Behaviour,
} from './simulated-behaviour.ts'
import { isJudging, judgeReply } from './simulated-judge.ts'
import { hasFormat, readPrompt, type PromptReading } from './simulated-reading.ts'
import { talkLine } from './simulated-talk.ts'

/**
 * The provider `simulated`. Models: `cooperator`, `defector`, `reciprocator` (does as the other did last), `mixed` (one of these throughout a run) and
 * `sloppy` (a reciprocator that now and then ignores the form, contradicts itself, is cut off or refuses). Where no form of answer is told, they talk; units
 * that are to be coded are coded (see simulated-judge.ts). What is said depends on the prompt and on which call it is, and on nothing else.
 */
export function simulatedProvider(): Provider {
  return {
    name: 'simulated',
    structuredOutput: false,
    complete: async (prompt) => simulate(prompt),
  }
}

/** Raised when the same prompt would be answered otherwise: those that tell a form of answer, and those that do not. */
const FINGERPRINT = 'simulated-1'
const TALK_FINGERPRINT = 'simulated-talk-1'
const JUDGE_FINGERPRINT = 'simulated-judge-1'

function simulate(prompt: Prompt): Completion {
  if (isJudging(prompt)) return completed(prompt, judgeReply(prompt), JUDGE_FINGERPRINT)
  const behaviour = BEHAVIOURS.find((one) => one === prompt.model)
  if (behaviour === undefined) return unknownModel(prompt.model)
  const { address, messages, sampling } = prompt
  const random = new Streams(contentHash({ address, messages, sampling })).stream('reply')
  if (!hasFormat(messages))
    return completed(prompt, talk(behaviour, prompt, random), TALK_FINGERPRINT)
  const reading = readPrompt(messages)
  const said: Said =
    reading === null
      ? { text: 'I am not sure what I am asked to do.', finishReason: 'stop' }
      : reply(behaviour, reading, prompt, random)
  return completed(prompt, said, FINGERPRINT)
}

interface Said {
  readonly text: string | null
  readonly finishReason: string
}

/** Who the behaviour is at this seat, throughout a run. */
function characterAt(behaviour: Behaviour, { address: { run, participant } }: Prompt) {
  return characterOf(behaviour, new Streams(contentHash([run, participant])).stream('character'))
}

/** The careless say nothing now and then, or begin with a name in brackets as they read it. */
function talk(behaviour: Behaviour, prompt: Prompt, random: Random): Said {
  const kindness = { cooperator: 0.9, defector: 0.2, reciprocator: 0.65 }
  const disposition = kindness[characterAt(behaviour, prompt)]
  const line = talkLine(prompt.messages, disposition, random)
  const slip = random.next()
  if (behaviour !== 'sloppy') return { text: line, finishReason: 'stop' }
  if (slip < 0.1) return { text: '', finishReason: 'stop' }
  return { text: slip < 0.3 ? `[me]: ${line}` : line, finishReason: 'stop' }
}

function reply(behaviour: Behaviour, reading: PromptReading, prompt: Prompt, random: Random): Said {
  const character = characterAt(behaviour, prompt)
  const words = deed(reading, dispositionOf(character, reading), random)
  const slip = random.next()
  // Told what was wrong, even a careless model mostly mends its ways.
  const carelessness = behaviour === 'sloppy' ? (prompt.address.attempt === 0 ? 1 : 0.3) : 0
  if (slip < 0.04 * carelessness) return { text: null, finishReason: 'refusal' }
  if (slip < 0.08 * carelessness)
    return { text: `${thought(reading, random)} So I would`, finishReason: 'length' }
  if (slip < 0.2 * carelessness) {
    return {
      text: `${thought(reading, random)} I suppose I will go with ${words}, all in all.`,
      finishReason: 'stop',
    }
  }
  if (slip < 0.26 * carelessness) {
    return {
      text: `ANSWER: ${words}\nOn second thoughts I had better not.\nANSWER: neither`,
      finishReason: 'stop',
    }
  }
  return { text: wellFormed(reading, words, random), finishReason: 'stop' }
}

function wellFormed(reading: PromptReading, words: string, random: Random): string {
  switch (reading.style) {
    case 'line':
      return `${thought(reading, random)}\n\nANSWER: ${words}`
    case 'bare':
      return words
    case 'json':
      return JSON.stringify({
        reasoning: thought(reading, random),
        answer: reading.wanted.kind === 'amount' ? Number(words) : words,
      })
  }
}

function thought({ lastOther }: PromptReading, random: Random): string {
  if (lastOther === null) {
    return random.pick([
      'Nothing speaks against trust so far.',
      'There is little to go by yet, so I keep it simple.',
    ])
  }
  return lastOther.kindness >= 0.5
    ? random.pick([
        'The other side was fair to me.',
        `Last time it was ${lastOther.words}, which was good for both of us.`,
      ])
    : random.pick([
        'The other side left me little.',
        `Last time it was ${lastOther.words}, and I paid for it.`,
      ])
}

function completed(
  { model, messages }: Prompt,
  { text, finishReason }: Said,
  fingerprint: string,
): Completed {
  const sent = messages.reduce((sum, message) => sum + message.text.length, 0)
  return {
    kind: 'completed',
    text,
    servedModel: `simulated/${model}`,
    fingerprint,
    finishReason,
    // Four characters to the token, as a rule of thumb.
    usage: { inputTokens: Math.ceil(sent / 4), outputTokens: Math.ceil((text?.length ?? 0) / 4) },
    costUsd: 0,
    latencyMs: 0,
  }
}

function unknownModel(model: string): Completion {
  const near = nearest(model, BEHAVIOURS)
  const guess = near === undefined ? '' : ` Did you mean "${near}"?`
  const why = `no simulated model named "${model}".${guess} Known: ${BEHAVIOURS.join(', ')}.`
  return { kind: 'failed', why, cause: 'setup', latencyMs: 0 }
}
