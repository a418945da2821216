import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { afterAll, describe, expect, test } from 'vitest'
import { makeFolder } from './testing/command.ts'
import type { Said } from './testing/said.ts'

const folder = makeFolder()
afterAll(() => folder.remove())

const experiment = (name: string, more = ''): string => `experiment: ${name}
scenario: matrix-game
parameters: { game: prisoners-dilemma, rounds: 3, noise: 0.2 }
cast: { row: { policy: llm, model: simulated/sloppy }, column: tit-for-tat }
factors: { cast.column: [tit-for-tat, grim${more}] }
counterbalance: [labels, order]
replicates: 2
`

interface Report {
  readonly db: string
  readonly runs: number
  readonly played: number
  readonly kept: number
  readonly left: number
  readonly record_hashes: Readonly<Record<string, string>>
}

function reportIn({ code, stdout, stderr }: Said): Report {
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return JSON.parse(stdout) as Report
}

describe('coterie run', () => {
  test('prints the path of the record, and with --json { db, runs, record_hashes }', async () => {
    folder.write({ 'told.yaml': experiment('told') })
    const { code, stdout, stderr } = await folder.here('run', 'told.yaml')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain('record: logs/told.sqlite')
    expect(existsSync(join(folder.path, 'logs/told.sqlite'))).toBe(true)

    const again = reportIn(await folder.here('run', 'told.yaml', '--json'))
    expect(again).toMatchObject({ db: 'logs/told.sqlite', runs: 4 })
    expect(Object.keys(again.record_hashes)).toHaveLength(4)
    for (const [run, hash] of Object.entries(again.record_hashes)) {
      expect(run).toMatch(/^run_[0-9a-f]{16}$/)
      expect(hash).toMatch(/^[0-9a-f]{64}$/)
    }
  })

  test('redoes nothing, extends what was extended, and refuses any other change with the record untouched', async () => {
    const run = (): Promise<Said> =>
      folder.here('run', 'grows.yaml', '--db', 'grows.sqlite', '--json')
    const original = experiment('grows')

    folder.write({ 'grows.yaml': original })
    const played = reportIn(await run())
    expect(played).toMatchObject({ runs: 4, played: 4, kept: 0, left: 0 })

    const again = reportIn(await run())
    expect(again).toMatchObject({ runs: 4, played: 0, kept: 4, left: 0 })
    expect(again.record_hashes).toEqual(played.record_hashes)

    folder.write({ 'grows.yaml': original.replace('replicates: 2', 'replicates: 3') })
    const moreReplicates = reportIn(await run())
    expect(moreReplicates).toMatchObject({ runs: 6, played: 2, kept: 4 })
    expect(moreReplicates.record_hashes).toMatchObject(played.record_hashes)

    const extended = experiment('grows', ', defect-once').replace('replicates: 2', 'replicates: 3')
    folder.write({ 'grows.yaml': extended })
    const moreTreatments = reportIn(await run())
    expect(moreTreatments).toMatchObject({ runs: 9, played: 3, kept: 6 })
    expect(moreTreatments.record_hashes).toMatchObject(moreReplicates.record_hashes)

    const before = readFileSync(join(folder.path, 'grows.sqlite'))
    for (const [change, changed] of [
      ['parameters.noise: 0.2 → 0.3', extended.replace('noise: 0.2', 'noise: 0.3')],
      ['seed: 1 → 7', `${extended}seed: 7\n`],
      ['replicates: 3 → 2', extended.replace('replicates: 3', 'replicates: 2')],
      ['cast.row.model: "simulated/sloppy" → ', extended.replace('sloppy', 'mixed')],
      ['invalid.reask: 2 → 1', `${extended}invalid: { reask: 1, then: forfeit }\n`],
      ['experiment: "grows" → "other"', extended.replace('experiment: grows', 'experiment: other')],
    ] as const) {
      folder.write({ 'grows.yaml': changed })
      const { code, stdout, stderr } = await run()
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
      expect(stderr).toContain(change)
      expect(stderr).toMatch(/Adding treatments or replicates is fine.*--db/)
    }
    expect(readFileSync(join(folder.path, 'grows.sqlite')).equals(before)).toBe(true)
  })

  test('two processes write the same record as one', async () => {
    // Many short runs: some end in one process before the other has begun.
    folder.write({ 'shared.yaml': experiment('shared').replace('replicates: 2', 'replicates: 40') })
    const play = async (db: string, processes: string): Promise<Report> =>
      reportIn(
        await folder.here('run', 'shared.yaml', '--db', db, '--processes', processes, '--json'),
      )
    const [one, two] = [await play('one.sqlite', '1'), await play('two.sqlite', '2')]
    expect(two).toMatchObject({ runs: 80, played: 80, left: 0 })
    expect(two.record_hashes).toEqual(one.record_hashes)
  })

  test('interrupted, it ends with exit code 130 and says what is left for the same command', async () => {
    folder.write({
      'long.yaml': `experiment: long
scenario: matrix-game
parameters: { game: prisoners-dilemma, rounds: 2000, noise: 0.1 }
cast: { row: random, column: generous-tit-for-tat }
replicates: 1000
`,
    })
    const { process, ended } = folder.start('run', 'long.yaml', '--db', 'long.sqlite', '--json')
    while (!hasTicks(join(folder.path, 'long.sqlite'))) await sleep(20)
    process.kill('SIGINT')
    const { code, stdout, stderr } = await ended
    expect(code).toBe(130)
    expect(stderr).toContain('Run the same command again to go on')
    const report = JSON.parse(stdout) as Report
    expect(report.left).toBeGreaterThan(0)
    expect(report.left + report.played).toBe(1000)
  })
})

function hasTicks(path: string): boolean {
  if (!existsSync(path)) return false
  const db = new Database(path, { readonly: true })
  try {
    return db.prepare('select count(*) from tick').pluck().get() !== 0
  } catch {
    // Its tables are not there yet.
    return false
  } finally {
    db.close()
  }
}

describe('coterie replay', () => {
  test('ends with exit code 1 where the record is not what was played, and says what differs', async () => {
    folder.write({ 'changed.yaml': experiment('changed') })
    reportIn(await folder.here('run', 'changed.yaml', '--db', 'changed.sqlite', '--json'))
    expect(await folder.here('replay', 'changed.sqlite')).toMatchObject({
      code: 0,
      stdout: 'identical: 4 runs came out as they were recorded\n',
    })
    const db = new Database(join(folder.path, 'changed.sqlite'))
    db.prepare(`update run set record_hash = ? where id = 1`).run('0'.repeat(64))
    db.close()
    const { code, stdout } = await folder.here('replay', 'changed.sqlite')
    expect(code).toBe(1)
    expect(stdout).toContain('1 of 4 runs did not come out as they were recorded')
    expect(stdout).toContain('0'.repeat(64))
  })
})
