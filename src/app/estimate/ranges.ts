/** Sums and products of ranges and of needs. */
import type { CallNeeds, Range } from '../../record/call-estimate.ts'

export const ZERO: Range = { low: 0, expected: 0, high: 0 }

export const NO_NEEDS: CallNeeds = {
  calls: ZERO,
  mostCalls: 0,
  inputTokens: ZERO,
  outputTokens: ZERO,
  usd: ZERO,
}

/** Number by number. */
export function combine(a: Range, b: Range, how: (a: number, b: number) => number): Range {
  return {
    low: how(a.low, b.low),
    expected: how(a.expected, b.expected),
    high: how(a.high, b.high),
  }
}

export function plus(a: Range, b: Range): Range {
  return combine(a, b, (x, y) => x + y)
}

export function times(a: Range, factor: number): Range {
  return { low: a.low * factor, expected: a.expected * factor, high: a.high * factor }
}

/** A sum with something that has no known price has none either. */
export function plusNeeds(a: CallNeeds, b: CallNeeds): CallNeeds {
  return {
    calls: plus(a.calls, b.calls),
    mostCalls: a.mostCalls + b.mostCalls,
    inputTokens: plus(a.inputTokens, b.inputTokens),
    outputTokens: plus(a.outputTokens, b.outputTokens),
    usd: a.usd === null || b.usd === null ? null : plus(a.usd, b.usd),
  }
}

export function timesNeeds(a: CallNeeds, factor: number): CallNeeds {
  return {
    calls: times(a.calls, factor),
    mostCalls: a.mostCalls * factor,
    inputTokens: times(a.inputTokens, factor),
    outputTokens: times(a.outputTokens, factor),
    usd: a.usd === null ? null : times(a.usd, factor),
  }
}

/** Nine digits: more than any of it is worth, and sums of many fractions come out as what they stand for. */
export function roundedNeeds(a: CallNeeds): CallNeeds {
  return {
    calls: rounded(a.calls),
    mostCalls: round(a.mostCalls),
    inputTokens: rounded(a.inputTokens),
    outputTokens: rounded(a.outputTokens),
    usd: a.usd === null ? null : rounded(a.usd),
  }
}

export function round(value: number): number {
  return Number(value.toPrecision(9))
}

export function rounded({ low, expected, high }: Range): Range {
  return { low: round(low), expected: round(expected), high: round(high) }
}
