import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hashesIn } from '../testing/ended-process.ts'
import { makeFolder } from './testing/command.ts'
import type { Said } from './testing/said.ts'

const folder = makeFolder()
afterAll(() => folder.remove())

/** The first run of `played.sqlite`, and the second. */
let parent = ''
let sibling = ''

interface Forked {
  readonly record_hashes: Record<string, string>
  readonly baseline_hashes: Record<string, string>
  readonly parent: string
  readonly set: unknown
  readonly played: number
  readonly kept: number
  readonly left: number
  readonly runs: readonly {
    readonly run_id: string
    readonly replicate: number
    readonly kind: string
    readonly status: string
    readonly record_hash: string | null
  }[]
}

const json = <T>({ code, stdout, stderr }: Said, expected = 0): T => {
  expect({ code, stderr: expected === 0 ? stderr : '' }).toEqual({ code: expected, stderr: '' })
  return JSON.parse(stdout) as T
}
const fork = (...words: string[]): Promise<Said> =>
  folder.here('fork', 'played.sqlite', '--run', parent, ...words)
/** A record of its own to write to. */
const copy = (name: string): string => {
  copyFileSync(join(folder.path, 'played.sqlite'), join(folder.path, name))
  return name
}

beforeAll(async () => {
  folder.write({
    'match.yaml': `experiment: match
scenario: matrix-game
parameters: { game: prisoners-dilemma, rounds: 6 }
cast: { row: uniform, column: tit-for-tat }
replicates: 2
`,
  })
  const { record_hashes: hashes } = json<{ record_hashes: Record<string, string> }>(
    await folder.here('run', 'match.yaml', '--db', 'played.sqlite', '--json'),
  )
  ;[parent = '', sibling = ''] = Object.keys(hashes)
})

describe('coterie fork', () => {
  test('without --set comes to the hash of its parent', async () => {
    const { runs, set } = json<Forked>(await fork('--at-tick', '3', '--json'))
    expect(set).toBeNull()
    expect(runs).toHaveLength(1)
    expect(runs[0]?.record_hash).toBe(hashesIn(join(folder.path, 'played.sqlite'))[parent])
  })

  test('with --set and replicates plays differences and baselines, redoes nothing, and they replay', async () => {
    const words = ['--at-tick', '2', '--set', 'cast.column=grim', '--replicates', '3', '--json']
    const first = json<Forked>(await fork(...words))
    expect(first).toMatchObject({ parent, played: 5, kept: 0, left: 0 })
    expect(first.set).toEqual({ path: 'cast.column', value: 'grim' })
    expect(Object.keys(first.record_hashes)).toHaveLength(3)
    expect(Object.keys(first.baseline_hashes)).toHaveLength(2)
    expect(first.runs.map(({ replicate, kind }) => `${replicate} ${kind}`)).toEqual([
      '1 difference',
      '2 baseline',
      '2 difference',
      '3 baseline',
      '3 difference',
    ])
    const again = json<Forked>(await fork(...words))
    expect(again).toMatchObject({ played: 0, kept: 5 })
    expect(again.runs).toEqual(first.runs)
    const more = json<Forked>(await fork(...words.with(5, '4')))
    expect(more).toMatchObject({ played: 2, kept: 5 })
    expect((await folder.here('replay', 'played.sqlite')).code).toBe(0)
  })

  test('--no-baseline plays none', async () => {
    const words = ['--at-tick', '4', '--set', 'payoff.p1=5', '--replicates', '2', '--no-baseline']
    const { runs } = json<Forked>(await fork(...words, '--json'))
    expect(runs.map(({ kind }) => kind)).toEqual(['difference', 'difference'])
  })

  test('forks do not come between a record and its experiment', async () => {
    const report = await folder.here('report', 'played.sqlite')
    expect(report.stdout).toMatch(/\d+ forks are not shown/)
    expect(report.stdout).not.toContain('| fork')
    const again = json<{ played: number; kept: number; runs: number }>(
      await folder.here('run', 'match.yaml', '--db', 'played.sqlite', '--json'),
    )
    expect(again).toMatchObject({ played: 0, kept: 2, runs: 2 })
    const replayed = json<{ missing: number }>(
      await folder.here('replay', 'played.sqlite', '--json'),
    )
    expect(replayed.missing).toBe(0)
  })

  test('an open run is refused, and stopped forks are played on where they were left', async () => {
    folder.write({
      'paid.yaml': `experiment: paid
scenario: matrix-game
parameters: { game: prisoners-dilemma, rounds: 4 }
cast: { row: { policy: llm, model: simulated/mixed }, column: grim }
budget: { calls: 6 }
`,
    })
    const { record_hashes: hashes } = json<{ record_hashes: Record<string, string> }>(
      await folder.here('run', 'paid.yaml', '--db', 'paid.sqlite', '--json'),
    )
    const [run = ''] = Object.keys(hashes)
    const words = ['fork', 'paid.sqlite', '--run', run, '--at-tick', '1', '--json'] as const
    const stopped = json<Forked>(await folder.here(...words), 3)
    const [open] = stopped.runs
    expect(open?.status).toBe('started')
    const refused = await folder.here(
      'fork',
      'paid.sqlite',
      '--run',
      open?.run_id ?? '',
      '--at-tick',
      '0',
    )
    expect(refused.code).toBe(2)
    expect(refused.stderr).toContain('is still open')
    const raised = { calls: 20 }
    folder.write({
      'paid.json': JSON.stringify({
        experiment: 'paid',
        scenario: 'matrix-game',
        parameters: { game: 'prisoners-dilemma', rounds: 4 },
        cast: { row: { policy: 'llm', model: 'simulated/mixed' }, column: 'grim' },
        budget: raised,
      }),
    })
    await folder.here('run', 'paid.json', '--db', 'paid.sqlite', '--quiet')
    const resumed = json<Forked>(await folder.here(...words))
    expect(resumed).toMatchObject({ played: 1, left: 0 })
    expect(resumed.runs[0]?.record_hash).toBe(hashes[run])
  })

  test('a fork whose shared ticks are no longer its parent’s has diverged', async () => {
    const { runs } = json<Forked>(await fork('--at-tick', '3', '--json'))
    const name = copy('changed.sqlite')
    const db = new Database(join(folder.path, name))
    const isOther = db
      .prepare(
        `update tick set content = (select content from tick as other where other.run = tick.run and other.tick = 2)
         where tick = 1 and run = (select id from run where run_id = ?)`,
      )
      .run(runs[0]?.run_id)
    db.close()
    expect(isOther.changes).toBe(1)
    const said = await folder.here('replay', name, '--json')
    expect(said.code).toBe(1)
    const { diverged } = JSON.parse(said.stdout) as {
      diverged: { run_id: string; tick: number; what: string }[]
    }
    expect(diverged).toHaveLength(1)
    expect(diverged[0]).toMatchObject({ run_id: runs[0]?.run_id, tick: 1 })
    expect(diverged[0]?.what).toContain(parent)
  })

  test('a fork whose parent was taken out has diverged, and the other runs are replayed all the same', async () => {
    await fork('--at-tick', '2', '--json')
    const name = copy('orphaned.sqlite')
    const db = new Database(join(folder.path, name))
    db.pragma('foreign_keys = off')
    const id = db.prepare('select id from run where run_id = ?').pluck().get(parent)
    db.prepare('delete from tick where run = ?').run(id)
    db.prepare('delete from run where id = ?').run(id)
    db.close()
    const { code, stdout } = await folder.here('replay', name)
    expect(code).toBe(1)
    expect(stdout).toContain(`${parent}, which it goes back to, is not in the record`)
    const one = await folder.here('replay', name, '--run', sibling)
    expect(one.stdout).toContain('identical')
  })
})

