/** Codings that go out as a project and come back are the codings that went out. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { codePoints } from '../coding/code-points.ts'
import { pointsOf } from './points.ts'
import { readBack } from './testing/read-back.ts'
import { codingOf, recordOf, TALK_CODEBOOK, talkStore, unitsIn } from './testing/talk-record.ts'
import type { QdaCoding } from './qda-record.ts'
import { qdpxOf } from './write-qdpx.ts'

function roundTrip(
  words: readonly string[],
  codings: (store: ReturnType<typeof talkStore>) => QdaCoding[],
  crlf = false,
) {
  const store = talkStore(words)
  const record = recordOf(store, codings(store))
  const archive = Buffer.concat([...qdpxOf(record, { crlf })])
  return { sent: [...record.codings()], ...readBack(record, archive, [TALK_CODEBOOK]) }
}

const plain = ({
  unit,
  code,
  coder,
  value,
  rationale,
  confidence,
  spans,
}: Pick<QdaCoding, 'code' | 'coder' | 'value' | 'spans' | 'unit'> & {
  rationale?: string | null | undefined
  confidence?: number | null | undefined
}) => ({
  unit,
  code,
  coder,
  value,
  rationale: rationale ?? null,
  confidence: confidence ?? null,
  spans: spans.map(({ start, end, quote }) => ({ start, end, quote })),
})

const byKey = (a: object, b: object): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)

function expectSame(result: ReturnType<typeof roundTrip>): void {
  const given = [...result.given.values()].flat()
  expect(result.unplaced).toEqual([])
  expect(given.map((one) => plain({ ...one, spans: one.spans ?? [] })).sort(byKey)).toEqual(
    result.sent.map(plain).sort(byKey),
  )
}

/** Line ends are never parted: tools cannot mark half of one. */
const hard = fc.array(
  fc.constantFrom(
    'a',
    'word ',
    '🦋',
    'e\u0301',
    '👩‍👩‍👧',
    'שלום',
    '\u202e',
    '\r\n',
    '\n',
    '\t',
    '<b>',
    '&amp;',
    ']]>',
    '\u0000',
    '\u001b',
    '\u0085',
    '\u2028',
    '\ufeff',
    '\uffff',
    '"',
    'p2: ',
    'Round 2',
  ),
  { minLength: 1, maxLength: 30 },
)

describe('a project that comes back', () => {
  test('has the codings that it went out with, whatever was said, marked in parts and as wholes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(hard, fc.nat(), fc.nat(), fc.boolean(), fc.option(fc.string())), {
          minLength: 1,
          maxLength: 5,
        }),
        fc.boolean(),
        (talk, crlf) => {
          const result = roundTrip(
            talk.map(([pieces]) => `x${pieces.join('')}x`),
            (store) =>
              unitsIn(store).flatMap((unit, i) => {
                const [pieces = [], from = 0, length = 0, isWhole = true, why = null] =
                  talk[i] ?? []
                const start = from % (pieces.length + 1)
                const end = start + 1 + (length % (pieces.length + 1 - start))
                const offset = (piece: number): number =>
                  codePoints(['x', ...pieces, 'x'].slice(0, piece).join(''))
                const span = { start: offset(start), end: offset(end) }
                const spans = [{ ...span, quote: pointsOf(unit.text).slice(span.start, span.end) }]
                const all = [{ start: 0, end: codePoints(unit.text), quote: unit.text }]
                const rationale =
                  why === null || why.trim() === ''
                    ? null
                    : `because ${why.replaceAll(/[^ -~]/g, '?')}`
                return [
                  codingOf(unit, 'asks', 1, { rationale, confidence: i / 10 }),
                  codingOf(unit, 'tone', i % 2 === 0 ? 'warm' : 'cold'),
                  codingOf(unit, 'promise', 1, { spans: isWhole ? all : spans }),
                ]
              }),
            crlf,
          )
          expectSame(result)
        },
      ),
      { numRuns: 60 },
    )
  })

  test('has codings of turns, exchanges, decisions and whole runs', () => {
    expectSame(
      roundTrip(['Hello.\nAnd?', 'Yes.', 'Good'], (store) => [
        ...unitsIn(store, 'turn').map((unit) => codingOf(unit, 'turn', 1)),
        ...unitsIn(store, 'exchange').map((unit) => codingOf(unit, 'quarrel', 1)),
        ...unitsIn(store, 'decision').map((unit) => codingOf(unit, 'generous', 1)),
        ...unitsIn(store, 'run').map((unit) => codingOf(unit, 'fair', 1)),
      ]),
    )
  })

  test('has a message of a megabyte, and one without a word', () => {
    const long = 'Ünïcödé 🦋 and\r\nmore. '.repeat(50_000)
    expectSame(
      roundTrip([long, '', 'end'], (store) =>
        unitsIn(store).map((unit) => codingOf(unit, 'asks', 1)),
      ),
    )
  })

  test("knows the codings of judges again, and does not take them for people's", () => {
    const { given, ours } = roundTrip(['Hello.'], (store) =>
      unitsIn(store).map((unit) =>
        codingOf(unit, 'asks', 1, { coder: 'judge:canned@1', coderKind: 'judge' }),
      ),
    )
    expect([...given]).toEqual([])
    expect(ours).toBe(1)
  })
})
