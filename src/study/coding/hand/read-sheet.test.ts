/** Sheets that people filled in: empty is not no, every fault has its line, nothing is guessed. */
import { describe, expect, test } from 'vitest'
import { codebookOf, CodebookFile } from '../codebook.ts'
import { changesOf, type GivenCoding } from './changes.ts'
import { instructionsOf } from './instructions.ts'
import { readSheet, type SheetRow } from './read-sheet.ts'
import { headingsOf, codesForPeople, sheetMark } from './sheet.ts'
import { CANNOT_TELL, isTakenBack, TAKEN_BACK } from './unanswered.ts'
import { cellValue } from './values.ts'
import { UnitId, type UnitCoded } from '../../../record/coding-entries.ts'

const CODEBOOK = codebookOf(
  CodebookFile.parse({
    codebook: 'talk',
    version: 2,
    codes: {
      asks: { definition: 'A question.', exclude: ['Rhetorical ones.'] },
      tone: {
        level: 'ordinal',
        definition: 'How friendly.',
        categories: { cold: 'not at all', warm: 'very' },
      },
      promise: { level: 'span', definition: 'Words that promise.' },
      text: { definition: 'A code that is called like a column.' },
      long: { structural: true, rule: { words: { atLeast: 30 } }, definition: 'Many words.' },
    },
  }),
)
const [asks, tone, promise] = CODEBOOK.codes as [never, never, never]
const UNIT = 'unit_0123456789abcdef'

function rows(...tables: Readonly<Record<string, string>>[]): SheetRow[] {
  return tables.map((cells, i) => ({
    columns: Object.keys(cells),
    place: `sheet.csv:${i + 2}`,
    cell: (name) => cells[name],
  }))
}

describe('a cell', () => {
  test.each([
    [asks, '1', 1],
    [asks, ' Yes ', 1],
    [asks, 'x', 1],
    [asks, '0.0', 0],
    [asks, '1,0', 1],
    [promise, '0,0', 0],
    [asks, 'FALSE', 0],
    [tone, 'WARM', 'warm'],
    [promise, '0', 0],
  ])('of %o that says %j means %j', (code, cell, value) => {
    expect(cellValue(code, cell)).toEqual({ kind: 'value', value, quotes: [] })
  })

  test('that is empty is not no, a question mark is no answer, other words are a fault', () => {
    expect(cellValue(asks, ' ')).toEqual({ kind: 'empty' })
    expect(cellValue(asks, '?')).toEqual({ kind: 'undecided' })
    expect(cellValue(asks, '2')).toMatchObject({ kind: 'fault' })
    expect(cellValue(tone, 'hot')).toMatchObject({
      why: expect.stringMatching(/cold, warm/) as string,
    })
    expect(cellValue(promise, 'I will\n\nand so')).toMatchObject({
      value: 1,
      quotes: ['I will', 'and so'],
    })
  })
})

