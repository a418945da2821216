import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { codePoints, sliceOf } from '../code-points.ts'
import { quoteFinder } from './find-quote.ts'

const findQuote = (text: string, quote: string) => quoteFinder(text)(quote)

/** The words that a quote stands for. */
function words(text: string, quote: string): string | undefined {
  const found = findQuote(text, quote)
  return found === undefined ? undefined : sliceOf(text, found)
}

describe('a quote is found', () => {
  test('as it stands, in code points', () => {
    expect(findQuote('We agree.', 'agree')).toEqual({ start: 3, end: 8 })
    expect(findQuote('👩‍💻🎉 We agree 🎉.', 'agree')).toEqual({ start: 8, end: 13 })
    expect(findQuote('agree, agree', 'agree')).toEqual({ start: 0, end: 5 })
  })

  test('where it is words of its own, before it is taken for part of another', () => {
    expect(findQuote('In all, I agree', 'I')).toEqual({ start: 8, end: 9 })
    expect(findQuote('Disagree? I agree', 'agree')).toEqual({ start: 12, end: 17 })
    expect(findQuote('𝒜gree, 𝒜', '𝒜')).toEqual({ start: 7, end: 8 })
    expect(findQuote('proposal', 'propos')).toEqual({ start: 0, end: 6 })
    expect(findQuote('我们同意', '同意')).toEqual({ start: 2, end: 4 })
  })

  test('whatever white space, quotation marks and dashes the judge writes', () => {
    expect(words('We\r\n  agree\u00a0now', 'We agree now')).toBe('We\r\n  agree\u00a0now')
    expect(words('she said “let’s go” – twice…', 'said "let\'s go" - twice...')).toBe(
      'said “let’s go” – twice…',
    )
    expect(words('It is so.', '"It is so."')).toBe('It is so.')
    expect(words('It is so.', '  It is so. \n')).toBe('It is so.')
  })

  test('whichever way characters are composed, with all marks that combine', () => {
    expect(words('un cafe\u0301 noir', 'café')).toBe('cafe\u0301')
    expect(words('un café noir', 'cafe\u0301 noir')).toBe('café noir')
    expect(words('한국어 좋아요', '한국어'.normalize('NFD'))).toBe('한국어')
    expect(words('H\u0307\u0323ello', 'H\u0323\u0307')).toBe('H\u0307\u0323')
  })

  test('in text that runs from right to left, with and without marks of direction', () => {
    const text = 'קודם \u200fאני מסכים\u200e איתך'
    expect(words(text, 'אני מסכים')).toBe('אני מסכים')
    expect(words('أنا أوافق تماما', 'أوافق')).toBe('أوافق')
    expect(words('می\u200cخواهم بروم', 'میخواهم')).toBe('می\u200cخواهم')
  })

  test('in emoji with and without joiners and variation selectors', () => {
    expect(words('I ❤️ it', '❤ it')).toBe('❤️ it')
    expect(words('team 👩‍💻 works', '👩‍💻 works')).toBe('👩‍💻 works')
  })
})

describe('a quote is not found', () => {
  test.each([
    ['other words', 'We agree.', 'We disagree'],
    ['other case', 'We agree.', 'we agree'],
    ['words left out', 'We all agree.', 'We agree'],
    ['words joined over a gap', 'We, who agree', 'We who agree'],
    ['half of a character', 'un cafe\u0301', 'cafe'],
    ['a character without its mark', 'café', 'cafe'],
    ['a part of an ellipsis', 'wait… what', '. what'],
    ['nothing', 'We agree.', '   '],
    ['marks alone', 'We agree.', '""'],
    ['format characters alone', 'We agree.', '\u200b'],
  ])('%s', (_, text, quote) => {
    expect(findQuote(text, quote)).toBeUndefined()
  })
})

test('whatever whole words of a text are quoted are found, and stand for the same words', () => {
  const word = fc.oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 }),
    fc.constantFrom('👩‍💻', 'é', 'e\u0301', 'שלום', '“so”', 'a', '…'),
  )
  fc.assert(
    fc.property(
      fc.array(word, { minLength: 1, maxLength: 12 }),
      fc.nat(),
      fc.nat(),
      (all, a, b) => {
        const [from, to] = [a % all.length, b % all.length].sort((x, y) => x - y) as [
          number,
          number,
        ]
        const [text, quote] = [all.join(' '), all.slice(from, to + 1).join(' ')]
        const found = findQuote(text, quote)
        if (found === undefined) {
          // Only what nobody sees is no quote.
          expect(quote.replaceAll(/[\s\p{Cf}\ufe00-\ufe0f"'“”‘’]/gu, '')).toBe('')
          return
        }
        expect(found.start).toBeLessThan(found.end)
        expect(found.end).toBeLessThanOrEqual(codePoints(text))
        // What was found is itself found where it stands, or earlier.
        const again = findQuote(text, sliceOf(text, found))
        expect(again?.start).toBeLessThanOrEqual(found.start)
      },
    ),
  )
})
