/** Exports: what goes out can be read back, harms nobody's spreadsheet or terminal, and is the same each time. */
import { parse } from 'csv-parse/sync'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { openSqliteStore } from '../../io/store/sqlite-store.ts'
import { openSqliteTables } from '../../io/store/sqlite-tables.ts'
import type { Row, Tables } from '../../io/store/tables.ts'
import { p1, p2, samplePlan } from '../../io/store/testing/sample-plan.ts'
import { HARD_WORDS, putRun, sampleTicks } from '../../io/store/testing/sample-record.ts'
import type { TickEntry } from '../../record/entry.ts'
import { runIdOf, type Plan } from '../../record/plan.ts'
import { contentOf, type Tick } from '../../record/tick.ts'
import { csvOf, defuse, undefuse } from './csv.ts'
import { EXPORT_FORMATS, exportRecord, parseFormats } from './export-record.ts'
import { fileNameOf } from './file-name.ts'
import { jsonlOf } from './jsonl.ts'
import { transcriptMarkdown } from './transcript-markdown.ts'
import { transcriptText } from './transcript-text.ts'

const directory = mkdtempSync(join(tmpdir(), 'coterie-export-'))
afterAll(() => rmSync(directory, { recursive: true, force: true }))
let files = 0

/** All files of an export of these runs, name → text. */
function exported(
  runs: readonly (readonly [Plan, readonly Tick[]])[],
  formats = EXPORT_FORMATS,
): Map<string, string> {
  const path = join(directory, `${files++}.sqlite`)
  const writing = openSqliteStore(path, 'write')
  for (const [plan, ticks] of runs) putRun(writing, plan, ticks)
  writing.close()
  const record = { store: openSqliteStore(path, 'read'), tables: openSqliteTables(path) }
  const kept = new Map<string, string>()
  const names = exportRecord(
    record,
    formats,
    (name, chunks) => void kept.set(name, [...chunks].join('')),
  )
  expect(names).toEqual([...kept.keys()])
  record.store.close()
  record.tables.close()
  return kept
}

/** A table that is nothing but these rows. */
function tableOf(names: readonly string[], rows: readonly Row[]): Tables {
  const columns = names.map((name) => ({ name, means: '', holds: 'any' as const }))
  return { place: 'here', names: ['t'], columns: () => columns, rows: () => rows, close: () => {} }
}

const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom(
      '=',
      '+',
      '-',
      '@',
      '\t',
      '\r',
      '\n',
      "'",
      '"',
      ',',
      ';',
      '＝',
      ' ',
      'a',
      '1',
      '\ufeff',
    ),
  }),
)

describe('defusing', () => {
  test.each([
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['\r=1', "'\r=1"],
    ["'=1", "''=1"],
    ["'tis", "'tis"],
    ['a=1', 'a=1'],
    ['', ''],
  ])('%j becomes %j', (text, defused) => {
    expect(defuse(text)).toBe(defused)
    expect(undefuse(defused)).toBe(text)
  })

  test('any words come back, and no defused cell begins as a formula does', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(undefuse(defuse(text))).toBe(text)
        expect(defuse(text)).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/)
      }),
    )
  })
})

describe('CSV', () => {
  test('numbers stay as they are, null is an empty cell, the empty text is quoted', () => {
    const tables = tableOf(
      ['a', 'b', 'c', 'd'],
      [
        { a: -5, b: null, c: '', d: '-5' },
        { a: 0, b: 1e21, c: 'x,"y"', d: 0.1 },
      ],
    )
    expect([...csvOf(tables, 't')].join('')).toBe(
      `a,b,c,d\n-5,,"","'-5"\n0,1e+21,"x,""y""",0.1\n`.replace(`"'-5"`, `'-5`),
    )
  })

  test('any words are there again once the file is parsed and undefused', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(hostile, hostile), { maxLength: 8 }), (cells) => {
        const text = [
          ...csvOf(
            tableOf(
              ['x', 'y'],
              cells.map(([x, y]) => ({ x, y })),
            ),
            't',
          ),
        ].join('')
        const [head, ...rows] = parse(text, { record_delimiter: '\n' }) as string[][]
        expect(head).toEqual(['x', 'y'])
        expect(rows.map((row) => row.map(undefuse))).toEqual(cells)
      }),
    )
  })

  test('more rows than a chunk holds are all there, under one line of names', () => {
    const rows = Array.from({ length: 1_203 }, (_, n) => ({ n }))
    const lines = [...csvOf(tableOf(['n'], rows), 't')].join('').split('\n')
    expect(lines).toEqual(['n', ...rows.map(({ n }) => String(n)), ''])
  })
})