describe('a sheet', () => {
  test('gives a coding for each cell that is filled, and counts the others', () => {
    const { form, codings, empty, faults, ignored, seed } = readSheet(
      CODEBOOK,
      rows({
        unit: UNIT,
        sheet: sheetMark(CODEBOOK, 7),
        asks: '0',
        tone: '',
        'code:text': '1',
        'asks rationale': 'none',
        mood: 'x',
      }),
      'Ann',
    )
    expect({ form, empty, faults, ignored, seed }).toEqual({
      form: 'wide',
      empty: 1,
      faults: [],
      ignored: ['mood'],
      seed: 7,
    })
    expect(codings.map(({ code, value, rationale }) => [code.code, value, rationale])).toEqual([
      ['asks', 0, 'none'],
      ['text', 1, undefined],
    ])
  })

  test('of a German spreadsheet has commas in numbers, rows of separators, columns without a name', () => {
    const sheet = readSheet(
      CODEBOOK,
      rows(
        { unit: UNIT, asks: 'TRUE', 'asks confidence': '0,85', '': '' },
        { unit: ' ', asks: '', 'asks confidence': '', '': '' },
      ),
      'Ann',
    )
    expect(sheet.faults).toEqual([])
    expect(sheet.ignored).toEqual([])
    expect(sheet.codings).toMatchObject([{ value: 1, confidence: 0.85 }])
    const wrong = rows({ unit: UNIT, asks: '1', 'asks confidence': '0x1' })
    expect(readSheet(CODEBOOK, wrong, 'Ann').faults).toEqual([
      'sheet.csv:2: a confidence lies between 0 and 1; "0x1" does not.',
    ])
  })

  test('may be a list: a row for each coding, each with its coder', () => {
    const { form, codings } = readSheet(
      CODEBOOK,
      rows(
        { unit: UNIT, coder: 'Ann', code: 'Asks', value: '1', rationale: 'why', confidence: '0.5' },
        { unit: UNIT, coder: 'Ben', code: 'asks', value: '?', rationale: '', confidence: '' },
      ),
      null,
    )
    expect(form).toBe('long')
    expect(codings.map(({ coder, value, confidence }) => [coder, value, confidence])).toEqual([
      ['Ann', 1, 0.5],
      ['Ben', null, null],
    ])
  })

  test.each<[string, Record<string, string>[], RegExp]>([
    [
      'without codes',
      [{ unit: UNIT, other: '1' }],
      /:2: no column is a code of talk 2: asks, tone, promise, code:text/,
    ],
    ['without units', [{ asks: '1' }], /no column "unit"/],
    [
      'of another codebook',
      [{ unit: UNIT, sheet: 'talk 1 aaaaaaaaaaaa seed 1', asks: '1' }],
      /was made for talk 1/,
    ],
    [
      'with a value that is none',
      [{ unit: UNIT, asks: 'perhaps' }],
      /:2: "perhaps" is no value of asks/,
    ],
    [
      'with a unit twice',
      [
        { unit: UNIT, asks: '1' },
        { unit: UNIT, asks: '0' },
      ],
      /:3: Ann codes unit_0123456789abcdef for asks a second time \(see sheet\.csv:2\)/,
    ],
    [
      'by somebody else',
      [{ unit: UNIT, coder: 'Ben', asks: '1' }],
      /the row says that Ben coded it/,
    ],
    [
      'with a structural code',
      [{ unit: UNIT, code: 'long', value: '1' }],
      /coded by its rule alone/,
    ],
    [
      'with a confidence of 2',
      [{ unit: UNIT, code: 'asks', value: '1', confidence: '2' }],
      /between 0 and 1/,
    ],
  ])('%s is refused', (_, tables, fault) => {
    expect(readSheet(CODEBOOK, rows(...tables), 'Ann').faults.join('\n')).toMatch(fault)
  })

  test('has the codes that people are asked for, and instructions in words', () => {
    expect(headingsOf(codesForPeople(CODEBOOK)).slice(-4)).toEqual([
      'asks',
      'tone',
      'promise',
      'code:text',
    ])
    const words = instructionsOf(CODEBOOK)
    expect(words).toContain('- Rhetorical ones.')
    expect(words).not.toContain('Many words')
  })
})

describe('what changes', () => {
  const given = (value: GivenCoding['value'], more: Partial<GivenCoding> = {}): GivenCoding => ({
    unit: UnitId.parse(UNIT),
    code: 'asks',
    coder: 'Ann',
    value,
    ...more,
  })
  const first = changesOf('h', [given(1, { rationale: 'so' })], [])
  const [entry] = first.entries as [UnitCoded]

  test('a new coding is version 1, the same again is nothing, another value is a correction', () => {
    expect(first).toMatchObject({ taken: 1, corrected: 0, already: 0 })
    expect(entry).toMatchObject({ version: 1, value: 1, rationale: 'so' })
    expect(changesOf('h', [given(1)], [entry])).toEqual({
      entries: [],
      taken: 0,
      corrected: 0,
      already: 1,
    })
    expect(changesOf('h', [given(0)], [entry]).entries).toMatchObject([
      { version: 2, value: 0, rationale: null },
    ])
  })

  test('what was taken back is another thing than what could not be told', () => {
    const back = changesOf('h', [given(null, { why: TAKEN_BACK })], [entry]).entries
    expect(back).toMatchObject([{ version: 2, value: null, why: TAKEN_BACK }])
    expect(back.map(isTakenBack)).toEqual([true])
    const unsure = changesOf('h', [given(null, { why: CANNOT_TELL })], back).entries
    expect(unsure).toMatchObject([{ version: 3, value: null, why: CANNOT_TELL }])
    expect(unsure.map(isTakenBack)).toEqual([false])
  })

  test('a coder who can no longer tell corrects what was there; other reasons do, too', () => {
    expect(changesOf('h', [given(null, { why: 'x' })], [entry]).entries).toMatchObject([
      { version: 2, value: null, why: 'x' },
    ])
    expect(changesOf('h', [given(1, { rationale: 'else' })], [entry])).toMatchObject({
      corrected: 1,
    })
  })
})
