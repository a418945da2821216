/** What a judge is sent, how its reply is read, and what it is sent next: pure, so that a ledger can be read again. */
import type { Json } from '../../../base/canonical-json.ts'
import { contentHash } from '../../../base/hash.ts'
import type { PromptMessage } from '../../../record/prompt.ts'
import { VALID } from '../../../record/reading.ts'
import type { CodebookCode } from '../codebook.ts'
import { batchSchema, unitSchema } from './answer-schema.ts'
import { askForUnit, codesOf, composeCall } from './compose.ts'
import type { Judge } from './judge.ts'
import { answerReader, type CodeAnswer, type CodeFault, type JudgedUnit } from './read-answer.ts'
import { saidIn, type Reply, type ReplyFault, type Said } from './read-reply.ts'

/** A unit with the codes that are put to it. */
export interface AskedUnit extends JudgedUnit {
  readonly codes: readonly CodebookCode[]
}

/** What is said of one unit. Codes that stand in neither are not put to it. */
export interface UnitAnswers {
  readonly answers: ReadonlyMap<string, CodeAnswer>
  readonly faults: ReadonlyMap<string, CodeFault | ReplyFault>
}

/** What is sent, and what was answered before. */
export interface Question {
  readonly messages: readonly PromptMessage[]
  readonly schema: Json
  readonly units: readonly AskedUnit[]
  /** Of one unit: the codes that have no answer yet. */
  readonly open: readonly CodebookCode[]
  readonly answered: UnitAnswers['answers']
}

/** `valid`, or why not: a fault of the reply, or `code:fault` with commas between. */
export interface Heard {
  readonly reading: string
  readonly units: readonly UnitAnswers[]
  /** What is to be sent next, where one unit was asked about. */
  readonly next: Question
}

/** The first question about some units. */
export function opening(judge: Judge, units: readonly AskedUnit[]): Question {
  const put = units.map(({ blind, codes }) => ({ shown: blind, codes }))
  const open = codesOf(put)
  const schema = units.length > 1 ? batchSchema(open) : unitSchema(open)
  return { messages: composeCall(judge, put), schema, units, open, answered: new Map() }
}

/** What a call is known by: everything that is sent. */
export function requestHash(
  { model, sampling }: Pick<Judge, 'model' | 'sampling'>,
  messages: readonly PromptMessage[],
  schema: Json,
): string {
  return contentHash({ model, messages, sampling, schema })
}

/** Reads a reply to a question. */
export function hear(question: Question, reply: Reply): Heard {
  const said = saidIn(question.units, reply)
  if (question.units.length > 1) return hearBatch(question, said)
  const [unit] = question.units as readonly [AskedUnit]
  const before = { codes: question.open, answered: question.answered }
  const read = typeof said === 'string' ? lost(said, before) : readUnit(unit, said[0] ?? {}, before)
  const reading = typeof said === 'string' ? said : readingOf([read], '')
  // What is neither answered nor at fault is not put to the unit.
  const open = question.open.filter(({ code }) => read.faults.has(code))
  return { reading, units: [read], next: again(question, reply, said, read, open) }
}

function hearBatch(question: Question, said: Said | ReplyFault): Heard {
  const units = question.units.map((unit, i) => {
    const before = { codes: unit.codes, answered: question.answered }
    const own = typeof said === 'string' ? said : (said[i] ?? 'no-codes')
    return typeof own === 'string' ? lost(own, before) : readUnit(unit, own, before)
  })
  const reading = typeof said === 'string' ? said : readingOf(units, '.')
  return { reading, units, next: question }
}

function readingOf(units: readonly UnitAnswers[], mark: string): string {
  const faults = units.flatMap((unit, i) =>
    [...unit.faults].map(
      ([code, fault]) => `${mark === '' ? '' : `${i + 1}${mark}`}${code}:${fault}`,
    ),
  )
  return faults.length === 0 ? VALID : faults.join(',')
}

