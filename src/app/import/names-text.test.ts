/** Plain text is read as it is meant, and what is printed is read back as it was. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { linesOf } from './lines-of.ts'
import { isPlainName, parseNames, printNames, type Spoken } from './names-text.ts'

const parse = (text: string) =>
  parseNames(linesOf([text]), 'talk.txt').map(({ place: _, channel: _c, ...spoken }) => spoken)

const name = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .filter((words) => words.isWellFormed() && !/[\n\r]/.test(words) && isPlainName(words))
const words = fc
  .string({
    unit: fc.oneof(
      fc.constantFrom('\n', ' ', ':', 'Round 2', '\t'),
      fc.string({ unit: 'grapheme', maxLength: 3 }),
    ),
    maxLength: 12,
  })
  .filter((text) => text.isWellFormed() && !text.includes('\r'))

describe('text', () => {
  test('what is printed comes back', () => {
    const spoken = fc.record({
      speaker: name,
      text: words,
      time: fc.option(fc.constantFrom('12:30', '2026-01-02 08:00', '3')),
    })
    fc.assert(
      fc.property(
        fc.array(fc.array(spoken, { minLength: 1, maxLength: 4 }), { maxLength: 4 }),
        fc.boolean(),
        (rounds, isCounted) => {
          const all: Spoken[] = rounds.flatMap((messages, i) =>
            messages.map((message) => ({ ...message, round: isCounted ? String(i) : null })),
          )
          expect(parse(printNames(all))).toEqual(all)
        },
      ),
      { numRuns: 300 },
    )
  })

  test('rounds, empty lines, times, bold names and lines that go on', () => {
    const text = [
      'Round 1',
      '',
      '[12:30] Ada: Hello.',
      'I go on here,',
      '',
      'and here: after an empty line.',
      '12:31:05 Bob:',
      '    - indented',
      '',
      '',
      '--- Round 2 ---',
      '**Dr. Ada B.**: https://example.org is a link',
      'https://example.org/a is no speaker',
    ].join('\r\n')
    expect(parse(text)).toEqual([
      { speaker: 'Ada', text: 'Hello.\nI go on here,', round: '1', time: '12:30' },
      { speaker: 'and here', text: 'after an empty line.', round: '1', time: null },
      { speaker: 'Bob', text: '\n- indented', round: '1', time: '12:31:05' },
      {
        speaker: 'Dr. Ada B.',
        text: 'https://example.org is a link\nhttps://example.org/a is no speaker',
        round: '2',
        time: null,
      },
    ])
  })

  test('what is nobody’s is refused with its line', () => {
    expect(() => parse('\nHello there\nAda: hi')).toThrow(/talk\.txt:2: these words are nobody's/)
    expect(() => parse('Ada: hi\n: who says this?')).toThrow(
      /talk\.txt:2: there is no name before the colon/,
    )
  })
})
