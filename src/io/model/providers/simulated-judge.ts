/** A stand-in for models that code transcripts: it counts words, understands nothing, and says so. What it codes is no evidence of anything. */
import { contentHash } from '../../../base/hash.ts'
import { Streams, type Random } from '../../../base/random.ts'
import type { Prompt } from '../provider.ts'
import { readJudging, type ToldCode, type ToldUnit } from './simulated-judge-reading.ts'

/**
 * Models that judge: `judge`; `strict-judge` and `lenient-judge`, who want more and fewer words of a code in a unit; `careless-judge`, who now and then
 * quotes what is not there, breaks off, refuses or leaves a code out. Others who are asked to code do it as `judge`.
 */
export const JUDGES = ['judge', 'strict-judge', 'lenient-judge', 'careless-judge'] as const
type JudgeModel = (typeof JUDGES)[number]

/** So many words of a code have to stand in a unit; those of its examples count twice. */
const WANTED: Readonly<Record<JudgeModel, number>> = {
  judge: 3,
  'strict-judge': 5,
  'lenient-judge': 2,
  'careless-judge': 3,
}

/** Whether a prompt asks for coding. */
export function isJudging({ messages }: Pick<Prompt, 'messages'>): boolean {
  return readJudging(messages) !== null
}

interface Said {
  readonly text: string | null
  readonly finishReason: string
}

/** The reply to a prompt that asks for coding. What is decided follows from model, code and unit; what goes wrong, from the whole call. */
export function judgeReply({ model: asked, messages, address, sampling }: Prompt): Said {
  const model = JUDGES.find((one) => one === asked) ?? 'judge'
  const judging = readJudging(messages)
  if (judging === null) return { text: null, finishReason: 'refusal' }
  const slip = new Streams(contentHash({ address, messages, sampling })).stream('judge')
  // Told what was wrong, even the careless mostly mend their ways.
  const isAgain = messages.some(({ role }) => role === 'assistant')
  const carelessness = model === 'careless-judge' ? (isAgain ? 0.3 : 1) : 0
  if (slip.chance(0.04 * carelessness)) return { text: null, finishReason: 'refusal' }
  const units = judging.units.map((unit) => ({
    unit: unit.number,
    codes: codesOf(unit, judging.codes, model, slip, carelessness),
  }))
  const [first] = units
  const answer = judging.isBatch ? { units } : { codes: first?.codes ?? {} }
  const text = JSON.stringify(answer)
  if (slip.chance(0.06 * carelessness))
    return { text: text.slice(0, Math.ceil(text.length / 2)), finishReason: 'stop' }
  return { text, finishReason: 'stop' }
}

function codesOf(
  unit: ToldUnit,
  codes: readonly ToldCode[],
  model: JudgeModel,
  slip: Random,
  carelessness: number,
): Record<string, object> {
  const put = codes.filter(({ code }) => unit.codes.includes(code))
  return Object.fromEntries(
    put.flatMap((code) => {
      const isLeftOut = slip.chance(0.03 * carelessness)
      const isInvented = slip.chance(0.15 * carelessness)
      if (isLeftOut) return []
      const said = verdict(unit, code, model)
      const quotes = isInvented ? ['as everybody here agreed before'] : said.quotes
      const quote = code.isSpan ? quotes : (quotes[0] ?? '')
      return [
        [code.code, { reason: said.reason, quote, value: said.value, confidence: said.confidence }],
      ]
    }),
  )
}

interface Verdict {
  readonly reason: string
  readonly quotes: readonly string[]
  readonly value: number | string
  readonly confidence: number
}

function verdict({ text }: ToldUnit, code: ToldCode, model: JudgeModel): Verdict {
  const words = wordsIn(text)
  const whim = new Streams(contentHash([model, code.code, text])).stream('whim')
  if (code.values.length > 0) {
    const scores = code.values.map(({ means }) => shared(words, wordsIn(means)).length)
    const best = Math.max(...scores)
    const ahead = code.values.filter((_, i) => scores[i] === best)
    const { value } = whim.pick(ahead)
    const quotes = [sentenceWith([], text)].filter((one) => one !== '')
    const reason = `simulated: ${best} words of "${value}" stand in the unit`
    return { reason, quotes, value, confidence: confidenceOf(best, 1, whim) }
  }
  const found = [
    ...shared(words, wordsIn(code.definition)),
    ...shared(words, wordsIn(code.examples)),
  ]
  const score = found.length + shared(words, wordsIn(code.examples)).length
  // A whim keeps judges of different strictness from agreeing on all that is clear.
  const isOn = score + (whim.chance(0.1) ? whim.pick([-2, 2]) : 0) >= WANTED[model]
  const reason = `simulated: ${new Set(found).size} words of the code stand in the unit`
  const quotes = isOn ? [sentenceWith(found, text)].filter((one) => one !== '') : []
  // Where there is nothing to quote, nothing is claimed.
  const value = isOn && quotes.length > 0 ? 1 : 0
  return {
    reason,
    quotes: value === 1 ? quotes : [],
    value,
    confidence: confidenceOf(score, WANTED[model], whim),
  }
}

function confidenceOf(score: number, wanted: number, whim: Random): number {
  const distance = Math.min(1, Math.abs(score - wanted + 0.5) / (wanted + 1))
  return Number(Math.min(0.99, 0.5 + 0.4 * distance + 0.1 * whim.next()).toFixed(2))
}

const SHORT_WORDS = new Set(
  'that this with from have they them their there what when which would could should will your about into than then been were does only some other another unit words code message somebody speaker says said'.split(
    ' ',
  ),
)

function wordsIn(text: string): Set<string> {
  const words = text.toLowerCase().match(/\p{L}{4,}/gu) ?? []
  return new Set(words.filter((word) => !SHORT_WORDS.has(word)))
}

function shared(a: ReadonlySet<string>, b: ReadonlySet<string>): string[] {
  return [...a].filter((word) => b.has(word))
}

const LONGEST_QUOTE = 160

/** The sentence that holds most of the words; the first one where none does. */
function sentenceWith(words: readonly string[], text: string): string {
  const sentences = text.split(/(?<=[.!?])\s+|\n+/).map((one) => one.trim())
  const count = (one: string): number =>
    words.filter((word) => one.toLowerCase().includes(word)).length
  const filled = sentences.filter((one) => one !== '')
  const best = filled.reduce((a, b) => (count(b) > count(a) ? b : a), filled[0] ?? '')
  const blank = best.lastIndexOf(' ', LONGEST_QUOTE)
  return best.length > LONGEST_QUOTE && blank > 0 ? best.slice(0, blank).trim() : best
}