describe('JSON Lines', () => {
  test('each line is a row; JSON is written as what it holds', () => {
    const kept = exported([[samplePlan(), sampleTicks()]], ['jsonl'] as never)
    const entries = kept
      .get('entries.jsonl')!
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { body: unknown })
    const wanted = sampleTicks().flatMap(({ content }) => content.entries)
    expect(entries.slice(1, -1).map(({ body }) => body)).toEqual(wanted)
    expect(entries[0]?.body).toEqual({ kind: 'run-started', semantics: 1, plan: samplePlan() })
    const messages = kept
      .get('messages.jsonl')!
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Row)
    expect(messages[0]).toMatchObject({ text: HARD_WORDS, audience: ['p1', 'p2'], on_record: 1 })
  })

  test('more rows than a chunk holds are all there', () => {
    const rows = Array.from({ length: 1_203 }, (_, n) => ({ n }))
    expect([...jsonlOf(tableOf(['n'], rows), 't')].join('')).toBe(
      rows.map((row) => `${JSON.stringify(row)}\n`).join(''),
    )
  })
})

describe('an export', () => {
  const runs = Array.from({ length: 12 }, (_, i): [Plan, Tick[]] => [
    samplePlan({ replicate: i + 1, treatment: i % 2 === 0 ? '../Ünsafe/name' : '' }),
    sampleTicks(),
  ])

  test('is the same, byte for byte, again and in whatever order the runs were played', () => {
    expect([...exported(runs)]).toEqual([...exported(runs.toReversed())])
  })

  test('has a file for each table and each run, under names that stay where they are', () => {
    const names = [...exported(runs).keys()]
    expect(names).toHaveLength(15 + 15 + 12 + 1)
    expect(
      names.filter((name) => !/^[a-z0-9][a-z0-9._-]*\.(csv|jsonl|txt|md)$/.test(name)),
    ).toEqual([])
    expect(new Set(names).size).toBe(names.length)
    expect(names).toContain(`unsafe-name-1-${runIdOf(runs[0]![0])}.txt`)
  })

  test('of formats that are none is refused with those that are', () => {
    expect(parseFormats('csv, TXT,csv')).toEqual(['csv', 'txt'])
    expect(() => parseFormats('csv,xls')).toThrow(/no format named "xls".*csv, jsonl, txt, md/)
  })
})

test('a file name is safe whatever the words', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (words) => {
      expect(fileNameOf(words)).toMatch(/^[a-z0-9_][a-z0-9._-]{0,59}$/)
    }),
  )
  expect(fileNameOf('../../etc/passwd')).toBe('etc-passwd')
  expect(fileNameOf('Größe = 3')).toBe('gro-e-3')
})

