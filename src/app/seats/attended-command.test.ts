/** `coterie run` with people: links on standard error, a process that is killed, and the same links afterwards. */
import { spawn, type ChildProcess } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { openSqliteStore } from '../adapters.ts'
import { replayRecord } from '../replay-record.ts'
import { ends } from '../testing/ended-process.ts'
import { openLab, rowsIn } from './testing/attended.ts'
import { post, sitThrough, until } from './testing/person.ts'

const MAIN = fileURLToPath(new URL('../cli/main.ts', import.meta.url))
const lab = openLab()
const children = new Set<ChildProcess>()
afterAll(() => {
  for (const child of children) child.kill('SIGKILL')
  lab.remove()
})

writeFileSync(
  lab.place('pair.yaml'),
  `experiment: pair
scenario: trust-game
parameters: { rounds: 2 }
cast:
  trustor: { policy: human, consent: Do you? }
  trustee: { policy: human }
`,
)

function start(...more: readonly string[]) {
  const args = ['run', lab.place('pair.yaml'), '--db', lab.place('pair.sqlite'), '--json', ...more]
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  children.add(child)
  return { child, out: text(child.stdout), err: text(child.stderr) }
}

async function links(): Promise<string[]> {
  for (;;) {
    try {
      const lines = readFileSync(lab.place('pair.seats.csv'), 'utf8').trim().split('\n').slice(1)
      const found = lines.map((line) => line.split(',').at(-1) ?? '')
      await fetch(`${found[0] ?? ''}/state`)
      return found
    } catch {
      await pause(50)
    }
  }
}

test('a killed process forgets no answer that it acknowledged, and the links stay what they are', async () => {
  const killed = start()
  const before = await links()
  const [trustor = ''] = before
  const consent = await until(trustor, 'consent')
  await post(trustor, 'consent', { id: consent.id, given: true })
  const first = await until(trustor, 'asked')
  const submitted = await post(trustor, 'answer', { id: first.id, reply: 'lots' })
  expect(submitted.status).toBe(200)
  killed.child.kill('SIGKILL')
  expect(await ends(killed.child)).toBe('SIGKILL')

  const store = openSqliteStore(lab.place('pair.sqlite'), 'read')
  expect(store.runs().flatMap(({ runId }) => store.keptCalls(runId))).toHaveLength(2)
  store.close()

  const interrupted = start()
  expect(await links()).toEqual(before)
  const second = await until(trustor, 'asked')
  expect(second.attempt).toBe(1)
  await post(trustor, 'answer', { id: second.id, reply: '5' })
  interrupted.child.kill('SIGINT')
  expect(await ends(interrupted.child)).toBe(130)

  const last = start('--processes', '2')
  expect(await links()).toEqual(before)
  const people = await Promise.all(before.map((link) => sitThrough(link, { answer: () => '5' })))
  expect(await ends(last.child)).toBe(0)
  expect(people.map(({ over }) => over.how)).toEqual(['finished', 'finished'])
  const told = JSON.parse(await last.out) as { played: number; left: number }
  expect(told).toMatchObject({ played: 1, left: 0 })
  // Links are for the terminal; what is printed stays one document.
  for (const link of before) expect(await last.err).toContain(link)
  expect(await last.err).toMatch(/trustor/)

  const replies = rowsIn(lab.place('pair.sqlite'), 'human_answers').map(
    ({ participant, reply }) => [participant, reply],
  )
  expect(replies).toEqual([
    ['p1', 'lots'],
    ['p1', '5'],
    ['p2', '5'],
    ['p1', '5'],
    ['p2', '5'],
  ])
  const { results } = await replayRecord(lab.place('pair.sqlite'))
  expect(results.map(({ replayed }) => replayed.kind)).toEqual(['identical'])
}, 60_000)
