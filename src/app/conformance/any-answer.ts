/** Policies that answer whatever is asked, uniformly and from a seed: at once, late, or not at all. */
import { assertNever } from '../../base/assert-never.ts'
import type { Random } from '../../base/random.ts'
import type { Policy, Situation } from '../../play/agent/policy.ts'
import type { AmountForm, Ask, AnswerForm, Value } from '../../record/ask.ts'
import type { DecisionTaken } from '../../record/decision-entries.ts'
import { fitValue } from '../../record/fit-value.ts'

/** One of all values that fit, words and passes among them. */
export function anyAnswer(form: AnswerForm, random: Random): Value {
  if (form.passable === true && random.chance(0.2)) return null
  switch (form.kind) {
    case 'choice':
      return random.pick(form.options)
    case 'amount':
      return anyAmount(form, random)
    case 'text':
      return anyWords(form.maxLength, random)
    default:
      return assertNever(form)
  }
}

/** Answers at once. `onAsked` sees every situation first. */
export function answersAtOnce(
  random: Random,
  onAsked: (situation: Situation) => void = () => {},
): Policy {
  return {
    decide(situation) {
      onAsked(situation)
      return anyAnswer(situation.ask.form, random)
    },
  }
}

/** Gives the same answers as `answersAtOnce`, each after a wait. */
export function answersLate(random: Random, wait: () => Promise<void>): Policy {
  return {
    async decide({ ask }) {
      const value = anyAnswer(ask.form, random)
      await wait()
      return { trail: [], decision: taken(ask, value), latenciesMs: [] }
    },
  }
}

/** Forfeits about every third ask. */
export function forfeitsOften(random: Random): Policy {
  return {
    async decide({ ask }) {
      const forfeits = random.chance(1 / 3)
      const value = anyAnswer(ask.form, random)
      if (!forfeits) return { trail: [], decision: taken(ask, value), latenciesMs: [] }
      return {
        trail: [],
        decision: {
          kind: 'decision-defaulted',
          of: ask.of,
          ask: ask.name,
          value: null,
          displayed: null,
          status: 'forfeited',
          attempts: 1,
          why: 'did not answer',
        },
        latenciesMs: [],
      }
    },
  }
}

function taken(ask: Ask, value: Value): DecisionTaken {
  const fit = fitValue(ask.form, value)
  if (fit === undefined) {
    throw new Error(`"${String(value)}" does not fit the ask "${ask.name}" of ${ask.of}`)
  }
  return {
    kind: 'decision-taken',
    of: ask.of,
    ask: ask.name,
    ...fit,
    status: fit.value === null ? 'passed' : 'valid',
    attempts: 1,
  }
}

function anyAmount({ min, max, step }: AmountForm, random: Random): number {
  const steps = random.below(Math.floor((max - min) / step + 1e-9) + 1)
  // Twelve digits: three steps of 0.1 are 0.3.
  return Math.min(max, Number((min + steps * step).toPrecision(12)))
}

// Words that a careless template, table or parser would stumble over.
const WORDS = [
  'yes',
  'no',
  'ANSWER:',
  '"quoted"',
  'line\nbreak',
  '| cell |',
  '${x}',
  'été',
  '🙂',
  '0',
]

function anyWords(maxLength: number, random: Random): string {
  const words = Array.from({ length: 1 + random.below(6) }, () => random.pick(WORDS)).join(' ')
  return words.slice(0, maxLength).toWellFormed().slice(0, maxLength)
}
