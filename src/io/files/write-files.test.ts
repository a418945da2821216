/** Files are written whole, and never outside their directory. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { BadInputError } from '../../base/errors.ts'
import { fileWriter } from './write-files.ts'

const directory = mkdtempSync(join(tmpdir(), 'coterie-files-'))
afterAll(() => rmSync(directory, { recursive: true, force: true }))

describe('the writer of files', () => {
  test('makes its directory and writes all chunks as UTF-8', () => {
    const inner = join(directory, 'made', 'here')
    const big = 'ä🦋'.repeat(100_000)
    fileWriter(inner)('a.txt', ['one\n', '', big, 'end'])
    expect(readFileSync(join(inner, 'a.txt'), 'utf8')).toBe(`one\n${big}end`)
    expect(readdirSync(inner)).toEqual(['a.txt'])
  })

  test('writes bytes as they are, among text', () => {
    const inner = join(directory, 'bytes')
    const bytes = Uint8Array.from({ length: 300_000 }, (_, i) => i % 256)
    fileWriter(inner)('a.bin', ['ä', bytes, 'é', bytes.subarray(0, 2)])
    expect(
      readFileSync(join(inner, 'a.bin')).equals(
        Buffer.concat([Buffer.from('ä'), bytes, Buffer.from('é'), Buffer.from([0, 1])]),
      ),
    ).toBe(true)
  })

  test('leaves the old file as it was, and nothing beside it, when the new one fails half way', () => {
    const inner = join(directory, 'half')
    const write = fileWriter(inner)
    write('a.txt', ['old'])
    const failing = function* () {
      yield 'x'.repeat(200_000)
      throw new Error('the record cannot be read')
    }
    expect(() => write('a.txt', failing())).toThrow('the record cannot be read')
    expect(readdirSync(inner)).toEqual(['a.txt'])
    expect(readFileSync(join(inner, 'a.txt'), 'utf8')).toBe('old')
  })

  test.each([
    '../a',
    'a/b',
    'a\\b',
    '..',
    '.',
    '',
    '.hidden',
    '/etc/a',
    'C:a',
    'con',
    'NUL.txt',
    'a\u0000b',
    'a\nb',
    'a\u202eb',
    'a.',
    'a ',
    'x'.repeat(300),
  ])('refuses the name %j', (name) => {
    expect(() => fileWriter(directory)(name, ['x'])).toThrow(BadInputError)
  })

  test('says how to mend a place that is none', () => {
    writeFileSync(join(directory, 'file'), '')
    expect(() => fileWriter(join(directory, 'file'))).toThrow(
      /file stands where a directory is needed.*--out/,
    )
    expect(() => fileWriter(join(directory, 'file', 'deeper'))).toThrow(BadInputError)
    mkdirSync(join(directory, 'taken', 'a.txt', 'full'), { recursive: true })
    expect(() => fileWriter(join(directory, 'taken'))('a.txt', ['x'])).toThrow(BadInputError)
  })

  test.skipIf(process.platform !== 'linux')(
    'says so where even the superuser may not write',
    () => {
      expect(() => fileWriter('/proc')('coterie.txt', ['x'])).toThrow(BadInputError)
    },
  )
})
