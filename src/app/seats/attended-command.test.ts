/** `coterie run` with people: links on standard error, a process that is killed, the same links afterwards, and last pages that wait for their readers. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
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

function start(name: string, ...more: readonly string[]) {
  const args = ['run', lab.place(`${name}.yaml`), '--db', lab.place(`${name}.sqlite`), '--json']
  const child = spawn(process.execPath, [MAIN, ...args, ...more], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.add(child)
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (words: string) => (said += words))
  const err = once(child.stderr, 'end').then(() => said)
  const silence = err.then(() => Promise.reject(new Error(said)))
  silence.catch(() => {})
  /** Resolves once it has said so on standard error. */
  const says = async (words: string): Promise<void> => {
    while (!said.includes(words)) await Promise.race([once(child.stderr, 'data'), silence])
  }
  return { child, out: text(child.stdout), err, says }
}

async function links(name = 'pair'): Promise<string[]> {
  for (;;) {
    try {
      const lines = readFileSync(lab.place(`${name}.seats.csv`), 'utf8')
        .trim()
        .split('\n')
        .slice(1)
      const found = lines.map((line) => line.split(',').at(-1) ?? '')
      await fetch(`${found[0] ?? ''}/state`)
      return found
    } catch {
      await pause(50)
    }
  }
}

test('a killed process forgets no answer that it acknowledged, and the links stay what they are', async () => {
  const killed = start('pair')
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

  const interrupted = start('pair')
  expect(await links()).toEqual(before)
  const second = await until(trustor, 'asked')
  expect(second.attempt).toBe(1)
  await post(trustor, 'answer', { id: second.id, reply: '5' })
  interrupted.child.kill('SIGINT')
  expect(await ends(interrupted.child)).toBe(130)

  const last = start('pair', '--processes', '2', '--seats-linger', '0')
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
})

describe('the last pages', () => {
  /** Plays one round to its end, and on until the command says that it waits for readers. */
  async function played(name: string, ...more: readonly string[]) {
    writeFileSync(
      lab.place(`${name}.yaml`),
      `experiment: ${name}
scenario: trust-game
parameters: { rounds: 1 }
cast:
  trustor: { policy: human, debrief: Your code is 4711. }
  trustee: { policy: human }
`,
    )
    const started = start(name, ...more)
    const seats = await links(name)
    await Promise.all(seats.map((link) => sitThrough(link, { answer: () => '5' })))
    await started.says('2 people have not said yet that the last page was read')
    return { ...started, seats }
  }

  test('are there for whoever comes back, until all have said that they read them', async () => {
    const { child, out, seats } = await played('reread')
    const [trustor = '', trustee = ''] = seats
    const back = await until(trustor, 'over')
    expect(back).toMatchObject({ debrief: 'Your code is 4711.', earned: '$10', isToRead: true })
    await post(trustor, 'read', {})
    expect(await until(trustor, 'over')).toEqual({ ...back, isToRead: false })
    await post(trustee, 'read', {})
    expect(await ends(child)).toBe(0)
    expect(JSON.parse(await out)).toMatchObject({ played: 1, left: 0 })
    const { results } = await replayRecord(lab.place('reread.sqlite'))
    expect(results.map(({ replayed }) => replayed.kind)).toEqual(['identical'])
  })

  test('are closed by an interrupt, and nothing is left undone', async () => {
    const { child, err } = await played('closed')
    child.kill('SIGINT')
    expect(await ends(child)).toBe(0)
    expect(await err).toMatch(
      /waiting for open pages.*\n2 of them have not; the pages are closed\.\n$/,
    )
  })

  test('stay no longer than was said', async () => {
    const { child, err } = await played('short', '--seats-linger', '0.002')
    expect(await ends(child)).toBe(0)
    expect(await err).toMatch(/for 0\.002 minutes at most/)
  })
})
