/** Files of plots are written as files of exports are. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvLines } from '../export/csv.ts'
import { plotCsv } from './plot-csv.ts'

const hostile = fc.constantFrom(
  '=1+1',
  "'=1+1",
  '+cmd|calc',
  '-2',
  '@SUM(A1)',
  '\t=1',
  '\uff1d1',
  'a "quoted", word\nand a line',
  '',
)
const cell = fc.oneof(
  hostile,
  fc.string(),
  fc.constant(null),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
)

test('cells are defused and quoted exactly as the export does', () => {
  fc.assert(
    fc.property(fc.array(hostile), fc.array(fc.array(cell)), (names, rows) => {
      const lines = csvLines()
      expect(plotCsv(names, rows)).toBe([names, ...rows].map((one) => lines.line(one)).join(''))
    }),
  )
})

test('a formula in a name does not run', () => {
  expect(plotCsv(['treatment'], [['=HYPERLINK("http://x")'], [-5]])).toBe(
    'treatment\n"\'=HYPERLINK(""http://x"")"\n-5\n',
  )
})