describe('what cannot be forked is refused, with the record as it was', () => {
  test.each<[string, string[], string]>([
    ['a tick beyond the end', ['--at-tick', '6'], 'has 6 ticks, 0 to 5'],
    ['no number', ['--at-tick', 'two'], 'whole numbers from 0'],
    ['no replicates', ['--at-tick', '1', '--replicates', '0'], 'whole number from 1'],
    [
      'two differences',
      ['--at-tick', '1', '--set', 'payoff.p1=1', '--set', 'payoff.p2=1'],
      'one named thing',
    ],
    ['no value', ['--at-tick', '1', '--set', 'cast.column'], 'PATH=VALUE'],
    ['an unknown path', ['--at-tick', '1', '--set', 'costs.p1=4'], 'There is: cast.row=AGENT'],
    ['a slip in a path', ['--at-tick', '1', '--set', 'pay.p1=4'], 'There is: cast.row=AGENT'],
    ['a stranger', ['--at-tick', '1', '--set', 'remove=p9'], 'no seat named "p9"'],
    ['an unknown agent', ['--at-tick', '1', '--set', 'cast.p2=grimm'], 'Did you mean "grim"?'],
    ['no agent', ['--at-tick', '1', '--set', 'cast.p2=[grim]'], 'is no agent'],
    ['broken YAML', ['--at-tick', '1', '--set', 'cast.p2={policy: llm'], 'is missing'],
    [
      'an unknown provider',
      ['--at-tick', '1', '--set', 'cast.p2={policy: llm, model: nobody/knows}'],
      'nobody',
    ],
    [
      'a slip in a parameter',
      ['--at-tick', '1', '--set', 'parameters.nose=1'],
      'Did you mean "noise"?',
    ],
    ['a bad parameter', ['--at-tick', '1', '--set', 'parameters.noise=2'], 'noise'],
    [
      'a parameter that a match cannot take in its course',
      ['--at-tick', '1', '--set', 'parameters.options={row: [a, b], column: [a, b]}'],
      'options',
    ],
    [
      'an answer that does not fit',
      ['--at-tick', '1', '--set', 'answer.p1=fight'],
      'one of cooperate, defect',
    ],
    [
      'an answer to what is not asked',
      ['--at-tick', '1', '--set', 'answer.p1.bid=3'],
      'Asked are p1 ("choice"), p2 ("choice")',
    ],
    ['no points', ['--at-tick', '1', '--set', 'payoff.p1=many'], 'no number of points'],
    ['no names to change', ['--at-tick', '1', '--set', 'names.p1=Ann'], 'no parameter "names"'],
  ])('%s', async (_, words, why) => {
    const before = hashesIn(join(folder.path, 'played.sqlite'))
    const { code, stdout, stderr } = await fork(...words)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(why)
    expect(hashesIn(join(folder.path, 'played.sqlite'))).toEqual(before)
  })

  test('an unknown run, a missing record, a missing option', async () => {
    const unknown = await folder.here('fork', 'played.sqlite', '--run', 'run_zzz', '--at-tick', '1')
    expect(unknown).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('no run "run_zzz"') as string,
    })
    const missing = await folder.here('fork', 'none.sqlite', '--run', parent, '--at-tick', '1')
    expect(missing).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('none.sqlite') as string,
    })
    const untold = await folder.here('fork', 'played.sqlite', '--run', parent)
    expect(untold).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--at-tick') as string,
    })
  })
})

