/** Label Studio: tasks of all that was said, codings where they belong in it, and a configuration that is XML. */
import { validateXML } from 'xmllint-wasm'
import { describe, expect, test } from 'vitest'
import { p1, p2, samplePlan } from '../../../io/store/testing/sample-plan.ts'
import {
  sampleCodebook,
  sampleCoder,
  sampleCoding,
  sampleUnit,
} from '../../../io/store/testing/sample-codings.ts'
import type { LedgerEntry } from '../../../record/coding-entries.ts'
import { runIdOf } from '../../../record/plan.ts'
import { contentOf, type Tick } from '../../../record/tick.ts'
import { exported, withRecord } from '../exported.contract.ts'
import { dialoguesIn } from './dialogues.ts'
import { configOf } from './labels.ts'
import { regionsOf } from './regions.ts'

interface Task {
  data: { channel: string; dialogue: { author: string; text: string; seq: number }[] }
  meta: Record<string, unknown>
  predictions?: {
    model_version: string
    result: { id: string; value: unknown; score?: number; meta?: unknown }[]
  }[]
}

const message = {
  kind: 'message-sent' as const,
  from: p1,
  channel: 'public',
  audience: [p1, p2],
  onRecord: true,
}
const ticks: Tick[] = [
  {
    tick: 0,
    round: 1,
    content: contentOf('talk', [
      { ...message, text: '🦋 why? Why not?' },
      { ...message, from: p2, text: 'No.' },
      { ...message, from: p2, channel: 'private', text: 'Psst.' },
    ]),
  },
  { tick: 1, round: 1, content: contentOf('talk', [{ ...message, text: 'Oh, "why"?' }]) },
]
const plan = samplePlan({ treatment: 'loud' })
const run = runIdOf(plan)

describe('tasks', () => {
  const unit = { ...sampleUnit(run, 1), lastSeq: 1 }
  const turn = { ...sampleUnit(run, 4), lastSeq: 4, tick: 1 }
  const codings: LedgerEntry[] = [
    sampleCodebook(),
    sampleCoder('ada'),
    sampleCoder('judge:x', 'judge'),
    unit,
    turn,
    sampleCoding(unit.unit, 'ada', 1, { rationale: 'It asks.', confidence: 0.75 }),
    sampleCoding(turn.unit, 'ada', 0),
    sampleCoding(unit.unit, 'judge:x', 1, { spans: [{ start: 2, end: 6, quote: 'why?' }] }),
    sampleCoding(unit.unit, 'judge:x', 'warm', { code: 'tone' }),
    sampleCoding(turn.unit, 'judge:x', null),
  ]

  test('hold a dialogue for each run and channel; who labels is not told of treatments', async () => {
    const files = await exported([[plan, ticks]], 'label-studio')
    const tasks = JSON.parse(files.get('label-studio.json')!) as Task[]
    expect(tasks.map(({ data }) => [data.channel, data.dialogue.map(({ text }) => text)])).toEqual([
      ['public', ['🦋 why? Why not?', 'No.', 'Oh, "why"?']],
      ['private', ['Psst.']],
    ])
    expect(JSON.stringify(tasks.map(({ data }) => data))).not.toContain('loud')
    expect(tasks[0]?.meta).toMatchObject({ treatment: 'loud' })
    expect(tasks[0]).not.toHaveProperty('predictions')
  })

  test('places of messages are those of the table of messages', async () => {
    await withRecord([[plan, ticks]], ({ store, tables }) => {
      const seqs = [...dialoguesIn(store.runs()[0]!, store.ticks(run)).values()].flat()
      const rows = [...tables.rows('messages', { columns: ['seq'] })].map(({ seq }) => seq)
      expect(seqs.map(({ seq }) => seq).sort()).toEqual(rows)
    })
  })

  test('hold predictions by coder: quotes where they stand, whole paragraphs otherwise, nothing for 0 and for what is missing', async () => {
    const files = await exported([[plan, ticks]], 'label-studio', {}, codings)
    const [task] = JSON.parse(files.get('label-studio.json')!) as Task[]
    const region = { from_name: 'label', to_name: 'dialogue', type: 'paragraphlabels' }
    const whole = { start: '0', end: '0', startOffset: 0, endOffset: 16, text: '🦋 why? Why not?' }
    expect(task?.predictions).toEqual([
      {
        model_version: 'ada',
        result: [
          {
            ...region,
            id: 'c1-1',
            value: { ...whole, paragraphlabels: ['asks'] },
            score: 0.75,
            meta: { text: ['It asks.'] },
          },
        ],
      },
      {
        model_version: 'judge:x',
        result: [
          {
            ...region,
            id: 'c2-1',
            // The butterfly is one code point and two code units.
            value: {
              ...{ start: '0', end: '0', startOffset: 3, endOffset: 7, text: 'why?' },
              paragraphlabels: ['asks'],
            },
          },
          { ...region, id: 'c2-2', value: { ...whole, paragraphlabels: ['tone: warm'] } },
        ],
      },
    ])
  })

  test('a unit of several messages is a region from the first to the last', () => {
    const dialogue = ['One.', 'Two.', 'Three.'].map((text, i) => ({
      ...{ author: 'p1', text, round: 1, tick: i },
      seq: 1 + 2 * i,
    }))
    const coding = { code: 'asks', value: 1, seq: 1, last_seq: 4, spans: '[]' }
    const all = { start: '0', end: '1', startOffset: 0, endOffset: 4 }
    expect(regionsOf(coding, dialogue)).toEqual([
      { ...all, text: 'One.\nTwo.', paragraphlabels: ['asks'] },
    ])
    const quoted = { ...coding, spans: '[{"start":5,"end":9,"quote":"Two."}]' }
    expect(regionsOf(quoted, dialogue)).toMatchObject([{ start: '1', end: '1', endOffset: 4 }])
    expect(regionsOf({ ...coding, seq: 6, last_seq: 9 }, dialogue)).toEqual([])
  })
})

test('the configuration is XML whatever codes and definitions are', async () => {
  const labels = [{ value: 'a<b&"c"', hint: 'not\n</Label>\u0000\ud800' }]
  for (const xml of [configOf(labels), configOf([])]) {
    const { valid, errors } = await validateXML({
      xml: [{ fileName: 'config.xml', contents: xml }],
      normalization: 'format',
    } as never)
    expect({ valid, errors }).toMatchObject({ errors: [] })
    expect(valid).toBe(true)
  }
})
