/** What coding will need of its judges, told before anything is spent: from the very prompts that would be sent. */
import { mostInputTokens } from '../../io/model/price.ts'
import type { Range } from '../../record/call-estimate.ts'
import { opening } from '../../study/coding/judge/dialogue.ts'
import {
  BYTES_PER_TOKEN,
  EXPECTED_REASONING,
  LONGEST_REASONING,
} from '../estimate/assumed-tokens.ts'
import type { ModelFacts } from '../estimate/model-facts.ts'
import type { JudgeTask } from './judge-work.ts'

/** One judge. */
export interface CodingEstimate {
  readonly coder: string
  readonly model: string
  readonly units: number
  /** `high`: every unit is asked about again as often as it may be. */
  readonly calls: Range
  readonly inputTokens: Range
  readonly outputTokens: Range
  /** US dollars; null where no price is known. */
  readonly usd: Range | null
}

/** Tokens of what is said of one code: reason, quote, value, confidence. */
const CODE_TOKENS: Range = { low: 25, expected: 60, high: 200 }
/** Of many prompts so many are measured, evenly spread. */
const MEASURED = 500

/** The needs of each judge that has something to do. */
export function estimateCoding(
  tasks: readonly JudgeTask[],
  reask: number,
  factsOf: (model: string) => ModelFacts,
): CodingEstimate[] {
  const byCoder = Map.groupBy(tasks, ({ judge }) => judge.name)
  return [...byCoder.values()].map((own) => ofJudge(own, reask, factsOf))
}

function ofJudge(
  tasks: readonly JudgeTask[],
  reask: number,
  factsOf: (model: string) => ModelFacts,
): CodingEstimate {
  const [{ judge }] = tasks as readonly [JudgeTask]
  const facts = factsOf(judge.model)
  const step = Math.max(1, Math.floor(tasks.length / MEASURED))
  const measured = tasks.filter((_, i) => i % step === 0)
  const scale = tasks.length / measured.length
  const bytes = scale * sum(measured.map((task) => promptBytes(task, facts.structuredOutput)))
  const codes = sum(tasks.flatMap(({ units }) => units.map((unit) => unit.codes.length)))
  const units = sum(tasks.map((task) => task.units.length))
  const most = judge.batch > 1 ? tasks.length + units * reask : tasks.length * (1 + reask)
  const { maxTokens = Infinity } = judge.sampling
  const thought = { low: 0, expected: EXPECTED_REASONING, high: LONGEST_REASONING }
  const inputTokens = over((which) => bytes / BYTES_PER_TOKEN[which])
  const outputTokens = over((which) => {
    const reasoning = facts.reasons === true ? thought[which] * tasks.length : 0
    return Math.min(codes * CODE_TOKENS[which] + reasoning, maxTokens * tasks.length)
  })
  const again = most / tasks.length
  // Who is asked again reads all that was said before.
  const input = { ...inputTokens, high: inputTokens.high * again + outputTokens.high * (again - 1) }
  const output = { ...outputTokens, high: outputTokens.high * again }
  const { price } = facts
  return {
    coder: judge.name,
    model: judge.model,
    units,
    calls: { low: tasks.length, expected: tasks.length, high: most },
    inputTokens: over((which) => Math.ceil(input[which])),
    outputTokens: over((which) => Math.ceil(output[which])),
    usd:
      price === null
        ? null
        : over(
            (which) =>
              (input[which] * price.inputUsd + output[which] * price.outputUsd) / 1_000_000,
          ),
  }
}

/** UTF-8 bytes, with what templates may add. */
function promptBytes({ judge, units }: JudgeTask, isStructured: boolean): number {
  const { messages, schema } = opening(judge, units)
  return mostInputTokens({
    messages,
    schema: isStructured ? schema : null,
    sampling: judge.sampling,
  } as Parameters<typeof mostInputTokens>[0])
}

function over(of: (which: keyof Range) => number): Range {
  return { low: of('low'), expected: of('expected'), high: of('high') }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0)
}
