/** docs/import.md can be followed from top to bottom, and comes out as it is told. */
import { readFileSync } from 'node:fs'
import { afterAll, expect, test } from 'vitest'
import { makeFolder } from '../cli/testing/command.ts'
import { snippetsIn } from '../docs/testing/snippets.ts'
import { parseWords } from '../cli/testing/parse-words.ts'
import { FIELDS } from './column-map.ts'
import { IMPORT_FORMATS } from './detect-format.ts'

const PAGE = 'docs/import.md'
const text = readFileSync(PAGE, 'utf8')
const folder = makeFolder()
afterAll(() => folder.remove())

test('its files, its commands, and what they say', async () => {
  const files = text.matchAll(/`([\w.]+)`:\n\n```text\n(.*?)^```$/gms)
  folder.write(Object.fromEntries([...files].map(([, name = '', words = '']) => [name, words])))
  let last = ''
  for (const snippet of snippetsIn(PAGE).filter(({ language }) => language === 'sh')) {
    for (const line of snippet.text.trim().split('\n')) {
      const words = line.split(/\s+/).slice(2)
      expect(await parseWords(words)).toBe(words[0])
      const { code, stdout, stderr } = await folder.here(...words)
      expect({ line, code, stderr }).toEqual({ line, code: 0, stderr: '' })
      last = stdout.trimEnd()
    }
  }
  expect(text).toContain(`says \`${last}\``)
})

test('it names every format and every field', () => {
  const rows = [...text.matchAll(/^\| `(\w+)` +\|/gm)].map(([, name]) => name)
  expect(rows.sort()).toEqual([...IMPORT_FORMATS].sort())
  for (const field of FIELDS) expect(text).toContain(`\`${field}\``)
})