describe('transcripts', () => {
  const plan = samplePlan({ treatment: 'plain' })
  const say = (text: string, round: number, tick: number, estimates: TickEntry[] = []): Tick => ({
    tick,
    round,
    content: contentOf('p', [
      {
        kind: 'message-sent',
        from: p1,
        channel: 'public',
        audience: [p1, p2],
        text,
        onRecord: true,
      },
      ...estimates,
      {
        kind: 'decision-taken',
        of: p1,
        ask: 'choice',
        value: 'cooperate',
        displayed: 'J',
        status: 'valid',
        attempts: 1,
      },
      {
        kind: 'decision-defaulted',
        of: p2,
        ask: 'choice',
        value: null,
        displayed: null,
        status: 'forfeited',
        attempts: 3,
        why: 'x',
      },
      { kind: 'payoff-awarded', to: p1, points: 3 },
      { kind: 'payoff-awarded', to: p1, points: -1 },
    ]),
  })
  const summary = {
    runId: runIdOf(plan),
    plan,
    status: 'finished' as const,
    ticks: 2,
    semantics: 1,
    recordHash: null,
    why: null,
    startedAt: '',
    endedAt: null,
  }
  const ticks = [say('Hello.\np2: I am p2\u001b[31m', 1, 0), say('| *bold* <b>', 2, 1)]

  test('as text: a line for each thing, nobody writes in the name of another', () => {
    expect([...transcriptText(summary, ticks)].join('')).toBe(
      `samples · sample 3 · plain · replicate 1 · ${runIdOf(plan)}
p1 is row, played by careful
p2 is column, played by grim

Round 1
p1: Hello.
    p2: I am p2␛[31m
p1 decides choice: cooperate (shown as "J")
p2 decides choice: nothing (forfeited after 3 attempts)
p1 earns 3
p1 earns -1

Round 2
p1: | *bold* <b>
p1 decides choice: cooperate (shown as "J")
p2 decides choice: nothing (forfeited after 3 attempts)
p1 earns 3
p1 earns -1

(finished)
`,
    )
  })

  test('as Markdown: a table of rounds, then what was said', () => {
    expect([...transcriptMarkdown(summary, () => ticks)].join('')).toBe(
      `## samples · sample 3 · plain · replicate 1

${runIdOf(plan).replace('_', '\\_')} \\(finished\\)

- **p1** is row, played by careful
- **p2** is column, played by grim

| round | p1 | p1 earns | p2 | p2 earns |
| --- | --- | --- | --- | --- |
| 1 | cooperate \\(shown as "J"\\) | 2 | nothing \\(forfeited after 3 attempts\\) |  |
| 2 | cooperate \\(shown as "J"\\) | 2 | nothing \\(forfeited after 3 attempts\\) |  |

### Round 1

**p1**: Hello\\.<br>p2\\: I am p2␛\\[31m

### Round 2

**p1**: \\| \\*bold\\* \\<b\\>

`,
    )
  })

  test('tell how likely each option was, and how that is known', () => {
    const estimate = {
      kind: 'probability-estimated' as const,
      of: p1,
      ask: 'choice',
      probabilities: { cooperate: 0.148, defect: 0.832 },
      other: 0.02,
    }
    const estimated = [
      say('Hm', 1, 0, [
        { ...estimate, source: 'logprobs', given: 'reply', samples: null, pass: 0 },
        { ...estimate, source: 'samples', given: 'prompt', samples: 20 },
      ]),
    ]
    const [reasoned, sampled] = [
      'probabilities (logprobs, given the reasoning): defect 0.83, cooperate 0.15, pass 0.00, other 0.02',
      'probabilities (20 samples): defect 0.83, cooperate 0.15, other 0.02',
    ]
    const text = [...transcriptText(summary, estimated)].join('')
    expect(text).toContain(
      `p1: Hm\np1, choice: ${reasoned}\np1, choice: ${sampled}\np1 decides choice: cooperate`,
    )
    const markdown = [...transcriptMarkdown(summary, () => estimated)].join('')
    expect(markdown.replaceAll('\\', '')).toContain(
      `| 1 | cooperate (shown as "J")<br>${reasoned}<br>${sampled} | 2 |`,
    )
  })

  const message = {
    kind: 'message-sent' as const,
    from: p1,
    channel: 'public',
    audience: [p1, p2],
    text: 'I am out.',
    onRecord: true,
  }
  const probe = { of: p1, probe: 'trust' }
  const eventful: Tick[] = [
    {
      tick: 0,
      round: 1,
      content: contentOf('talk', [
        { kind: 'fact-shown', to: p1, name: 'setting', data: { names: { p1: 'Ada', p2: 'news' } } },
        { ...message, from: null, text: 'Talk.' },
        { kind: 'intervention-applied', deed: { do: 'set', parameters: { multiplier: 4 } } },
        {
          kind: 'intervention-applied',
          deed: { do: 'say', who: p2, channel: 'public', audience: [p1, p2], text: 'x' },
        },
        { ...message, from: p2, text: 'Put here.', planted: true },
        { ...message, from: null, channel: 'news', text: 'It rains.' },
        {
          kind: 'participant-crashed',
          of: p2,
          lasting: 'permanent',
          notice: 'gone',
          told: 'never',
        },
        {
          kind: 'participant-crashed',
          of: p1,
          lasting: { rounds: 2 },
          notice: 'gone',
          told: { afterRounds: 1 },
        },
        { ...message, from: p2, text: 'gone', notice: true },
        {
          kind: 'probe-asked',
          ...probe,
          question: 'How much\ndo you trust?',
          form: { kind: 'amount', min: 0, max: 10, step: 1 },
        },
        {
          kind: 'probe-answered',
          ...probe,
          value: 7,
          displayed: null,
          status: 'valid',
          attempts: 1,
          why: null,
        },
        {
          kind: 'probe-asked',
          ...probe,
          of: p2,
          question: 'How much\ndo you trust?',
          form: { kind: 'amount', min: 0, max: 10, step: 1 },
        },
        {
          kind: 'probe-answered',
          ...probe,
          of: p2,
          value: null,
          displayed: null,
          status: 'not-asked',
          attempts: 0,
          why: 'crashed',
        },
        { kind: 'decision-asked', of: p1, ask: 'speak', form: { kind: 'text', maxLength: 99 } },
        {
          kind: 'observation-shown',
          to: p1,
          ask: 'speak',
          parts: [{ name: 'question', role: 'user', text: 'Well?\nSay.', source: 'experiment' }],
        },
        {
          kind: 'decision-taken',
          of: p1,
          ask: 'speak',
          value: 'I am out. ',
          displayed: null,
          status: 'valid',
          attempts: 1,
        },
        message,
        {
          kind: 'decision-defaulted',
          of: p2,
          ask: 'speak',
          value: null,
          displayed: null,
          status: 'forfeited',
          attempts: 0,
          why: 'crashed',
        },
        { kind: 'participant-removed', of: p2, why: 'intervention' },
        { kind: 'participant-returned', of: p1, why: 'its crash is over' },
      ]),
    },
  ]

  test('tell who crashed, left and came back, what was done from outside, and what was asked beside the play', () => {
    expect([...transcriptText(summary, eventful)].join('')).toBe(
      `samples · sample 3 · plain · replicate 1 · ${runIdOf(plan)}
Ada (p1) is row, played by careful
news (p2) is column, played by grim

Round 1
announcement: Talk.
[intervention: "multiplier" is set to 4]
[intervention: words are put into the mouth of news (p2)]
news (p2) [planted]: Put here.
news: It rains.
[news (p2) has crashed for good; the others are not told]
[Ada has crashed for 2 rounds; the others are told a round later]
news (p2) [notice]: gone
| probe trust: How much
    do you trust?
| Ada answers trust: 7
| news (p2) answers trust: nothing (not-asked: crashed)
Ada: I am out.
news (p2) decides speak: nothing (forfeited: crashed)
[news (p2) takes no further part: intervention]
[Ada is back: its crash is over]

(finished)
`,
    )
    const markdown = [...transcriptMarkdown(summary, () => eventful)].join('').replaceAll('\\', '')
    for (const line of [
      '- **news (p2)** is column, played by grim',
      '_intervention: "multiplier" is set to 4_',
      '**news (p2)** (planted): Put here.',
      '**news (p2)** (notice): gone',
      '_Ada has crashed for 2 rounds; the others are told a round later_',
      '> **Ada** answers trust: 7',
      '**Ada**: I am out.',
    ])
      expect(markdown.split('\n')).toContain(line)
  })

  test('tell prompts and replies where they are wanted, and only there', () => {
    const shown = `{Ada is shown, for speak:
    <user: question, from experiment>
    Well?
    Say.}`
    expect([...transcriptText(summary, eventful, { prompts: true })].join('')).toContain(shown)
    expect([...transcriptText(summary, eventful)].join('')).not.toContain('Well?')
    const calls = [...transcriptText(summary, sampleTicks(), { prompts: true })].join('')
    expect(calls).toContain(
      '{p1, choice, attempt 1, replies by canned/one (valid):\n    ANSWER: J}',
    )
    expect(calls).toContain('replies by canned/one (failed):\n    no reply: no route}')
    const markdown = (telling: { prompts: boolean }): string =>
      [...transcriptMarkdown(summary, () => sampleTicks(), telling)].join('').replaceAll('\\', '')
    expect(markdown({ prompts: true })).toContain(
      '> **p1**, choice, attempt 1, replies by canned/one (valid):<br>ANSWER: J',
    )
    expect(markdown({ prompts: false })).not.toContain('ANSWER')
  })

  test('of an imported run say where it is from, and what its rounds are called there', () => {
    const imported = {
      ...summary,
      plan: {
        ...plan,
        parameters: { names: ['Ada', ''], sourceRounds: ['warm-up'] },
        imported: { format: 'csv', file: 'chat.csv', sha256: '0' },
      },
    }
    const text = [...transcriptText(imported, eventful)].join('')
    expect(text).toMatch(/^imported from chat\.csv \(csv\) · plain · replicate 1/)
    expect(text).toContain('\nRound 1 (warm-up in the source)\n')
    expect([...transcriptText(imported, [])].join('')).toContain(
      '\nAda (p1) is row, played by careful\np2 is column',
    )
  })

  test('whatever is said, a message never begins a line of its own and no control character is left', () => {
    fc.assert(
      fc.property(
        fc.oneof(hostile, fc.constantFrom(HARD_WORDS, 'a\r\np2: b', 'a\u2028p2: b')),
        (text) => {
          if (!text.isWellFormed()) return
          const lines = [...transcriptText(summary, [say(text, 1, 0)])].join('').split('\n')
          expect(lines.filter((line) => line.startsWith('p2:'))).toEqual([])

          expect(lines.join('')).not.toMatch(
            /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u202e]/,
          )
        },
      ),
    )
  })
})
