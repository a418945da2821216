import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { recordFormat } from './record-format.ts'

test('docs/record-format.md is what the schemas say (npm run docs writes it anew)', () => {
  expect(readFileSync('docs/record-format.md', 'utf8')).toBe(recordFormat())
})
