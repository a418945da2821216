/** Codings of people, from the sheet to the settled value and back from another tool, as a user does it. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeFolder } from './testing/command.ts'
import type { Said } from './testing/said.ts'

const folder = makeFolder()
afterAll(() => folder.remove())

const TALK = Array.from({ length: 12 }, (_, i) => {
  const words = i === 3 ? '=1+1 is two; is it?' : i % 2 === 0 ? `Shall we, ${i}?` : `Yes 🦋, ${i}.`
  return `g${1 + (i % 2)},${i % 3 === 0 ? 'Kim' : 'Lou'},"${words}"`
})
const FILES = {
  'chat.csv': ['run,speaker,text', ...TALK].join('\n'),
  'talk.yaml': `
codebook: talk
version: 1
context: { before: 1, after: 1 }
codes:
  asks: { definition: A question. }
  tone: { level: nominal, definition: Its tone., categories: { cold: Not friendly., warm: Friendly. } }
`,
}

async function done(...words: string[]): Promise<Said> {
  const said = await folder.here(...words)
  expect(said.stderr).toBe('')
  expect(said.code).toBe(0)
  return said
}

const json = async (...words: string[]): Promise<Record<string, unknown>> =>
  JSON.parse((await done(...words, '--json')).stdout) as Record<string, unknown>

type Sheet = Record<string, string>[]
const readSheet = (name: string): Sheet =>
  parse(readFileSync(join(folder.path, name), 'utf8'), { columns: true }) as Sheet

function writeSheet(name: string, rows: Sheet): void {
  const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`
  const lines = [Object.keys(rows[0] ?? {}), ...rows.map((row) => Object.values(row))]
  folder.write({ [name]: lines.map((cells) => cells.map(quoted).join(',')).join('\n') })
}

const asks = (row: Record<string, string>): string =>
  row['text']?.includes('?') === true ? '1' : '0'

beforeAll(async () => {
  folder.write(FILES)
  await done('import', 'chat.csv', '--db', 'talk.sqlite')
  await done('codings', 'export', 'talk.sqlite', '--codebook', './talk.yaml', '--out', 'sheet.csv')
  const sheet = readSheet('sheet.csv')
  writeSheet(
    'ann.csv',
    sheet.map((row) => ({ ...row, asks: asks(row), tone: 'warm' })),
  )
  writeSheet(
    'ben.csv',
    sheet.map((row, i) => ({ ...row, asks: i === 0 ? '' : i === 1 ? '0' : asks(row) })),
  )
})

describe('a coding sheet', () => {
  test('has every unit once, blind, in a drawn order, with formulas defused', () => {
    const sheet = readSheet('sheet.csv')
    expect(new Set(sheet.map(({ unit }) => unit)).size).toBe(12)
    const whole = readFileSync(join(folder.path, 'sheet.csv'), 'utf8')
    expect(whole).not.toMatch(/Kim|Lou|\bg1\b/)
    expect(whole).toContain("'=1+1 is two")
    expect(readFileSync(join(folder.path, 'sheet.instructions.md'), 'utf8')).toContain('## asks')
  })

  test('is not written over once somebody wrote into it, and a misspelt heading is told', async () => {
    await done('import', 'chat.csv', '--db', 'other.sqlite')
    const written = ['export', 'other.sqlite', '--codebook', './talk.yaml', '--out']
    await done('codings', ...written, 'mine.csv')
    await done('codings', ...written, 'mine.csv')
    const filled = readSheet('mine.csv').map((row) => ({ ...row, asks: '1' }))
    writeSheet('mine.csv', filled)
    const again = await folder.here('codings', ...written, 'mine.csv')
    expect(again).toMatchObject({ code: 2 })
    expect(again.stderr).toContain('would be lost')
    expect(readSheet('mine.csv')).toEqual(filled)

    writeSheet(
      'misspelt.csv',
      filled.map(({ asks: _, ...row }) => ({ ...row, Asks_: '1', tone: 'warm' })),
    )
    const as = ['--coder', 'Ann', '--codebook', './talk.yaml']
    const taken = await done('codings', 'import', 'other.sqlite', 'misspelt.csv', ...as)
    expect(taken.stdout).toContain('passed over: Asks_\nNo column is for: asks.')
    // Whoever copies or mails the record copies this file alone.
    expect(existsSync(join(folder.path, 'other.sqlite-wal'))).toBe(false)
  })

  test('is taken over once, corrected where it changes, and settled', async () => {
    const take = (file: string, coder: string) =>
      json('codings', 'import', 'talk.sqlite', file, '--coder', coder, '--codebook', './talk.yaml')
    expect(await take('ann.csv', 'Ann')).toMatchObject({ taken: 24, corrected: 0, already: 0 })
    expect(await take('ann.csv', 'Ann')).toMatchObject({ taken: 0, corrected: 0, already: 24 })
    expect(await take('ben.csv', 'Ben')).toMatchObject({ taken: 11, empty: 13 })
    const settled = await json(
      'codings',
      'settle',
      'talk.sqlite',
      '--codebook',
      'talk',
      '--rule',
      'union',
      '--coders',
      'Ann,Ben',
      '--name',
      'either',
    )
    expect(settled['codes']).toEqual([
      {
        code: 'asks',
        units: 12,
        open: expect.any(Number) as number,
        values: expect.anything() as object,
      },
      { code: 'tone', units: 12, open: 0, values: { warm: 12 } },
    ])
    const validated = await json(
      'codings',
      'validate',
      'talk.sqlite',
      '--codebook',
      'talk',
      '--judge',
      'Ann',
      '--human',
      'Ben',
    )
    expect(validated['codes']).toMatchObject({ asks: { judged: 12, twice: 11 } })
    const listed = await json('codings', 'list', 'talk.sqlite')
    expect(listed['coders']).toMatchObject([
      { coder: 'Ann', codings: 24, corrections: 0 },
      { coder: 'Ben', codings: 11 },
    ])
  })

  test('comes back from a tool as it went out; what was changed there is a correction', async () => {
    await done('export', 'talk.sqlite', '--format', 'qdc', '--out', 'out')
    expect(
      (await folder.here('export', 'talk.sqlite', '--format', 'qdpx', '--out', 'out')).code,
    ).toBe(0)
    const back = await json('codings', 'import', 'talk.sqlite', 'out/project.qdpx')
    expect(back).toMatchObject({
      coders: ['Ann', 'Ben'],
      taken: 0,
      corrected: 0,
      unplaced: [],
      unmarked_now: 0,
    })
    const silence = ['--unmarked', 'zero', '--units-of', 'all', '--looked-by']
    const zerosOf = (who: string): Promise<unknown> =>
      json('codings', 'import', 'talk.sqlite', 'out/project.qdpx', ...silence, who)
    // Whose silence is a no is said: one of them has coded all, the other lacks one.
    const [ann, ben] = [await zerosOf('Ann'), await zerosOf('Ben')]
    expect([ann, ben]).toMatchObject([{ zeros: 0 }, { taken: 1, corrected: 0, zeros: 1 }])
  })
})

describe('is refused, and nothing is written:', () => {
  const refused = async (...words: string[]): Promise<string> => {
    const { code, stderr } = await folder.here('codings', ...words)
    expect(code).toBe(2)
    return stderr
  }

  test('what is in no unit, no code, no category; each with its line', async () => {
    const [row = {}] = readSheet('sheet.csv')
    writeSheet('bad.csv', [
      { ...row, unit: 'unit_0000000000000000', asks: '1' },
      { ...row, asks: 'may\u001b[31mbe' },
    ])
    const said = await refused(
      'import',
      'talk.sqlite',
      'bad.csv',
      '--coder',
      'Cleo',
      '--codebook',
      './talk.yaml',
    )
    expect(said).toMatch(/"may␛\[31mbe" is no value of asks/)
    expect(said).toMatch(/bad\.csv:2: there is no unit "unit_0000000000000000"/)
    expect(said).toMatch(/bad\.csv: nothing was imported/)
    writeSheet('strange.csv', [{ ...row, unit: 'unit_0000000000000000', asks: '1' }])
    expect(
      await refused(
        'import',
        'talk.sqlite',
        'strange.csv',
        '--coder',
        'Cleo',
        '--codebook',
        './talk.yaml',
      ),
    ).toMatch(/no unit "unit_0000000000000000"/)
    const { coders } = (await json('codings', 'list', 'talk.sqlite')) as {
      coders: { coder: string }[]
    }
    expect(coders.map(({ coder }) => coder)).not.toContain('Cleo')
  })

  test('a codebook that was changed under its sheet, or under its codings', async () => {
    folder.write({
      'changed.yaml': FILES['talk.yaml'].replace('A question.', 'A real question.'),
    })
    expect(
      await refused(
        'import',
        'talk.sqlite',
        'ann.csv',
        '--coder',
        'Cleo',
        '--codebook',
        './changed.yaml',
      ),
    ).toMatch(/the sheet was made for talk 1/)
    const sheet = readSheet('ann.csv').map(({ sheet: _, ...row }) => row)
    writeSheet('unmarked.csv', sheet)
    expect(
      await refused(
        'import',
        'talk.sqlite',
        'unmarked.csv',
        '--coder',
        'Cleo',
        '--codebook',
        './changed.yaml',
      ),
    ).toMatch(/give the changed codebook another version/)
  })

  test('a coder with the name of another, a rule with too few coders, options that do not fit', async () => {
    expect(
      await refused('import', 'talk.sqlite', 'ben.csv', '--coder', 'ANN', '--codebook', 'talk'),
    ).toMatch(/another coder of the name "Ann"/)
    const settle = ['settle', 'talk.sqlite', '--codebook', 'talk', '--name', 'x']
    expect(await refused(...settle, '--rule', 'third', '--coders', 'Ann,Ben')).toMatch(
      /is about 3 coders/,
    )
    expect(await refused(...settle, '--rule', 'union', '--coders', 'Ann,Eve')).toMatch(
      /no coder named "Eve"/,
    )
    expect(
      await refused(
        'export',
        'talk.sqlite',
        '--codebook',
        'talk',
        '--out',
        'x.csv',
        '--by',
        'judges',
      ),
    ).toMatch(/--sample N/)
    expect(
      await refused('import', 'talk.sqlite', 'out/project.qdpx', '--unmarked', 'zero'),
    ).toMatch(/--units-of and --looked-by go together/)
  })
})
