/** What the model at one seat is sent in a run: the mean over plays, stretched where a run is longer. */
import type { Range } from '../../record/call-estimate.ts'
import type { AskSize } from './ask-size.ts'

/** All asks of one purpose and kind in a run. Bytes are those of all these asks together. */
export interface FormSizes {
  readonly purpose: AskSize['purpose']
  readonly kind: AskSize['kind']
  readonly maxLength: number | undefined
  readonly asks: number
  /** By how much is said where free words are asked for. */
  readonly bytes: Range
  readonly messages: number
  readonly schemaBytes: number
  readonly againBytes: number
}

export interface SeatSizes {
  /** Asks in a run: the fewest of all plays, the mean, the most. */
  readonly asks: Range
  /** How many plays that is the mean of, and the standard deviation of asks between them; 0 for one play. */
  readonly plays: number
  readonly deviation: number
  readonly forms: readonly FormSizes[]
  /** Round → mean bytes of a prompt in it, where as much is said as is expected. */
  readonly rounds: ReadonlyMap<number, number>
}

/** The asks of one seat in one play, said at three lengths; one list three times where no words are asked for. */
export type Talks = Readonly<Record<keyof Range, readonly AskSize[]>>

export function sizesOf(talks: Talks): SeatSizes {
  const { low, expected, high } = talks
  const n = expected.length
  const keys = [...new Set(expected.map(keyOf))]
  const forms = keys.map((key): FormSizes => {
    const own = expected.filter((ask) => keyOf(ask) === key)
    const total = (list: readonly AskSize[]): number => {
      const alike = list.filter((ask) => keyOf(ask) === key)
      // What is said may lead elsewhere: compared are prompts, not plays.
      return alike.length === 0 ? 0 : (sum(alike, 'bytes') / alike.length) * own.length
    }
    const [lowBytes, bytes, highBytes] = [total(low), total(expected), total(high)]
    const { purpose, kind, maxLength } = own[0] as AskSize
    return {
      purpose,
      kind,
      maxLength,
      asks: own.length,
      bytes: {
        low: Math.min(lowBytes, bytes),
        expected: bytes,
        high: Math.max(highBytes, bytes),
      },
      messages: sum(own, 'messages'),
      schemaBytes: sum(own, 'schemaBytes'),
      againBytes: sum(own, 'againBytes'),
    }
  })
  const asks = { low: n, expected: n, high: n }
  return { asks, plays: 1, deviation: 0, forms, rounds: byRound(expected) }
}

/** Of what the scenario asks. */
function byRound(asks: readonly AskSize[]): Map<number, number> {
  const lists = new Map<number, number[]>()
  for (const { purpose, round, bytes } of asks) {
    if (purpose !== 'ask') continue
    const list = lists.get(round)
    if (list === undefined) lists.set(round, [bytes])
    else list.push(bytes)
  }
  return new Map([...lists].map(([round, list]) => [round, mean(list)]))
}

/** The mean over seats and plays. */
export function meanSizes(all: readonly SeatSizes[]): SeatSizes {
  const n = all.length
  const forms = new Map<string, FormSizes>()
  for (const form of all.flatMap((sizes) => sizes.forms)) {
    const share = scaled(form, 1 / n, 1 / n)
    const before = forms.get(keyOf(form))
    forms.set(keyOf(form), before === undefined ? share : added(before, share))
  }
  const rounds = new Map<number, number>()
  for (const round of new Set(all.flatMap((sizes) => [...sizes.rounds.keys()]))) {
    rounds.set(round, mean(all.flatMap((sizes) => sizes.rounds.get(round) ?? [])))
  }
  return {
    asks: {
      low: Math.min(...all.map(({ asks }) => asks.low)),
      expected: mean(all.map(({ asks }) => asks.expected)),
      high: Math.max(...all.map(({ asks }) => asks.high)),
    },
    plays: n,
    deviation: deviationOf(all.map(({ asks }) => asks.expected)),
    forms: [...forms.values()],
    rounds: new Map([...rounds].sort(([a], [b]) => a - b)),
  }
}

/** Only the asks of some purposes. */
export function sizesFor(
  sizes: SeatSizes,
  isMeant: (purpose: AskSize['purpose']) => boolean,
): SeatSizes {
  const forms = sizes.forms.filter(({ purpose }) => isMeant(purpose))
  if (forms.length === sizes.forms.length) return sizes
  const count = (list: readonly FormSizes[]): number =>
    list.reduce((total, { asks }) => total + asks, 0)
  const share = count(forms) / count(sizes.forms)
  const { low, expected, high } = sizes.asks
  return {
    ...sizes,
    asks: { low: low * share, expected: expected * share, high: high * share },
    deviation: sizes.deviation * share,
    forms,
    rounds: isMeant('ask') ? sizes.rounds : new Map(),
  }
}

/** The same where a run has `factor` times as many asks and its prompts go on growing as they did: along a straight line. */
export function stretched(sizes: SeatSizes, factor: number): SeatSizes {
  const n = sizes.asks.expected
  if (factor === 1 || n === 0) return sizes
  const curve = [...sizes.rounds]
  const [lastRound, last] = curve.at(-1) ?? [1, 0]
  const first = curve[0]?.[1] ?? 0
  const slope = n > 1 ? (last - first) / (n - 1) : 0
  const line = (asks: number): number => asks * first + (slope * asks * (asks - 1)) / 2
  const growth = line(n) > 0 ? Math.max(0, line(n * factor) / line(n)) : factor
  const { low, expected, high } = sizes.asks
  const end: [number, number] = [
    Math.round(lastRound * factor),
    Math.max(0, first + slope * (n * factor - 1)),
  ]
  return {
    asks: { low: low * factor, expected: expected * factor, high: high * factor },
    plays: sizes.plays,
    deviation: sizes.deviation * factor,
    forms: sizes.forms.map((form) => scaled(form, factor, growth)),
    rounds: new Map([...curve.filter(([round]) => round < end[0]), end]),
  }
}

function scaled(form: FormSizes, factor: number, growth: number): FormSizes {
  const { low, expected, high } = form.bytes
  return {
    ...form,
    asks: form.asks * factor,
    bytes: { low: low * growth, expected: expected * growth, high: high * growth },
    messages: form.messages * factor,
    schemaBytes: form.schemaBytes * factor,
    againBytes: form.againBytes * factor,
  }
}

function added(a: FormSizes, b: FormSizes): FormSizes {
  return {
    ...a,
    asks: a.asks + b.asks,
    bytes: {
      low: a.bytes.low + b.bytes.low,
      expected: a.bytes.expected + b.bytes.expected,
      high: a.bytes.high + b.bytes.high,
    },
    messages: a.messages + b.messages,
    schemaBytes: a.schemaBytes + b.schemaBytes,
    againBytes: a.againBytes + b.againBytes,
  }
}

function deviationOf(values: readonly number[]): number {
  if (values.length < 2) return 0
  const middle = mean(values)
  const squares = values.reduce((total, value) => total + (value - middle) ** 2, 0)
  return Math.sqrt(squares / (values.length - 1))
}

function keyOf({
  purpose,
  kind,
  maxLength,
}: Pick<AskSize, 'purpose' | 'kind' | 'maxLength'>): string {
  return `${purpose} ${kind} ${maxLength ?? ''}`
}

function sum(asks: readonly AskSize[], field: 'bytes' | 'messages' | 'schemaBytes' | 'againBytes') {
  return asks.reduce((total, ask) => total + ask[field], 0)
}

function mean(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0) / values.length
}
