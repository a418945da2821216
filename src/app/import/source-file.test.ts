/** Files of others: read in pieces as what they are, and refused where they are not UTF-8. */
import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { sourceFile } from './source-file.ts'
import { makeScratch } from './testing/files.ts'

const scratch = makeScratch()
afterAll(() => scratch.remove())
let files = 0
const fileOf = (content: string | Uint8Array): string => scratch.write(`f${files++}.txt`, content)
const read = (content: string | Uint8Array): string => sourceFile(fileOf(content)).text()
/** Longer than a piece, so that characters fall across the seam. */
const LONG = 'aé🦋'.repeat(200_000)

describe('a file', () => {
  test('is read as it is, also where characters fall across two pieces', () => {
    for (const shift of ['', 'x', 'xy', 'xyz'])
      expect(sourceFile(fileOf(shift + LONG)).text() === shift + LONG).toBe(true)
    expect([...sourceFile(fileOf(LONG)).pieces()].length).toBeGreaterThan(1)
  })

  test('may begin with a byte order mark, which is no part of its text', () => {
    const file = sourceFile(fileOf('\ufeffAda: hi'))
    expect([file.text(), file.start]).toEqual(['Ada: hi', 3])
    expect(sourceFile(fileOf('Ada: hi')).start).toBe(0)
  })

  test('has the SHA-256 of its bytes, the mark among them', () => {
    const bytes = Buffer.from('\ufeffAda: hi')
    expect(sourceFile(fileOf(bytes)).sha256()).toBe(
      createHash('sha256').update(bytes).digest('hex'),
    )
  })

  test('that is packed is what it would be unpacked', () => {
    const plain = sourceFile(scratch.write('packed.txt', LONG))
    const packed = sourceFile(scratch.write('packed.txt.gz', gzipSync(LONG)))
    expect(packed.text() === LONG).toBe(true)
    expect([packed.name, packed.bytes, packed.sha256()]).toEqual([
      plain.name,
      plain.bytes,
      plain.sha256(),
    ])
  })
})

describe('what cannot be read is told', () => {
  test.each([
    ['an empty file', '', /this file is empty/],
    ['a packed file that was cut short', gzipSync(LONG).subarray(0, 100), /cannot be unpacked/],
    ['a packed file that unpacks to too much', gzipSync(Buffer.alloc(300e6)), /At most 268435456/],
    [
      'UTF-16 with its mark',
      Buffer.from('\ufeffAda: hi', 'utf16le'),
      /UTF-16.*FF FE.*Save it as UTF-8/,
    ],
    [
      'UTF-16 the other way round',
      Buffer.from('\ufeffAda: hi', 'utf16le').swap16(),
      /UTF-16.*FE FF/,
    ],
    [
      'UTF-16 without a mark',
      Buffer.from('Ada: hello', 'utf16le'),
      /UTF-16 \(every other byte is zero\)/,
    ],
    ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x41, 0, 0, 0]), /UTF-32/],
    [
      'a letter of Windows-1252',
      Buffer.from('Ada: ok\nBob: caf\xe9 au lait', 'latin1'),
      /:2: byte 16 .*it is E9, which would be "é" in Windows-1252/,
    ],
    [
      'a stray continuation',
      Buffer.from([0x41, 0x42, 0x80, 0x41]),
      /:1: byte 2 of the file is not UTF-8/,
    ],
    ['half a surrogate pair as bytes', Buffer.from([0x41, 0xed, 0xa0, 0x80]), /byte 1|byte 2/],
    [
      'a file cut within a character',
      Buffer.from('ab🦋').subarray(0, 4),
      /ends at byte 4 in the middle of a character/,
    ],
  ])('%s', (_what, content, complaint) => {
    expect(() => read(content)).toThrow(complaint)
  })

  test('a file that is not there, and a folder', () => {
    expect(() => sourceFile(`${scratch.path}/none`)).toThrow(/there is no such file/)
    expect(() => sourceFile(scratch.path)).toThrow(/this is a folder/)
  })

  test('a wrong byte far down is told by its place in the file', () => {
    const good = Buffer.from(`${LONG}\n`)
    const at = good.length + 3
    expect(() =>
      read(Buffer.concat([good, Buffer.from('abc'), Buffer.of(0xff), Buffer.from('d')])),
    ).toThrow(new RegExp(`:2: byte ${at} of the file`))
  })

  test('the byte that is told is the first that cannot be, whatever stands before it', () => {
    const texts = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(texts, fc.constantFrom(0x80, 0xff, 0xc0), texts, (before, wrong, after) => {
        const head = Buffer.from(`.${before}`)
        const bytes = Buffer.concat([head, Buffer.of(wrong), Buffer.from(after)])
        expect(() => read(bytes)).toThrow(new RegExp(`byte ${head.length} of the file`))
      }),
      { numRuns: 40 },
    )
  })
})
