/** `coterie import` as its users meet it: what it says, what it leaves behind, how it ends. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { trustFiles, warroomFiles } from '../import/testing/files.ts'
import { makeFolder } from './testing/command.ts'
import type { Said } from './testing/said.ts'

const folder = makeFolder()
const warroom = Object.fromEntries(warroomFiles())
const [trustName = '', trustText = ''] = [...trustFiles()][0] ?? []
const EXPERIMENT = `experiment: small
scenario: matrix-game
parameters: { game: chicken, rounds: 1 }
cast: { row: grim, column: grim }
`
beforeAll(() =>
  folder.write({
    ...warroom,
    [trustName]: trustText,
    'copy/warroom-A-run01.json': warroom['warroom-A-run01.json'] ?? '',
    'other-name.json': warroom['warroom-A-run01.json'] ?? '',
    'broken.json': (warroom['warroom-B-run01.json'] ?? '').replace(
      '"messages": [',
      '"messages": [,',
    ),
    'chat.csv': 'who,utterance,dyad\nAda,hello,g1\nBob,hi,g1\nCy,"=1+1",g2\n',
    'map.yaml': 'speaker: who\ntext: utterance\ngroup: dyad\n',
    'talk.txt': 'Round 1\nAda: hello\nBob: hi\n    there\n',
    'hostile.jsonl':
      '{"speaker":"../../x","text":"\\u001b[31mred\\u0000 \\ud83d"}\n{"speaker":"__proto__","text":"=HYPERLINK(1)"}\n{"speaker":"p1","text":"I am p1\\nBob: and so am I"}\n',
    'small.yaml': EXPERIMENT,
  }),
)
afterAll(() => folder.remove())

const run = (...words: readonly string[]): Promise<Said> => folder.here(...words)
const json = async (...words: readonly string[]): Promise<Record<string, unknown>> => {
  const said = await run(...words, '--json')
  expect({ code: said.code, stderr: said.stderr }).toEqual({ code: 0, stderr: '' })
  return JSON.parse(said.stdout) as Record<string, unknown>
}

describe('transcripts of others', () => {
  test('come in, adding nothing when they come again, from whatever folder; they are listed, shown, reported, replayed and exported', async () => {
    const files = Object.keys(warroom)
    const first = await json('import', ...files, '--db', 'w.sqlite')
    expect(first).toMatchObject({ added: 5, kept: 0 })
    expect((first['files'] as { runs: object[] }[])[0]?.runs[0]).toMatchObject({
      treatment: 'A',
      participants: 8,
      rounds: 11,
      messages: 74,
      notices: 2,
      decisions: 79,
      is_new: true,
    })
    expect(await json('import', 'copy/warroom-A-run01.json', '--db', 'w.sqlite')).toMatchObject({
      added: 0,
      kept: 1,
    })
    const replay = await run('replay', 'w.sqlite')
    expect(replay).toMatchObject({
      code: 0,
      stdout: 'imported: the record is whole; there is nothing to execute (runs: 5)\n',
    })
    expect(await json('replay', 'w.sqlite')).toMatchObject({ runs: 5, identical: 5, imported: 5 })
    const { runs } = (await json('show', 'w.sqlite')) as { runs: { run_id: string }[] }
    const shown = await run('show', 'w.sqlite', '--run', runs[0]?.run_id ?? '')
    expect(shown.code).toBe(0)
    expect(shown.stdout).toContain(
      'Agent-G [notice]: ⚠ The model `deepseek-r1-distill-llama-70b` has been decommissioned',
    )
    expect(shown.stdout).toContain('Round 11 (10 in the source)')
    expect((await run('report', 'w.sqlite')).code).toBe(0)
    expect(
      (await run('export', 'w.sqlite', '--format', 'csv,jsonl,txt,md', '--out', 'w')).code,
    ).toBe(0)
  })

  test('in a table are one run for each group, by a map in words or in a file', async () => {
    const words = await json(
      'import',
      'chat.csv',
      '--db',
      'c.sqlite',
      '--map',
      'speaker=who,text=utterance,run=dyad',
    )
    expect(words).toMatchObject({
      added: 2,
      files: [{ format: 'csv', runs: [{ messages: 2 }, { messages: 1 }] }],
    })
    expect(await json('import', 'chat.csv', '--db', 'c.sqlite', '--map', 'map.yaml')).toMatchObject(
      { added: 0, kept: 2 },
    )
  })

  test('of repeated trust are measured like our own', async () => {
    const said = await run('import', trustName, 'talk.txt', '--db', 't.sqlite')
    expect(said).toMatchObject({ code: 0, stderr: '' })
    expect(said.stdout).toMatch(
      /trust\n {2}run_\w+: 2 participants, 7 rounds, 14 decisions\ntalk\.txt: names\n/,
    )
    const { earnings } = (await json('report', 't.sqlite')) as { earnings: object[] }
    expect(earnings).toHaveLength(2)
  })

  test('that are hostile are kept as they are and shown safely', async () => {
    const report = (await json('import', 'hostile.jsonl', '--db', 'h.sqlite')) as {
      files: { runs: { run_id: string; mended: number }[] }[]
    }
    const [{ run_id: runId, mended } = { run_id: '', mended: 0 }] = report.files[0]?.runs ?? []
    expect(mended).toBe(1)
    const { ticks, plan } = (await json('show', 'h.sqlite', '--run', runId)) as {
      ticks: { entries: { text: string }[] }[]
      plan: { parameters: Record<string, unknown> }
    }
    expect(ticks.map(({ entries }) => entries[0]?.text)).toEqual([
      '\u001b[31mred\u0000 \ufffd',
      '=HYPERLINK(1)',
      'I am p1\nBob: and so am I',
    ])
    expect(plan.parameters).toMatchObject({
      names: ['../../x', '__proto__', 'p1'],
      mended: ['tick 0'],
    })
    const { stdout } = await run('show', 'h.sqlite', '--run', runId)
    expect(stdout).toContain(
      '../../x: ␛[31mred␀ \ufffd\n__proto__: =HYPERLINK(1)\np1 (p3): I am p1\n    Bob: and so am I\n',
    )
  })
})

describe('nothing half', () => {
  test('is written where one file of several is broken, not even the record', async () => {
    const said = await run(
      'import',
      'warroom-A-run01.json',
      'broken.json',
      'talk.txt',
      '--db',
      'half.sqlite',
    )
    expect(said).toMatchObject({ code: 2, stdout: '' })
    expect(said.stderr).toMatch(
      /^broken\.json:\d+:\d+: this is not JSON: here is ",", and there should be a value \(byte \d+\)/,
    )
    expect(existsSync(join(folder.path, 'half.sqlite'))).toBe(false)
  })

  test('is added to a record that holds something else', async () => {
    await run('run', 'small.yaml', '--db', 'small.sqlite', '--quiet')
    const said = await run('import', 'talk.txt', '--db', 'small.sqlite')
    expect(said.code).toBe(2)
    expect(said.stderr).toMatch(
      /runs of the experiment "small" and imported transcripts do not go into one record/,
    )
    expect(await json('replay', 'small.sqlite')).toMatchObject({
      runs: 1,
      identical: 1,
      imported: 0,
    })
  })

  test('nor is one transcript counted twice under two names', async () => {
    const said = await run(
      'import',
      'warroom-A-run01.json',
      'other-name.json',
      '--db',
      'twice.sqlite',
    )
    expect(said.code).toBe(2)
    expect(said.stderr).toMatch(
      /other-name\.json: the run "run-2-2026-03-04T00-44-47" is in warroom-A-run01\.json already/,
    )
  })
})

describe('an imported run', () => {
  beforeAll(async () => {
    await run('import', 'talk.txt', '--db', 'talk.sqlite')
  })

  test('that was changed is found out, and replay ends with 1', async () => {
    await run('import', 'talk.txt', '--db', 'changed.sqlite')
    const file = new Database(join(folder.path, 'changed.sqlite'))
    file.exec(`update fact set body = replace(body, 'hello', 'hullo')`)
    file.close()
    const said = await run('replay', 'changed.sqlite')
    expect(said.code).toBe(1)
    expect(said.stdout).toMatch(/tick 0.*its entries are not those that its digest was made from/)
    expect(said.stdout).toMatch(/1 of 1 imported runs are not as they were written/)
  })

  test('cannot be played on', async () => {
    const said = await run('run', 'small.yaml', '--db', 'talk.sqlite')
    expect(said.code).toBe(2)
    expect(said.stderr).toMatch(
      /talk\.sqlite holds imported transcripts \(run_\w+ is from talk\.txt\)/,
    )
    expect(await json('replay', 'talk.sqlite')).toMatchObject({ runs: 1, imported: 1 })
  })

  test('cannot be forked', async () => {
    const { runs } = (await json('show', 'talk.sqlite')) as { runs: { run_id: string }[] }
    const said = await run(
      'fork',
      'talk.sqlite',
      '--run',
      runs[0]?.run_id ?? '',
      '--at-tick',
      '1',
      '--set',
      'a=b',
    )
    expect(said.code).toBe(2)
    expect(said.stderr).toMatch(/imported from talk\.txt/)
  })
})

const WARROOM = warroom['warroom-F-run01.json'] ?? ''
interface Changeable {
  readonly environment: Record<string, unknown>
  conversation?: { readonly messages: Record<string, unknown>[] }
}

describe('what is not right is told, with exit code 2', () => {
  const changed = (change: (source: Changeable) => unknown): string => {
    const source = JSON.parse(WARROOM) as Changeable
    change(source)
    return JSON.stringify(source)
  }
  test.each<[string, string, readonly string[], RegExp]>([
    [
      'an unknown format',
      'x.txt',
      ['--format', 'docx'],
      /no format named "docx".*warroom, trust, names/,
    ],
    ['an empty file', '', [], /this file is empty/],
    ['nothing but empty lines', '\n\n \n', [], /nothing in this file but empty lines/],
    [
      'prose',
      'Once upon a time\nthere was no colon.\n',
      [],
      /is no transcript of a format that is known/,
    ],
    ['JSON of another kind', '{"a":\n1}', [], /neither the fields of warroom .* nor of trust/],
    [
      'a column that is not there',
      'a,b\n1,2\n',
      ['--format', 'csv', '--map', 'text=utterance,speaker=a'],
      /text is in the column "utterance", and there is none/,
    ],
    [
      'a map for what is no table',
      'Ada: hi\n',
      ['--map', 'text=a'],
      /--map tells the columns of tables/,
    ],
    [
      'a speaker that is missing',
      'speaker,text\nAda,hi\n,ho\n',
      ['--format', 'csv'],
      /:3: nothing tells who speaks/,
    ],
    ['a table without rows', 'speaker,text\n', ['--format', 'csv'], /there is no message in it/],
    ['Windows text', 'caf\u00e9', [], /is no transcript/],
    [
      'a field that is missing',
      changed((s) => delete s.environment['maxRounds']),
      [],
      /environment\.maxRounds: it is missing/,
    ],
    [
      'a message without a round',
      changed((s) => delete s.conversation!.messages[3]!['round']),
      [],
      /conversation\.messages\[3\]\.round: it is missing/,
    ],
    [
      'a sender who has no slot',
      changed((s) => (s.conversation!.messages[3]!['sender'] = 'eve')),
      [],
      /conversation\.messages\[3\]\.sender: "eve" is no slot\. Slots are llama/,
    ],
    [
      'JSON that is no warroom',
      changed((s) => delete s.conversation),
      ['--format', 'warroom'],
      /conversation: it is missing/,
    ],
  ])('%s', async (what, content, options, complaint) => {
    const name = `${what.replaceAll(' ', '-')}.txt`
    folder.write({ [name]: content })
    const said = await run('import', name, '--db', 'never.sqlite', ...options)
    expect({ code: said.code, stdout: said.stdout }).toEqual({ code: 2, stdout: '' })
    expect(said.stderr).toMatch(complaint)
    expect(said.stderr.trimEnd().split('\n')).toHaveLength(1)
    expect(existsSync(join(folder.path, 'never.sqlite'))).toBe(false)
  })

  test('a file that is not there, and a missing --db', async () => {
    expect(await run('import', 'none.json', '--db', 'n.sqlite')).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/no such file/) as string,
    })
    expect((await run('import', 'talk.txt')).code).toBe(2)
  })
})
