/** Whatever a word holds, a shell takes it for one word and runs nothing of it. */
import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { shellWord } from './shell-word.ts'

const words = [
  'plain',
  "it's",
  '$(touch x)',
  '`id`',
  'two words',
  '"',
  '\\',
  '',
  'a\nb',
  '~/x',
  '*',
]

test.skipIf(process.platform === 'win32').each(words)('%j comes back as it was', (word) => {
  const said = execFileSync('/bin/sh', ['-c', `printf %s ${shellWord(word)}`], { encoding: 'utf8' })
  expect(said).toBe(word)
})
