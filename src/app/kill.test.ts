/** A process that is killed, wherever it stands, leaves a record that goes on as if nothing had happened. */
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { afterAll, describe, expect, test } from 'vitest'
import { Streams } from '../base/random.ts'
import { replayRecord } from './replay-record.ts'
import { ends, hashesIn } from './testing/ended-process.ts'

const MAIN = fileURLToPath(new URL('cli/main.ts', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'coterie-kill-'))
const children = new Set<ChildProcess>()
afterAll(() => {
  for (const child of children) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

/** Where to interrupt is drawn anew each time; a failure names the ticks at which it came. */
const random = new Streams(Date.now()).stream('kill')

interface Declared {
  readonly name: string
  readonly yaml: string
  readonly ticks: number
}

/** Models are waited for: every tick is committed by itself. */
const models: Declared = {
  name: 'models',
  yaml: `experiment: models
scenario: matrix-game
parameters: { game: prisoners-dilemma, rounds: 12, noise: 0.2 }
cast: { row: { policy: llm, model: simulated/sloppy }, column: { policy: llm, model: simulated/reciprocator } }
counterbalance: [labels]
replicates: 60
`,
  ticks: 720,
}

/** Scripts are not waited for: ticks are committed thousands at a time. */
const scripts: Declared = {
  name: 'scripts',
  yaml: `experiment: scripts
scenario: matrix-game
parameters: { game: prisoners-dilemma, rounds: 3000, noise: 0.05 }
cast: { row: random, column: generous-tit-for-tat }
replicates: 8
`,
  ticks: 24_000,
}

function start({ name, yaml }: Declared, db: string): ChildProcess {
  const file = join(folder, `${name}.yaml`)
  writeFileSync(file, yaml)
  const child = spawn(
    process.execPath,
    [MAIN, 'run', file, '--db', db, '--quiet', '--concurrency', '4'],
    { stdio: 'ignore' },
  )
  children.add(child)
  child.on('exit', () => children.delete(child))
  return child
}

/** Waits until the record holds so many ticks, or the process has ended. */
async function reaches(child: ChildProcess, db: string, ticks: number): Promise<void> {
  while (child.exitCode === null && child.signalCode === null && ticksIn(db) < ticks) await sleep(2)
}

function ticksIn(db: string): number {
  try {
    const connection = new Database(db, { readonly: true })
    try {
      return connection.prepare('select count(*) from tick').pluck().get() as number
    } finally {
      connection.close()
    }
  } catch {
    // Not there yet.
    return 0
  }
}

describe.each([models, scripts])('an experiment with $name', (declared) => {
  test('that is killed again and again comes to the hashes of one that was left alone', async () => {
    const whole = join(folder, `${declared.name}-whole.sqlite`)
    const killed = join(folder, `${declared.name}-killed.sqlite`)
    expect(await ends(start(declared, whole))).toBe(0)
    const expected = hashesIn(whole)

    const points = Array.from(
      { length: 4 },
      () => 1 + random.below(Math.floor(declared.ticks * 0.8)),
    ).sort((a, b) => a - b)
    const fates: (number | NodeJS.Signals)[] = []
    for (const point of points) {
      const child = start(declared, killed)
      await reaches(child, killed, point)
      await sleep(random.below(15))
      child.kill('SIGKILL')
      fates.push(await ends(child))
    }
    const told = `killed at ${points.join(', ')}: ${fates.join(', ')}`
    expect(fates, told).toContain('SIGKILL')
    expect(await ends(start(declared, killed)), told).toBe(0)
    expect(hashesIn(killed), told).toEqual(expected)
    if (declared === models) {
      const { results: replayed } = await replayRecord(killed)
      expect(new Set(replayed.map((one) => one.replayed.kind)), told).toEqual(
        new Set(['identical']),
      )
    }
  })
})

test('one interrupt ends the process with 130, and the same command goes on', async () => {
  const db = join(folder, 'interrupted.sqlite')
  const yaml = models.yaml.replace('replicates: 60', 'replicates: 240')
  const many = { name: 'many', yaml, ticks: 4 * models.ticks }
  const interrupted = async (): Promise<number | NodeJS.Signals> => {
    const child = start(many, db)
    await reaches(child, db, 40)
    child.kill('SIGINT')
    return ends(child)
  }
  let end = await interrupted()
  // On a machine that stood still meanwhile it was through before it was interrupted.
  for (; end === 0; end = await interrupted()) rmSync(db)
  expect(end).toBe(130)
  const ticks = ticksIn(db)
  expect(ticks).toBeGreaterThanOrEqual(40)
  expect(ticks).toBeLessThan(many.ticks)
  expect(await ends(start(many, db))).toBe(0)
  expect(Object.values(hashesIn(db))).not.toContain(null)
  expect(ticksIn(db)).toBe(many.ticks)
})
