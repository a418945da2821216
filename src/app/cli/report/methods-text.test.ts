import { expect, test } from 'vitest'
import type { Methods } from '../../../study/analysis/methods.ts'
import { methodsText } from './methods-text.ts'

const METHODS: Methods = {
  experiment: 'imported',
  about: null,
  scenarios: [{ name: 'imported', version: 1 }],
  parameters: {},
  varied: {},
  treatments: 1,
  roles: [],
  replicates: null,
  seed: null,
  invalid: [{ reask: 0, then: 'forfeit' }],
  counterbalance: [],
  semantics: [1],
  imported: [],
  startedAt: '2026-01-01T00:00:00.000Z',
  endedAt: '2026-01-02T00:00:00.000Z',
}

test('what was played is dated; what was imported was not played, asked or dated here', () => {
  const played = methodsText(METHODS).join('\n')
  expect(played).toMatch(/played +2026-01-01\S+ to 2026-01-02\S+; kernel semantics 1/)
  expect(played).toContain('asked again up to 0 times')
  const files = ['t.txt', 'u.txt'].map((file) => ({ file, format: 'names' }))
  const imported = methodsText({ ...METHODS, imported: files }).join('\n')
  expect(imported).toMatch(/imported +2 files \(names\): t.txt, u.txt; not played here/)
  expect(imported).not.toMatch(/2026|asked again/)
})
