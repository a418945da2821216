/** A static site is put in place whole, and only where nothing else is. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { BadInputError } from '../../../base/errors.ts'
import { openSiteFolder, SITE_MARK } from './site-folder.ts'

const scratch = mkdtempSync(join(tmpdir(), 'coterie-site-'))
afterAll(() => rmSync(scratch, { recursive: true }))

const index = (words: string): [string, string] => [
  'index.html',
  `<!doctype html>${SITE_MARK}${words}`,
]

function written(dir: string, words: string): void {
  const folder = openSiteFolder(dir)
  folder.add(`${words}.js`, words)
  folder.finish([index(words)])
}

describe('the folder of a site', () => {
  test('is made where it is missing, and counts what it holds', () => {
    const dir = join(scratch, 'deep', 'site')
    const folder = openSiteFolder(dir)
    folder.add('a/b/c.js', 'ä')
    expect(existsSync(join(dir, 'data'))).toBe(false)
    folder.finish([index('!')])
    expect(readFileSync(join(dir, 'data', 'a', 'b', 'c.js'), 'utf8')).toBe('ä')
    expect(readdirSync(dir).sort()).toEqual(['data', 'index.html'])
    expect(folder.files).toBe(2)
    expect(folder.bytes).toBe(2 + Buffer.byteLength(index('!')[1]))
  })

  test('is written anew where a site of ours stands, and what others put beside it stays', () => {
    const dir = join(scratch, 'again')
    written(dir, 'one')
    writeFileSync(join(dir, 'CNAME'), 'lab.example')
    written(dir, 'two')
    expect(readdirSync(join(dir, 'data'))).toEqual(['two.js'])
    expect(readFileSync(join(dir, 'index.html'), 'utf8')).toContain('two')
    expect(readFileSync(join(dir, 'CNAME'), 'utf8')).toBe('lab.example')
  })

  test('is refused where it holds anything else', () => {
    const dir = join(scratch, 'others')
    mkdirSync(dir)
    writeFileSync(join(dir, 'thesis.tex'), '')
    expect(() => openSiteFolder(dir)).toThrow(BadInputError)
    expect(() => openSiteFolder(dir)).toThrow('holds other files')
    writeFileSync(join(dir, 'index.html'), '<!doctype html><title>Somebody</title>')
    expect(() => openSiteFolder(dir)).toThrow('holds other files')
    expect(readdirSync(dir).sort()).toEqual(['index.html', 'thesis.tex'])
    expect(() => openSiteFolder(join(dir, 'thesis.tex'))).toThrow('a file stands where')
  })

  test('is as it was where the work is left, or dies half way', () => {
    const dir = join(scratch, 'left')
    written(dir, 'one')
    const left = openSiteFolder(dir)
    left.add('two.js', 'two')
    left.abandon()
    expect(readdirSync(dir).sort()).toEqual(['data', 'index.html'])
    openSiteFolder(dir).add('three.js', 'three')
    expect(readdirSync(join(dir, 'data'))).toEqual(['one.js'])
    written(dir, 'four')
    expect(readdirSync(dir).sort()).toEqual(['data', 'index.html'])
    expect(readdirSync(join(dir, 'data'))).toEqual(['four.js'])
  })

  test('that was begun for the first time and died can be begun again', () => {
    const dir = join(scratch, 'first')
    openSiteFolder(dir).add('a.js', 'a')
    written(dir, 'b')
    expect(readdirSync(join(dir, 'data'))).toEqual(['b.js'])
  })

  test('takes no name that leads out of it', () => {
    const folder = openSiteFolder(join(scratch, 'out'))
    for (const name of [
      '../x.js',
      '../../x.js',
      'a/../../../x.js',
      '/tmp/x.js',
      'a//b.js',
      'a\\b.js',
    ])
      expect(() => folder.add(name, '')).toThrow('no name for a file')
  })
})
