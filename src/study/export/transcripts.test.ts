/** Transcripts: everything that people read of a run, and nobody speaks in the name of another. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { p1, p2, samplePlan } from '../../io/store/testing/sample-plan.ts'
import { HARD_WORDS, sampleTicks } from '../../io/store/testing/sample-record.ts'
import type { TickEntry } from '../../record/entry.ts'
import { runIdOf } from '../../record/plan.ts'
import { contentOf, type Tick } from '../../record/tick.ts'
import { sanitise } from '../../base/sanitise.ts'
import { hostile } from './exported.contract.ts'
import { transcriptHtml } from './transcript-html.ts'
import { transcriptMarkdown } from './transcript-markdown.ts'
import { transcriptParagraphs } from './transcript-paragraphs.ts'
import { transcriptText } from './transcript-text.ts'

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

  test('as paragraphs for coding by speaker: a line for each turn, and no other colon where a speaker could stand', () => {
    expect([...transcriptParagraphs(summary, ticks)].join('')).toBe(
      `samples · sample 3 · plain · replicate 1 · ${runIdOf(plan)}
p1 is row, played by careful
p2 is column, played by grim

Round 1
p1: Hello. ↵ p2: I am p2␛[31m
[p1 decides choice∶ cooperate (shown as "J")]
[p2 decides choice∶ nothing (forfeited after 3 attempts)]
[p1 earns 3]
[p1 earns -1]

Round 2
p1: | *bold* <b>
[p1 decides choice∶ cooperate (shown as "J")]
[p2 decides choice∶ nothing (forfeited after 3 attempts)]
[p1 earns 3]
[p1 earns -1]

(finished)
`,
    )
    const lines = [...transcriptParagraphs(summary, eventful)].join('').split('\n')
    for (const line of [
      'announcement: Talk.',
      '[intervention∶ "multiplier" is set to 4]',
      'news (p2): [planted] Put here.',
      'news: It rains.',
      'news (p2): [notice] gone',
      '[probe trust, to p1∶ How much ↵ do you trust?]',
      '[Ada answers trust∶ 7]',
      'Ada: I am out.',
    ])
      expect(lines).toContain(line)
  })

  test('as paragraphs: whatever is said and however participants are called, speakers are theirs', () => {
    const names = fc.record({
      p1: fc.oneof(hostile, fc.constantFrom('Ada', 'Ada (p2)', 'x'.repeat(80), 'a:b', 'news')),
      p2: fc.oneof(hostile, fc.constantFrom('ada', 'Ada (p2)', 'x'.repeat(80), '👩‍👩‍👧'.repeat(20))),
    })
    fc.assert(
      fc.property(hostile, names, (text, called) => {
        fc.pre(text.isWellFormed() && Object.values(called).every((one) => one.isWellFormed()))
        const fact = {
          kind: 'fact-shown' as const,
          to: p1,
          name: 'setting',
          data: { names: called },
        }
        const said = [{ ...message, text }, { ...message, from: p2, text }, message]
        const told: Tick = { tick: 0, round: 1, content: contentOf('talk', [fact, ...said]) }
        const lines = [...transcriptParagraphs(summary, [told])].join('').split('\n')
        const speakers = lines.flatMap((line) => /^(.{1,63}?):/u.exec(line)?.slice(1) ?? [])
        expect(speakers).toHaveLength(3)
        expect(new Set(speakers.map((one) => one.toLowerCase())).size).toBe(2)
        expect(speakers[2]).toBe(speakers[0])
      }),
    )
  })

  test('as a page: nothing of what is said is markup, every tick can be linked to, and the words are whole', () => {
    const hostileTicks = [say("<script>alert(1)</script>\n\"& 'x'", 1, 0), say('b', 2, 7)]
    const page = [...transcriptHtml(summary, hostileTicks)].join('')
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`)
    expect(page).toContain('<section class="tick" id="tick-7"><a href="#tick-7">tick 7</a>')
    expect(page).toContain(
      '<p><b>p1</b>: &#60;script&#62;alert(1)&#60;/script&#62;\n&#34;&#38; &#39;x&#39;</p>',
    )
    expect(page).not.toMatch(/<script|\son\w+=|https?:/i)
    fc.assert(
      fc.property(hostile, (text) => {
        fc.pre(text.isWellFormed())
        const [, written = ''] = [...transcriptHtml(summary, [say(text, 1, 0)])]
          .join('')
          .split('<p><b>p1</b>: ')
        const [words = ''] = written.split('</p>')
        expect(words).not.toMatch(/[<>"']/)
        const read = words.replaceAll(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
        expect(read).toBe(sanitise(text))
      }),
    )
  })

  test('as text for a terminal: with the tick of everything, where that is wanted', () => {
    const phase = (tick: Tick, name: string): Tick => ({
      ...tick,
      round: 1,
      content: { ...tick.content, phase: name },
    })
    const several = [phase(ticks[0]!, 'a'), phase(ticks[1]!, 'b'), phase(say('', 1, 2), 'b')]
    const told = [...several, say('Alone.', 2, 5), say('x', 3, 6), say('y', 3, 9)]
    const lines = [...transcriptText(summary, told, { ticks: true })].join('').split('\n')
    expect(lines.filter((line) => /^Round|tick/.test(line))).toEqual([
      'Round 1',
      '[tick 0] a',
      '[ticks 1-2] b',
      'Round 2 [tick 5]',
      'Round 3 [ticks 6-9]',
    ])
  })

  test('of a round that is very long are the same as if it were read at once, and say its head once', () => {
    const long = Array.from({ length: 4_500 }, (_, n): Tick => ({
      ...say(`Line ${n}.`, 1, n),
      round: 1,
    }))
    for (const text of [
      [...transcriptText(summary, long)].join(''),
      [...transcriptText(summary, long, { ticks: true })].join(''),
      [...transcriptParagraphs(summary, long)].join(''),
      [...transcriptHtml(summary, long)].join(''),
      [...transcriptMarkdown(summary, () => long)].join('').replaceAll('\\', ''),
    ]) {
      expect(text.match(/Round 1/g)).toHaveLength(1)
      expect(text.match(/Line \d+/g)).toEqual(long.map((_, n) => `Line ${n}`))
      expect(text).not.toMatch(/\n\n\n/)
    }
  })
})
