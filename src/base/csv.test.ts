/** Words that a spreadsheet would take for a formula come out of a file as words, and are read back as they were. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { csvLines, defuse, undefuse } from './csv.ts'

/** Words, some of which begin as a formula does. */
const hostile = fc
  .tuple(fc.constantFrom('', "'", '=', '+', '-', '@', '\t', '\r', '\uff1d'), fc.string())
  .map(([start, rest]) => start + rest)

describe('defusing', () => {
  test.each([
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['\r=1', "'\r=1"],
    ["'=1", "''=1"],
    ["'tis", "'tis"],
    ['a=1', 'a=1'],
    ['', ''],
  ])('%j becomes %j', (text, defused) => {
    expect(defuse(text)).toBe(defused)
    expect(undefuse(defused)).toBe(text)
  })

  test('any words come back, and no defused cell begins as a formula does', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(undefuse(defuse(text))).toBe(text)
        expect(defuse(text)).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/)
      }),
    )
  })
})

test('a formula in a line does not run, and a number stays a number', () => {
  const lines = csvLines()
  expect(lines.line(['=HYPERLINK("http://x")', -5, null, ''])).toBe(
    '"\'=HYPERLINK(""http://x"")",-5,,""\n',
  )
  expect(lines.defused).toBe(1)
})
