import { expect, test } from 'vitest'
import { ledgerText } from './ledger-text.ts'

const line = {
  model: 'lab/one',
  runs: 4,
  estimated: { calls: 40, inputTokens: 4_000, outputTokens: 400, usd: 0.5 },
  estimatedUsd: { low: 0.25, expected: 0.5, high: 1 },
  actual: {
    calls: 44,
    inputTokens: 4_400,
    outputTokens: 300,
    usd: 0.6,
    uncertainUsd: 0,
    uncounted: 0,
    unpriced: 0,
  },
  ratio: { calls: 1.1, inputTokens: 1.1, outputTokens: 0.75, usd: 1.2 },
}

test('the ledger tells what was expected, what it was, and the ratio', () => {
  const [heading, table = ''] = ledgerText({ models: [line], cells: [], unexpected: [] })
  expect(heading).toMatch(/Ledger/)
  const [head = '', , row = ''] = table.split('\n').map((one) => one.trim().split(/ {2,}/))
  const told = (name: string): string | undefined => row[head.indexOf(name)]
  expect([told('calls expected'), told('calls'), told('ratio')]).toEqual(['40', '44', '1.1'])
  expect([told('US$ expected'), told('US$ low to high'), told('US$')]).toEqual([
    '0.5',
    '0.25 to 1',
    '0.6',
  ])
  expect(row.at(-1)).toBe('1.2')
})

test('calls that no estimate knew of are named', () => {
  const unexpected = [{ treatment: 'b', model: 'lab/two' }]
  expect(ledgerText({ models: [line], cells: [], unexpected }).at(-1)).toBe(
    'Called, and in no estimate: lab/two under "b".',
  )
})

test('where nothing was estimated, nothing is said', () => {
  expect(ledgerText(null)).toEqual([])
  expect(ledgerText({ models: [], cells: [], unexpected: [] })).toEqual([])
})