describe('coterie compare', () => {
  test('tells where two runs part, what differs there, and decisions and earnings side by side', async () => {
    const { runs } = json<Forked>(
      await fork('--at-tick', '2', '--set', 'answer.p1=defect', '--json'),
    )
    const other = runs[0]?.run_id ?? ''
    const compared = json<{
      shared_ticks: number
      first: { tick: number; place: number; right: { kind: string } }
      decisions: object[]
      earnings: object[]
    }>(await folder.here('compare', 'played.sqlite', parent, other, '--json'))
    expect(compared).toMatchObject({ shared_ticks: 2, first: { tick: 2, place: 0 } })
    expect(compared.first.right.kind).toBe('intervention-applied')
    expect(compared.decisions).toHaveLength(12)
    expect(compared.earnings).toHaveLength(2)
    const { stdout } = await folder.here('compare', 'played.sqlite', parent, other)
    expect(stdout).toContain('The first 2 ticks are the same')
    expect(stdout).toContain('levels.answer.p1: nothing → "defect"')
  })

  test('of a run with itself finds nothing', async () => {
    const { stdout } = await folder.here('compare', 'played.sqlite', parent, parent)
    expect(stdout).toContain('Every tick is the same: 6 ticks.')
  })

  test('gives the paired effect over forks, with baselines of the same replicate', async () => {
    await fork('--at-tick', '1', '--set', 'answer.p1=defect', '--replicates', '8')
    const { differences } = json<{
      differences: {
        tick: number
        set: object
        unpaired: number
        pairs: { replicate: number; baseline: string }[]
        measures: { measure: { kind: string; role: string }; pairs: number; mean: number }[]
      }[]
    }>(
      await folder.here(
        'compare',
        'played.sqlite',
        '--forks-of',
        parent,
        '--measure',
        'earnings',
        '--json',
      ),
    )
    const one = differences.find(({ tick }) => tick === 1)
    expect(one).toMatchObject({ set: { 'answer.p1': 'defect' }, unpaired: 0 })
    expect(one?.pairs.map(({ replicate }) => replicate)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    expect(one?.pairs[0]?.baseline).toBe(parent)
    expect(one?.measures.map(({ measure, pairs }) => `${measure.role} ${pairs}`)).toEqual([
      'row 8',
      'column 8',
    ])
    const { stdout } = await folder.here('compare', 'played.sqlite', '--forks-of', parent)
    expect(stdout).toContain('At tick 1: answer.p1=defect (8 pairs)')
  })

  test.each<[string, () => string[], string]>([
    ['one run', () => [parent], 'name two runs'],
    ['no run', () => [], 'name two runs'],
    ['both ways at once', () => [parent, '--forks-of', parent], 'not both'],
    ['an unknown run', () => [parent, 'run_zzz'], 'no run "run_zzz"'],
    ['a run without forks', () => ['--forks-of', sibling], 'has no forks'],
    ['an unknown measure', () => ['--forks-of', parent, '--measure', 'joy'], 'no measure named'],
    [
      'a measure of two runs',
      () => [parent, sibling, '--measure', 'share'],
      'goes with --forks-of',
    ],
  ])('refuses %s', async (_, words, why) => {
    const { code, stdout, stderr } = await folder.here('compare', 'played.sqlite', ...words())
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(why)
  })
})
