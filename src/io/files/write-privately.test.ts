/** Files of secrets: for their owner alone, and never somewhere else. */
import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { BadInputError } from '../../base/errors.ts'
import { writePrivately } from './write-privately.ts'

const folder = mkdtempSync(join(tmpdir(), 'coterie-private-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('it is its owner’s alone, whoever could read the one before, and nothing stays beside it', () => {
  const path = join(folder, 'links.json')
  writeFileSync(path, 'old')
  chmodSync(path, 0o666)
  const text = 'ä🦋'.repeat(100_000)
  writePrivately(path, text)
  expect(readFileSync(path, 'utf8')).toBe(text)
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(readdirSync(folder)).toEqual(['links.json'])
})

test('a link that somebody laid in its way is not followed', () => {
  const [path, elsewhere] = [join(folder, 'laid.json'), join(folder, 'elsewhere')]
  writeFileSync(elsewhere, 'theirs')
  symlinkSync(elsewhere, `${path}.unfinished`)
  writePrivately(path, 'ours')
  expect(readFileSync(elsewhere, 'utf8')).toBe('theirs')
  expect(readFileSync(path, 'utf8')).toBe('ours')
})

test('a place that is none is told', () => {
  expect(() => writePrivately(join(folder, 'missing', 'a.json'), 'x')).toThrow(BadInputError)
})