interface Before {
  readonly codes: readonly CodebookCode[]
  readonly answered: UnitAnswers['answers']
}

/** Nothing was said of any code that is still open. */
function lost(fault: ReplyFault, { codes, answered }: Before): UnitAnswers {
  return { answers: answered, faults: new Map(codes.map(({ code }) => [code, fault])) }
}

/** Reads code by code, those first that others depend on. A code whose condition is not met is not put; one whose condition has no answer waits for it. */
function readUnit(
  unit: AskedUnit,
  said: Readonly<Record<string, unknown>>,
  { codes, answered }: Before,
): UnitAnswers {
  const read = answerReader(unit)
  const answers = new Map(answered)
  const faults = new Map<string, CodeFault>()
  const own = new Set(unit.codes.map(({ code }) => code))
  const isDone = new Set([...own].filter((code) => !codes.some((one) => one.code === code)))
  const visit = (code: CodebookCode): void => {
    if (isDone.has(code.code)) return
    isDone.add(code.code)
    const needs = Object.entries(code.where ?? {}).filter(([name]) => own.has(name))
    for (const [name] of needs) {
      const need = codes.find((one) => one.code === name)
      if (need !== undefined) visit(need)
    }
    const isPut = needs.every(
      ([name, value]) => answers.get(name)?.value === value || faults.has(name),
    )
    if (!isPut) return
    const answer = needs.some(([name]) => faults.has(name)) ? 'condition-open' : read(code, said)
    if (typeof answer === 'string') faults.set(code.code, answer)
    else answers.set(code.code, answer)
  }
  codes.forEach(visit)
  return { answers, faults }
}

/** A reply that is shown to the judge again is cut here, so that an endless one does not burst the next prompt. */
const QUOTED_LIMIT = 8_000

/** The reply and why it was no answer, for the codes that are open. Where there was no reply there is nothing to speak of, and the same is asked once more. */
function again(
  question: Question,
  { text }: Reply,
  said: Said | ReplyFault,
  { answers, faults }: UnitAnswers,
  open: readonly CodebookCode[],
): Question {
  if (open.length === 0) return { ...question, open, answered: answers }
  if (text === null || text.trim() === '') return question
  const quoted =
    text.length > QUOTED_LIMIT ? `${text.slice(0, QUOTED_LIMIT).toWellFormed()} […]` : text
  const why =
    typeof said === 'string'
      ? [SENTENCES[said]]
      : [...faults].map(([code, fault]) => `${code}: ${SENTENCES[fault]}`)
  const more: PromptMessage[] = [
    { role: 'assistant', text: quoted },
    {
      role: 'user',
      text: `This was not counted as an answer:\n${why.map((one) => `- ${one}`).join('\n')}\n\n${askForUnit(open)}`,
    },
  ]
  return {
    ...question,
    messages: [...question.messages, ...more],
    schema: unitSchema(open),
    open,
    answered: answers,
  }
}

/** They quote nothing of the reply. */
const SENTENCES: Readonly<Record<CodeFault | ReplyFault, string>> = {
  refused: 'it was a refusal',
  'content-filter': 'it was stopped by a filter',
  truncated: 'it was cut off before its end, because it was too long',
  'no-text': 'it held no words',
  'no-json': 'it held no whole JSON object of your own',
  'repeated-property': 'its JSON object has a property twice',
  'no-codes': 'its JSON object does not have the form that was asked for',
  'left-out': 'it was left out',
  'condition-open': 'decide it together with the code that it depends on',
  'wrong-type': 'it does not have the form that was asked for',
  'no-value': 'it has no value',
  'unknown-value': 'its value is none of those that it can have',
  'no-quote': 'it has no quote; give words of the unit that the value rests on',
  'quote-not-found':
    'its quote does not stand in the unit; copy words of the unit exactly, or decide otherwise',
  'wrong-confidence': 'its confidence is no number from 0 to 1',
}
