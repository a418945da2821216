/** What users get wrong: each is refused before anything is written, with file, line, field and mend. */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BadInputError } from '../base/errors.ts'
import { openSqliteStore, openSqliteTables } from './adapters.ts'
import { loadExperiment } from './load-experiment.ts'
import { parseProviders } from './providers-file.ts'
import { replayRecord } from './replay-record.ts'
import { runExperiment, type RunReport } from './run-experiment.ts'

const folder = mkdtempSync(join(tmpdir(), 'coterie-bad-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const SOUND = `experiment: sound
scenario: matrix-game
parameters: { game: prisoners-dilemma, rounds: 3 }
cast:
  row: tit-for-tat
  column: grim
replicates: 2
`
const PARAMETERS = '{ game: prisoners-dilemma, rounds: 3 }'

/** The sound experiment with one thing changed. */
function but(from: string, to: string): string {
  expect(SOUND).toContain(from)
  return SOUND.replace(from, to)
}

function put(name: string, content: string | Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

async function run(path: string, db: string): Promise<RunReport> {
  return runExperiment(await loadExperiment(path), { db })
}

/** What is said against a piece of work; it must be refused, and in our own words. */
async function refusal(work: () => unknown): Promise<string> {
  try {
    await work()
  } catch (error) {
    if (error instanceof BadInputError) return error.message.replaceAll(`${folder}/`, '')
    throw error
  }
  throw new Error('this was not refused')
}

/** What is said against an experiment file; no record may be there afterwards. */
async function refusedFile(name: string, content: string | Uint8Array): Promise<string> {
  const db = join(folder, `${name}.sqlite`)
  const message = await refusal(() => run(put(name, content), db))
  expect(existsSync(db)).toBe(false)
  return message
}

test('the experiment that is spoiled below is sound', async () => {
  const { runs } = await run(put('sound.yaml', SOUND), join(folder, 'sound.sqlite'))
  expect(runs.map(({ status }) => status)).toEqual(['finished', 'finished'])
})

type Case = readonly [what: string, text: () => string, says: RegExp]

const parameters = (inner: string): string => but(PARAMETERS, `{ ${inner} }`)
const column = (agent: string): string => but('column: grim', `column: ${agent}`)
const also = (line: string): string => SOUND + line

describe('names that nothing has', () => {
  test.each<Case>([
    [
      'a scenario',
      () => but('matrix-game', 'matrx-game'),
      /^x\.yaml:2: scenario: no scenario named "matrx-game"\. Did you mean "matrix-game"\? Known: /,
    ],
    [
      'the file of a scenario',
      () => but('matrix-game', './mine.ts'),
      /^x\.yaml:2: scenario: mine\.ts: there is no such file/,
    ],
    [
      'a game',
      () => but('prisoners-dilemma', 'prisoner-dilemma'),
      /^x\.yaml:3: parameters\.game: .*Did you mean "prisoners-dilemma"\?.*coterie list games/,
    ],
    [
      'a strategy',
      () => column('grimm'),
      /^x\.yaml:6: cast\.column: .*"grimm"\. Did you mean "grim"\?.*coterie list strategies/,
    ],
    [
      'a role',
      () => but('column: grim', 'colum: grim'),
      /^x\.yaml:6: cast\.colum: no role named "colum"\. Did you mean "column"\?.*row, column/,
    ],
    [
      'a policy',
      () => column('{ policy: lokup, table: {} }'),
      /^x\.yaml:6: cast\.column\.policy: no policy named "lokup"\. Did you mean "lookup"\?/,
    ],
    [
      'a setting of a policy',
      () => column('{ policy: generous-tit-for-tat, generousity: 0.3 }'),
      /^x\.yaml:6: cast\.column\.generousity: .*Did you mean "generosity"\? Known: generosity/,
    ],
    [
      'a persona',
      () => column('{ policy: llm, model: simulated/mixed, persona: economst }'),
      /^x\.yaml:6: cast\.column\.persona: .*Did you mean "economist"\?.*write the persona itself/,
    ],
    [
      'a provider',
      () => column('{ policy: llm, model: nowhere/mixed }'),
      /^x\.yaml:6: cast\.column\.model: no provider named "nowhere"\..*coterie\.providers\.yaml/,
    ],
    [
      'a provider that is known by name',
      () => column('{ policy: llm, model: antropic/mixed }'),
      /no provider named "antropic"\. Did you mean "anthropic"\?/,
    ],
    [
      'a simulated model',
      () => column('{ policy: llm, model: simulated/mixd }'),
      /^x\.yaml:6: cast\.column\.model: no simulated model named "mixd"\. Did you mean "mixed"\?/,
    ],
    [
      'a model among the levels of a factor',
      () => also('factors:\n  cast.column:\n    - grim\n    - { policy: llm, model: no/m }\n'),
      /^x\.yaml:11: factors\.cast\.column\.1\.model: no provider named "no"/,
    ],
    [
      'a model without its provider',
      () => column('{ policy: llm, model: mixed }'),
      /^x\.yaml:6: cast\.column\.model: a model is written "provider\/model", such as/,
    ],
    [
      'a field',
      () => also('replicats: 2\n'),
      /^x\.yaml:8: replicats: .*Did you mean "replicates"\?/,
    ],
    [
      'a parameter',
      () => parameters('game: chicken, roundss: 3'),
      /^x\.yaml:3: parameters\.roundss: .*Did you mean "rounds"\?/,
    ],
    [
      'a parameter that is varied',
      () => also('factors:\n  parameters.roundz: [1, 2]\n'),
      /^x\.yaml:9: factors\.parameters\.roundz\.0: .*Did you mean "rounds"\?/,
    ],
    [
      'a role that is varied',
      () => also('factors:\n  cast.rowe: [grim, random]\n'),
      /^x\.yaml:9: factors\.cast\.rowe\.0: no role named "rowe"\. Did you mean "row"\?/,
    ],
    [
      'a path that no factor can have',
      () => also('factors:\n  parameters.rounds.each: [1, 2]\n'),
      /^x\.yaml:9: factors\.parameters\.rounds\.each: .*A factor is a path such as parameters\.game/,
    ],
    [
      'something to counterbalance where nothing is',
      () =>
        'experiment: x\nscenario: trust-game\ncast: { trustor: m1, trustee: m3 }\ncounterbalance: [order]\n',
      /^x\.yaml:4: counterbalance\.0: .* None is known\. Nothing is counterbalanced in trust-game/,
    ],
    [
      'something to counterbalance',
      () => also('counterbalance: [lables]\n'),
      /^x\.yaml:8: counterbalance\.0: .*Did you mean "labels"\? Known: labels, order/,
    ],
    [
      'a file with a table',
      () => column('{ policy: lookup, file: none.json }'),
      /^x\.yaml:6: cast\.column\.file: none\.json: there is no such file\. .*folder of the experiment/,
    ],
  ])('%s', async (_, text, says) => {
    expect(await refusedFile('x.yaml', text())).toMatch(says)
  })

  test('a key that is not in the environment is named, with the field that needs it', async () => {
    const key = process.env['OPENAI_API_KEY']
    delete process.env['OPENAI_API_KEY']
    try {
      expect(await refusedFile('x.yaml', column('{ policy: llm, model: openai/gpt }'))).toBe(
        'x.yaml:6: cast.column.model: provider "openai" needs a key: set the environment variable OPENAI_API_KEY.',
      )
    } finally {
      if (key !== undefined) process.env['OPENAI_API_KEY'] = key
    }
  })
})

describe('values that cannot be', () => {
  test.each<Case>([
    [
      'no rounds',
      () => parameters('game: chicken, rounds: 0'),
      /:3: parameters\.rounds: at least 1/,
    ],
    [
      'rounds below none',
      () => parameters('game: chicken, rounds: -1'),
      /rounds: at least 1 round/,
    ],
    [
      'a billion rounds',
      () => parameters('game: chicken, rounds: 1e9'),
      /:3: parameters\.rounds: at most 1,000,000 rounds; for more data use replicates/,
    ],
    ['rounds that are a word', () => parameters('game: chicken, rounds: ten'), /:3: .*rounds: /],
    [
      'no rounds in one treatment',
      () => also('factors:\n  parameters.rounds:\n    - 1\n    - 0\n'),
      /^x\.yaml:11: factors\.parameters\.rounds\.1: at least 1 round/,
    ],
    [
      'rows of payoffs that are not of one length',
      () => parameters('payoffs: [[[1, 2], [3, 4]], [[5, 6], [7, 8], [9, 9]]]'),
      /:3: parameters\.payoffs\.1: row option 2 has 3 cells, the first has 2; every row needs/,
    ],
    [
      'payoffs of one player alone',
      () => parameters('payoffs: [[1, 2], [3, 4]]'),
      /:3: parameters\.payoffs\.0\.0: /,
    ],
    [
      'payoffs of three players',
      () => parameters('payoffs: [[[1, 2, 3], [3, 4, 5]], [[1, 1, 1], [1, 1, 1]]]'),
      /:3: parameters\.payoffs\.0\.0: /,
    ],
    [
      'a payoff that is not a number',
      () => parameters('payoffs: [[[.nan, 2], [3, 4]], [[5, 6], [7, 8]]]'),
      /:3: parameters\.payoffs\.0\.0\.0: NaN is not a finite number; write one/,
    ],
    [
      'an infinite payoff',
      () => parameters('payoffs: [[[1, 2], [3, -.inf]], [[5, 6], [7, 8]]]'),
      /:3: parameters\.payoffs\.0\.1\.1: -Infinity is not a finite number; write one/,
    ],
    [
      'a payoff that is too large for a number',
      () => parameters('payoffs: [[[1e999, 2], [3, 4]], [[5, 6], [7, 8]]]'),
      /:3: parameters\.payoffs\.0\.0\.0: Infinity is not a finite number; write one/,
    ],
    [
      'half of a character',
      () => also('about: "half \\ud83d of it"\n'),
      /^x\.yaml:8: about: \\ud83d is half of a character \(a lone surrogate\), which no record can hold; write the whole/,
    ],
    [
      'two options with one label',
      () => parameters('game: chicken, labels: [X, X]'),
      /:3: parameters\.labels: two options with one label: "X"/,
    ],
    [
      'two options of one seat with one label',
      () => parameters('game: chicken, labels: { row: [X, Y], column: [Z, Z] }'),
      /:3: parameters\.labels\.column: two options with one label: "Z"/,
    ],
    [
      'labels for more options than there are',
      () => parameters('game: chicken, labels: [X, Y, Z]'),
      /:3: parameters\.labels: there are 2 options, but 3 labels/,
    ],
    ['no replicates', () => but('replicates: 2', 'replicates: 0'), /^x\.yaml:7: replicates: /],
    [
      'another way with invalid answers',
      () => also('invalid: { reask: 2, then: explode }\n'),
      /^x\.yaml:8: invalid\.then: use forfeit, abort, or default:<value>/,
    ],
    [
      'a role without an agent',
      () => but('  column: grim\n', ''),
      /^x\.yaml:5: cast: role "column" takes 1 agent, the cast gives 0/,
    ],
    [
      'levels that are no list',
      () => also('factors:\n  parameters.rounds: 1\n'),
      /^x\.yaml:9: factors\.parameters\.rounds: /,
    ],
  ])('%s', async (_, text, says) => {
    expect(await refusedFile('x.yaml', text())).toMatch(says)
  })

  test('everything that is wrong is said at once', async () => {
    const text = parameters('game: chicken, roundss: 3').replace('grim', 'grimm')
    const lines = (await refusedFile('x.yaml', text.replace('tit-for-tat', 'tit-for-tatt'))).split(
      '\n',
    )
    // Parameters are checked first: whom they seat depends on them.
    expect(lines[0]).toContain('x.yaml:3: parameters.roundss')
    const cast = column('grimm').replace('tit-for-tat', 'tit-for-tatt')
    expect((await refusedFile('x.yaml', cast)).split('\n')).toEqual([
      expect.stringContaining('x.yaml:5: cast.row: '),
      expect.stringContaining('x.yaml:6: cast.column: '),
    ])
  })
})

describe('designs that cannot be', () => {
  const doing = (inner: string): string => also(`interventions:\n  outage:\n    ${inner}\n`)
  const probing = (inner: string): string =>
    also(`probes:\n  trust:\n    of: row\n    at: before\n    question: How far?\n    ${inner}\n`)

  test.each<Case>([
    [
      'an intervention beyond the end',
      () => doing('at: { round: 12 }\n    crash: row'),
      /^x\.yaml:10: interventions\.outage\.at\.round: round 12 is beyond the end: the scenario has 3 rounds/,
    ],
    [
      'an intervention after the last tick',
      () => doing('at: { tick: 3 }\n    crash: row'),
      /^x\.yaml:10: interventions\.outage\.at\.tick: tick 3 is beyond the end/,
    ],
    [
      'a deed that there is not',
      () => doing('at: { round: 1 }\n    crush: row'),
      /^x\.yaml:11: interventions\.outage\.crush: .*Did you mean "crash"\?/,
    ],
    [
      'two deeds at once',
      () => doing('at: { round: 1 }\n    crash: row\n    news: rain'),
      /^x\.yaml:12: interventions\.outage\.news: .*does two: crash and news/,
    ],
    [
      'a seat that there is not',
      () => doing('at: { round: 1 }\n    crash: rowe'),
      /^x\.yaml:11: interventions\.outage\.crash: no seat named "rowe"\. Did you mean "row"\? Known: row, column, p1, p2, all\./,
    ],
    [
      'a parameter that is set and cannot be',
      () => doing('at: { round: 1 }\n    set: { noise: 2 }'),
      /^x\.yaml:11: interventions\.outage\.set\.noise: /,
    ],
    [
      'a replacement by nobody',
      () => doing('at: { round: 1 }\n    replace: row\n    by: grimm'),
      /^x\.yaml:12: interventions\.outage\.by: .*Did you mean "grim"\?/,
    ],
    [
      'a model that takes a seat and that nobody serves',
      () => doing('at: { round: 1 }\n    replace: row\n    by: { policy: llm, model: no/m }'),
      /^x\.yaml:12: interventions\.outage\.by\.model: no provider named "no"/,
    ],
    [
      'a level of a factor that cannot be',
      () =>
        doing(
          'at: { round: 1 }\n    crash: row\nfactors:\n  interventions.outage.at.round:\n    - 1\n    - 9',
        ),
      /^x\.yaml:15: factors\.interventions\.outage\.at\.round\.1: round 9 is beyond the end/,
    ],
    [
      'a probe without a form of answer',
      () => probing('answer: {}'),
      /^x\.yaml:13: probes\.trust\.answer: this is no form of an answer/,
    ],
    [
      'a probe whose name is there twice',
      () => probing('answer: { words: 3 }\n  trust: off'),
      /^x\.yaml:14:3: the key "trust" is there twice/,
    ],
    [
      'a part that nothing is called',
      () => also('prompt:\n  parts:\n    rulez: off\n'),
      /^x\.yaml:10: prompt\.parts\.rulez: no part named "rulez"\. Did you mean "rules"\? Known: framing, rules/,
    ],
    [
      'a history of no known kind',
      () => also('history: { lasts: 2 }\n'),
      /^x\.yaml:8: history: write whole, none, \{ last: 3 \}/,
    ],
    [
      'a bank that is not there',
      () => also('personas:\n  people: { bank: ./none.csv }\n'),
      /^x\.yaml:9: personas\.people\.bank: none\.csv: there is no such file/,
    ],
    [
      'more replicates than people',
      () =>
        column('{ policy: llm, model: simulated/mixed, persona: { from: people } }').replace(
          'replicates: 2',
          'replicates: 25\npersonas: { people: { bank: people } }',
        ),
      /^x\.yaml:6: cast\.column\.persona\.from: the 24 people of "people" are too few for 25 replicates\..*reuse: true/,
    ],
  ])('%s', async (_, text, says) => {
    expect(await refusedFile('x.yaml', text())).toMatch(says)
  })
})

describe('texts that cannot be read', () => {
  const bomb = ['a: &a [x, x, x, x, x, x, x, x, x, x]']
    .concat(
      ['b', 'c', 'd', 'e'].map((name, i) => {
        const before = 'abcd'[i] ?? 'a'
        return `${name}: &${name} [${Array(10).fill(`*${before}`).join(', ')}]`
      }),
    )
    .join('\n')

  test.each<Case>([
    [
      'a key that is there twice',
      () => also('seed: 1\nseed: 2\n'),
      /^x\.yaml:9:1: the key "seed" is there twice\. Remove one/,
    ],
    [
      'tabs',
      () => also('factors:\n\tparameters.rounds: [1, 2]\n'),
      /^x\.yaml:9:1: Tabs .*Indent with spaces/,
    ],
    [
      'aliases that unfold without end',
      () => also(bomb),
      /^x\.yaml:9: aliases in it unfold to far more/,
    ],
    [
      'an alias inside what it repeats',
      () => also('about: &a [*a]\n'),
      /^x\.yaml:8: an alias stands inside what it repeats/,
    ],
    [
      'an alias of nothing',
      () => also('about: *friend\n'),
      /^x\.yaml:8: nothing before \*friend is marked &friend/,
    ],
    [
      'two documents',
      () => also('---\nexperiment: two\n'),
      /^x\.yaml:8:1: a second document begins here/,
    ],
    [
      'brackets in brackets in brackets',
      () => `experiment: ${'['.repeat(20_000)}${']'.repeat(20_000)}`,
      /^x\.yaml:1:\d+: this is nested too deeply/,
    ],
    [
      'a bracket that is not closed',
      () => also('about: [a, b\n'),
      /^x\.yaml:\d+:\d+: a "\]" is missing/,
    ],
    [
      'a field called __proto__',
      () => parameters('game: chicken, __proto__: { noise: 1 }'),
      /^x\.yaml:\d+: no field can be called "__proto__"/,
    ],
    [
      'nothing',
      () => '',
      /^x\.yaml: an experiment is a mapping that begins with "experiment: <name>"/,
    ],
    ['a list', () => '- a\n- b\n', /^x\.yaml: an experiment is a mapping/],
    [
      'ten megabytes',
      () => also(`about: ${'x'.repeat(10_000_000)}\n`),
      /^x\.yaml: 100001\d\d bytes are too many/,
    ],
  ])('%s', async (_, text, says) => {
    expect(await refusedFile('x.yaml', text())).toMatch(says)
  })

  test.each([
    ['Latin-1', Buffer.from(`${SOUND}about: caf\xe9\n`, 'latin1')],
    ['UTF-16', Buffer.from(`\ufeff${SOUND}`, 'utf16le')],
    ['no text at all', Uint8Array.from({ length: 4096 }, (_, i) => (i * 151) % 256)],
  ])('%s in place of UTF-8', async (_, bytes) => {
    expect(await refusedFile('x.yaml', bytes)).toBe(
      'x.yaml: this is not UTF-8 text. Save it as UTF-8.',
    )
  })

  test.each<Case>([
    [
      'a comma before the end',
      () => '{\n  "experiment": "x",\n  "scenario": "matrix-game",\n}',
      /^x\.json:4:1: this is not JSON: .*Remove the comma that comes before it/,
    ],
    ['a comment', () => '{ // mine\n  "experiment": "x" }', /^x\.json:1:\d+: this is not JSON/],
    [
      'NaN',
      () => '{ "experiment": "x",\n  "parameters": { "noise": NaN } }',
      /^x\.json:2:28: this is not JSON: "NaN" is neither/,
    ],
    [
      'a brace that is not closed',
      () => '{ "experiment": "x",\n',
      /^x\.json:\d+:\d+: a "}" is missing/,
    ],
    [
      'a key that is there twice',
      () => '{ "experiment": "x",\n  "experiment": "y" }',
      /^x\.json:2:3: the key "experiment" is there twice/,
    ],
    ['YAML', () => SOUND, /^x\.json:1:1: /],
  ])('JSON with %s', async (_, text, says) => {
    expect(await refusedFile('x.json', text())).toMatch(says)
  })

  test('a folder and a file that is not there', async () => {
    mkdirSync(join(folder, 'folder.yaml'))
    expect(await refusal(() => loadExperiment(join(folder, 'folder.yaml')))).toBe(
      'folder.yaml: this is a folder. Name a file that is in it.',
    )
    expect(await refusal(() => loadExperiment(join(folder, 'none.yaml')))).toMatch(
      /^none\.yaml: there is no such file\. See: coterie init/,
    )
  })
})

describe('a provider that is declared wrongly', () => {
  test.each([
    [
      'without an address',
      'providers:\n  mine: {}\n',
      /^coterie\.providers\.yaml:2: providers\.mine\.base_url: write where/,
    ],
    [
      'with the key itself',
      'providers:\n  mine:\n    base_url: http://127.0.0.1/v1\n    key_env: sk-123\n',
      /:4: providers\.mine\.key_env: the name of an environment variable, not the key itself/,
    ],
    [
      'with a typo',
      'providers:\n  mine:\n    base_ur: http://127.0.0.1/v1\n',
      /:3: providers\.mine\.base_ur: .*Did you mean "base_url"\?/,
    ],
    ['with tabs', 'providers:\n\tmine: {}\n', /:2:1: Tabs .*Indent with spaces/],
    ['by nothing', '', /:1: begin with "providers:"/],
  ])('%s', async (_, text, says) => {
    expect(await refusal(() => parseProviders(text))).toMatch(says)
  })
})

describe('moves that do not fit', () => {
  test.each([
    [
      'run out',
      '[cooperate]',
      'p2 has no move left for the ask "choice" at tick 1: its list holds 1. Lengthen "moves" in its settings.',
    ],
    [
      'are no option',
      '[cooperate, X, cooperate]',
      'p2 answered "X" to "choice" at tick 1; it must be one of cooperate, defect (shown as J, F).',
    ],
  ])(
    'where they %s, the run is recorded as failed and the others go on',
    async (what, list, why) => {
      const name = what.replaceAll(' ', '-')
      const moves = `{ name: listed, policy: moves, moves: ${list} }`
      const path = put(`${name}.yaml`, also(`factors: { cast.column: [${moves}, grim] }\n`))
      const { failed, runs } = await run(path, join(folder, `${name}.sqlite`))
      expect(failed.map((one) => one.why)).toEqual([why, why])
      expect(runs.map(({ status }) => status)).toEqual(['failed', 'failed', 'finished', 'finished'])
      expect(runs.map((one) => one.why)).toEqual([why, why, null, null])
      // What came before the failure is on record, and comes out again.
      const { results } = await replayRecord(join(folder, `${name}.sqlite`))
      expect(results.map(({ replayed }) => replayed.kind)).toEqual(Array(4).fill('identical'))
    },
  )
})

describe('records that do not fit', () => {
  const record = join(folder, 'kept.sqlite')
  let bytes: Buffer
  beforeAll(async () => {
    await run(put('kept.yaml', SOUND), record)
    bytes = readFileSync(record)
  })

  test('an experiment that was changed since is refused, and the record stays as it is', async () => {
    const path = put('kept.yaml', parameters('game: prisoners-dilemma, rounds: 4'))
    const message = await refusal(() => run(path, record))
    expect(message).toContain('  parameters.rounds: 3 → 4\n')
    expect(message).toMatch(/^kept\.sqlite holds another version of "sound": 2 of its 2 planned/)
    expect(message).toMatch(/write to a new record \(--db\)\.$/)
    expect(readFileSync(record).equals(bytes)).toBe(true)
  })

  test('a record of another scenario version is neither extended nor replayed', async () => {
    const path = put('version.yaml', SOUND)
    const db = join(folder, 'version.sqlite')
    const loaded = await loadExperiment(path)
    const { version } = loaded.scenario
    const older = { ...loaded, scenario: { ...loaded.scenario, version: version - 1 } }
    await runExperiment(older, { db })
    const before = readFileSync(db)

    expect(await refusal(() => runExperiment(loaded, { db }))).toMatch(
      /^version\.sqlite holds another version .*\n  the scenario, .*\n.*--db/,
    )
    expect(await refusal(() => replayRecord(db))).toMatch(
      new RegExp(
        `^run_[0-9a-f]+ was recorded with matrix-game version ${version - 1}; here is version ${version}\\. Check out`,
      ),
    )
    expect(readFileSync(db).equals(before)).toBe(true)
  })

  test('a database that was cut short is refused by every reader and writer, whatever its length', async () => {
    const cut = join(folder, 'cut.sqlite')
    for (const length of [1, 15, 99, 100, 4095, 4096, bytes.length >> 1, bytes.length - 1]) {
      copyFileSync(record, cut)
      truncateSync(cut, length)
      const before = readFileSync(cut)
      for (const work of [
        () => openSqliteStore(cut, 'read').close(),
        () => openSqliteTables(cut).close(),
        () => replayRecord(cut),
        () => run(put('kept.yaml', SOUND), cut),
      ]) {
        expect(await refusal(work), `cut to ${length}`).toMatch(/^cut\.sqlite: .*\./)
      }
      expect(readFileSync(cut).equals(before)).toBe(true)
    }
  })

  test.each([
    ['is not there', 'none.sqlite', /there is no such record\. Records are made by coterie run/],
    ['is empty', 'empty.sqlite', /^empty\.sqlite: .*record/],
    ['is no database', 'kept.yaml', /^kept\.yaml: this is not an SQLite database/],
    ['is a folder', 'folder.sqlite', /^folder\.sqlite: /],
  ])('a record that %s cannot be read', async (_, name, says) => {
    if (name === 'empty.sqlite') put(name, '')
    if (name === 'folder.sqlite') mkdirSync(join(folder, name))
    const path = join(folder, name)
    expect(await refusal(() => openSqliteStore(path, 'read').close())).toMatch(says)
    expect(await refusal(() => openSqliteTables(path).close())).toMatch(says)
  })

  test('a run that it does not have', async () => {
    expect(await refusal(() => replayRecord(record, { run: 'run_zz' }))).toMatch(
      /^no run "run_zz" in this record\. It has 2, such as run_/,
    )
    expect(await refusal(() => replayRecord(record, { run: 'run_' }))).toBe(
      '"run_" is the beginning of 2 run ids. Give more of it.',
    )
  })
})

test('a default that no ask takes is refused before anything is played or written', async () => {
  const file = join(folder, 'misfit.yaml')
  writeFileSync(
    file,
    `experiment: misfit
scenario: matrix-game
parameters: { game: prisoners-dilemma, rounds: 2 }
cast: { row: { policy: llm, model: simulated/reciprocator }, column: tit-for-tat }
invalid: { reask: 1, then: default:coop }
`,
  )
  const db = join(folder, 'misfit.sqlite')
  await expect(runExperiment(await loadExperiment(file), { db })).rejects.toThrow(
    /misfit\.yaml:5: invalid\.then: the default "coop" does not fit the ask "choice" of p1/,
  )
  expect(existsSync(db)).toBe(false)
})
