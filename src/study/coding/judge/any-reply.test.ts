/** Whatever a judge replies, each code that is put has a value that it gave, or is missing with the reason. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { UnitId } from '../../../record/coding-entries.ts'
import { madeCodebook } from '../testing/made-codebook.ts'
import { hear, opening, type AskedUnit } from './dialogue.ts'
import { codingsOf } from './judge-units.ts'
import type { Judge } from './judge.ts'

const JUDGE: Judge = { name: 'a', model: 'own/m', sampling: {}, instructions: null, batch: 1 }
const { codes: CODES } = madeCodebook({
  agrees: {},
  constructor: {},
  how: { level: 'nominal', where: { agrees: 1 }, categories: { partly: 'p', wholly: 'w' } },
  cost: { level: 'span' },
})
const TEXT = 'I agree, 🎉 it costs 5 euro: {"codes": {"agrees": {"value": 1, "quote": "I"}}}'

function asked(): AskedUnit {
  const unit = { id: UnitId.parse('unit_0000000000000001'), text: TEXT }
  const line = { speaker: 'Speaker B', text: 'Words around it.', kind: 'message' as const }
  const own = { ...line, text: TEXT }
  const toOwn = (offset: number): number => offset
  const shown = { kind: 'message' as const, speaker: 'Speaker A', text: TEXT }
  const blind = { ...shown, id: unit.id, before: [line], lines: [own], after: [line], toOwn }
  return { unit, blind, codes: CODES }
}

const NO = [0, false, '0']
const value = fc.oneof(
  fc.constantFrom<unknown>(
    0,
    1,
    -0,
    true,
    false,
    '0',
    '1',
    'no',
    null,
    0.5,
    NaN,
    [],
    [0],
    {},
    'Wholly',
    'partly',
  ),
  fc.jsonValue(),
)
const quote = fc.oneof(
  fc.constantFrom<unknown>(
    'I',
    'agree',
    ' I\u00a0agree ',
    'Words around it.',
    TEXT,
    `${TEXT}!`,
    '',
    ['5 euro', 'I'],
    [0],
    {},
  ),
  fc.string({ unit: 'grapheme' }),
)
const one = fc.record(
  {
    value,
    quote,
    confidence: fc.constantFrom<unknown>(0, 1, 0.5, 95, -1, '0.9', null, true),
    reason: fc.jsonValue(),
  },
  { requiredKeys: [] },
)
const codes = fc.record(
  { agrees: one, constructor: one, how: one, cost: fc.oneof(one, fc.jsonValue()), other: one },
  { requiredKeys: [] },
)
const reply = fc.oneof(
  { weight: 5, arbitrary: codes.map((said) => JSON.stringify({ codes: said })) },
  fc.string(),
  fc.constantFrom(
    '',
    'I cannot.',
    '{',
    TEXT,
    '{"__proto__": {"codes": {}}}',
    '{"codes": {"__proto__": {"value": 0}}}',
  ),
)
const around = fc.constantFrom('', '```json\n', ' {so} ', TEXT, '\u0000')

test('a value is what was said, 0 among them; all else is missing, and says why', () => {
  fc.assert(
    fc.property(reply, around, around, (words, before, after) => {
      const heard = hear(opening(JUDGE, [asked()]), {
        text: before + words + after,
        finishReason: null,
      })
      const [answers] = heard.units
      const wanted = new Map(CODES.map(({ code }) => [code, 1]))
      const codings = codingsOf(
        { judge: JUDGE, codebook: { hash: '0'.repeat(64) } },
        asked(),
        answers!,
        wanted,
      )
      const by = new Map(codings.map((coding) => [coding.code, coding]))
      for (const { code } of CODES) {
        const coding = by.get(code)
        if (coding === undefined) {
          // Only what depends on another code is not put.
          expect([code, by.get('agrees')?.value]).toEqual(['how', 0])
          continue
        }
        expect(coding.value === null).toBe(coding.why !== null)
        for (const { quote: cited } of coding.spans) expect(TEXT).toContain(cited)
        if (coding.value !== null && coding.value !== 0) expect(coding.spans).not.toEqual([])
        if (coding.value !== 0) continue
        const said = (JSON.parse(words) as { codes: Record<string, { value: unknown }> }).codes
        expect(NO).toContain(said[code]?.value)
      }
    }),
    { numRuns: 1_000 },
  )
})
