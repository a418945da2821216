/** Sits where a model will: composes every prompt that it would be sent, measures it, and answers anything that is valid. */
import type { Random } from '../../base/random.ts'
import type { Range } from '../../record/call-estimate.ts'
import type { AnswerForm, Value } from '../../record/ask.ts'
import type { PromptMessage } from '../../record/prompt.ts'
import { answerFormat, type AnswerStyle } from '../../play/agent/answer-format.ts'
import { answerSchema } from '../../play/agent/answer-schema.ts'
import { personaParts } from '../../play/agent/compose-prompt.ts'
import { askForSummary, composeSummary } from '../../play/agent/compose-summary.ts'
import { NOTHING_SAID, ownParts, withTurn } from '../../play/agent/conversation.ts'
import { forfeit } from '../../play/agent/policies/fallback.ts'
import { llmSettingsOf } from '../../play/agent/policies/llm-settings.ts'
import { tellerOf } from '../../play/agent/policies/llm.ts'
import type { Policy, Seating, Situation } from '../../play/agent/policy.ts'
import { tell, type SummaryDue } from '../../play/agent/tell.ts'
import { anyAnswer } from '../conformance/any-answer.ts'
import { BYTES_PER_TOKEN, outputTokens, WORDS } from './assumed-tokens.ts'
import type { AskSize, Measured } from './ask-size.ts'

/** `talk` says how much is said wherever words are free; every call that would be made is added to the list. */
export function sizingPolicy(
  seating: Seating,
  style: AnswerStyle,
  talk: keyof Range,
  list: Measured[],
): Policy {
  const settings = llmSettingsOf(seating.seat)
  const teller = tellerOf(seating, settings, style)
  const { history } = teller
  const budget = typeof history === 'object' && 'summary' in history ? history.summary : undefined
  let conversation = NOTHING_SAID
  const add = (purpose: AskSize['purpose'], tick: number, form: AnswerForm, sent: Sent): void => {
    list.push({ purpose, tick, ...sizeOf(form, purpose === 'summary' ? 'line' : style, sent) })
  }
  const sumUp = ({ ask, tick }: Situation, due: SummaryDue, words: number): void => {
    const { persona, personaName, design } = teller
    const isSelf = budget?.by === undefined
    const { form } = askForSummary(ask, words)
    const { messages } = composeSummary({
      ask,
      persona: isSelf ? personaParts(persona, personaName, design) : [],
      before: conversation.summary,
      parts: due.parts,
      words,
    })
    add('summary', tick, form, messages)
    const text = said(SUMMARY_LETTERS[talk] * words, form.maxLength)
    conversation = { ...conversation, summary: { text, tick, upTo: due.upTo } }
  }
  return {
    decide(situation) {
      const { ask, tick } = situation
      const round = situation.round ?? tick + 1
      const told = { ask, round, parts: situation.read() }
      const { due } = tell(teller, conversation, told)
      if (due !== null && budget !== undefined) sumUp(situation, due, budget.words)
      const { shown, messages } = tell(teller, conversation, told)
      add('ask', tick, ask.form, messages)
      const value = answer(ask.form, talk, seating.random)
      const { maxTokens } = settings
      const tokens = outputTokens(ask.form, { style, maxTokens, reasons: false })[talk]
      const reply =
        ask.form.kind === 'text' ? String(value) : said(tokens * BYTES_PER_TOKEN[talk], Infinity)
      const parts = ownParts(shown.parts)
      conversation = withTurn(conversation, teller.session, ask.name, { tick, round, parts, reply })
      return value
    },
    probe(situation) {
      const { ask, tick } = situation
      const round = situation.round ?? tick + 1
      const { messages } = tell(teller, conversation, { ask, round, parts: situation.read() })
      add('probe', tick, ask.form, messages)
      const decision = forfeit(ask)('nobody is asked', 0)
      return Promise.resolve({ trail: [], decision, latenciesMs: [] })
    },
  }
}

/** Sits where a person will: nothing is sent there, and whatever is said may be read by models. */
export function answersAnything(talk: keyof Range, random: Random): Policy {
  return { decide: ({ ask }) => answer(ask.form, talk, random) }
}

/** Letters to the word of a summary, with what lies between words. */
const SUMMARY_LETTERS: Range = { low: 3, expected: 6, high: 8 }

type Sent = readonly PromptMessage[]

/** What tells a participant that its reply was not counted is about so long, its reason included. */
const EXPLANATION = 120

function sizeOf(
  form: AnswerForm,
  style: AnswerStyle,
  messages: Sent,
): Omit<Measured, 'tick' | 'purpose'> {
  return {
    kind: form.kind,
    maxLength: form.kind === 'text' ? form.maxLength : undefined,
    bytes: messages.reduce((sum, { text }) => sum + bytesOf(text), 0),
    messages: messages.length,
    schemaBytes: style === 'json' ? bytesOf(JSON.stringify(answerSchema(form))) : 0,
    againBytes: EXPLANATION + bytesOf(answerFormat(form, style)),
  }
}

/** Any valid value; of words, as many as are assumed, since others will read them. */
function answer(form: AnswerForm, talk: keyof Range, random: Random): Value {
  return form.kind === 'text' ? said(WORDS[talk], form.maxLength) : anyAnswer(form, random)
}

function said(characters: number, most: number): string {
  return 'word '.repeat(Math.ceil(characters / 5)).slice(0, Math.min(most, characters))
}

function bytesOf(text: string): number {
  return Buffer.byteLength(text, 'utf8')
}
