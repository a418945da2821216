import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { measuresPage } from './measures-page.ts'

test('docs/measures.md is what the list of measures says (npm run docs writes it anew)', () => {
  expect(readFileSync('docs/measures.md', 'utf8')).toBe(measuresPage())
})
