/** The socket of a sitting: private, found by everybody who names the record, and undisturbed by what is said to it. */
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { text } from 'node:stream/consumers'
import fc from 'fast-check'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { noProgress } from '../../play/worker/work-progress.ts'
import { budgetOf, NOTHING_SPENT } from '../../io/model/budget.ts'
import { helmFor } from '../../play/worker/helm.ts'
import { RunId } from '../../record/ids.ts'
import { noCalls } from '../../io/model/call-counts.ts'
import { sittingOf, steer, watchSitting } from './ask-sitting.ts'
import { serveSitting, type Served } from './serve-sitting.ts'
import { distrustedFolder, isPrivate, socketOf } from './sitting-place.ts'
import { steeringOf, type AtWork } from './steering.ts'

const folder = mkdtempSync(join(tmpdir(), 'coterie-socket-'))
const open = new Set<Served>()
afterEach(() => {
  for (const served of open) served.close()
  open.clear()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let files = 0
function newRecord(): string {
  const path = join(folder, `${files++}.sqlite`)
  writeFileSync(path, '')
  return path
}

/** A sitting of which only the outside is there; it counts how often its status was worked out. */
async function serve(record: string, changes: Partial<AtWork> = {}) {
  const counts = noCalls()
  const progress = noProgress()
  const stops: number[] = []
  const work: AtWork = {
    experiment: 'outside',
    record,
    helm: helmFor(4),
    progress,
    budget: budgetOf({}),
    caps: {},
    spentBefore: NOTHING_SPENT,
    connected: {
      traffic: () => {
        times++
        return [{ name: 'local', counts, limit: 8 }]
      },
      cap: () => {},
    },
    isStopping: () => stops.length > 0,
    stop: () => void stops.push(1),
    waiting: undefined,
    ...changes,
  }
  let times = 0
  const served = await serveSitting(record, steeringOf(work))
  if (served !== null) open.add(served)
  return { served, counts, progress, stops, work, worked: () => times }
}

function dial(record: string): Socket {
  return connect(socketOf(record) as string)
}

/** Says lines, and hears all that is answered until the other side or this one leaves. */
async function say(record: string, said: string): Promise<string> {
  const socket = dial(record)
  socket.end(said)
  return text(socket)
}

describe('the socket of a record', () => {
  test('is found however the record is named, and is another for every record', async () => {
    const record = newRecord()
    const link = join(folder, 'link.sqlite')
    symlinkSync(record, link)
    await serve(record)
    expect(await sittingOf(link)).toMatchObject({ experiment: 'outside', pid: process.pid })
    expect(socketOf(newRecord())).not.toBe(socketOf(record))
    expect((socketOf(record) as string).length).toBeLessThanOrEqual(100)
  })

  test('is in a folder that only its user can enter', async () => {
    const record = newRecord()
    await serve(record)
    const path = socketOf(record) as string
    expect(statSync(dirname(path)).mode & 0o777).toBe(0o700)
    expect(isPrivate(path)).toBe(true)
  })

  test('is not trusted in a folder that others may enter, or that is a link to one', () => {
    const wide = join(folder, 'wide')
    mkdirSync(wide)
    for (const mode of [0o755, 0o770, 0o701]) {
      rmSync(wide, { recursive: true })
      mkdirSync(wide, { mode })
      expect(isPrivate(join(wide, 'x.sock'))).toBe(false)
    }
    const own = join(folder, 'own')
    mkdirSync(own, { mode: 0o700 })
    expect(isPrivate(join(own, 'x.sock'))).toBe(true)
    symlinkSync(own, join(folder, 'alias'))
    expect(isPrivate(join(folder, 'alias', 'x.sock'))).toBe(false)
    expect(isPrivate(join(folder, 'nowhere', 'x.sock'))).toBe(false)
  })

  test('that somebody else could have put there is not made, not believed, and told of', async () => {
    const record = newRecord()
    const system = process.env['TMPDIR']
    const elsewhere = join(folder, 'tmp')
    mkdirSync(elsewhere)
    process.env['TMPDIR'] = elsewhere
    try {
      expect(distrustedFolder(record)).toBeNull()
      const place = dirname(socketOf(record) as string)
      mkdirSync(place, { mode: 0o755 })
      expect((await serve(record)).served).toBeNull()
      expect(await sittingOf(record)).toBeNull()
      expect(distrustedFolder(record)).toBe(place)
      chmodSync(place, 0o700)
      expect((await serve(record)).served).not.toBeNull()
      expect(distrustedFolder(record)).toBeNull()
    } finally {
      for (const served of open) served.close()
      if (system === undefined) delete process.env['TMPDIR']
      else process.env['TMPDIR'] = system
    }
  })

  test('nobody is there where nobody plays, nor where there is no record', async () => {
    const record = newRecord()
    expect(await sittingOf(record)).toBeNull()
    expect(await steer(record, { do: 'pause' })).toBeNull()
    expect(await watchSitting(record, () => {})).toBe(false)
    expect(await sittingOf(join(folder, 'none.sqlite'))).toBeNull()
    const { served } = await serve(record)
    expect(await sittingOf(record)).not.toBeNull()
    served?.close()
    expect(await sittingOf(record)).toBeNull()
  })

  test('what a killed process left behind is replaced; whoever answers is not', async () => {
    const record = newRecord()
    const path = socketOf(record) as string
    const { served } = await serve(record)
    served?.close()
    // As a killed process leaves it: there, and nobody listens.
    writeFileSync(path, '')
    expect((await serve(record)).served).not.toBeNull()
    expect(await sittingOf(record)).toMatchObject({ experiment: 'outside' })
    expect((await serve(record, { experiment: 'second' })).served).toBeNull()
    expect(await sittingOf(record)).toMatchObject({ experiment: 'outside' })
  })

  test('a process that does not answer is left when one has had enough', async () => {
    const record = newRecord()
    const path = socketOf(record) as string
    const silent = createServer(() => {})
    await new Promise<void>((resolve) => silent.listen(path, resolve))
    const late = AbortSignal.timeout(100)
    expect(await watchSitting(record, () => {}, late)).toBe(false)
    silent.close()
  })
})

describe('whoever speaks to a sitting', () => {
  test('cannot disturb it, whatever is said', async () => {
    const record = newRecord()
    await serve(record)
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.oneof(
            fc.string({ unit: 'binary', maxLength: 200 }),
            fc.json(),
            fc.constantFrom('{"do":"fly"}', '{"do":"retune"}', '{"do":"retune","runs":0}', '[]'),
          ),
          { maxLength: 10 },
        ),
        async (lines) => {
          const said = lines.map((line) => line.replaceAll(/[\r\n]/g, ''))
          const heard = (await say(record, `${said.join('\n')}\n`)).trim().split('\n')
          expect(heard).toHaveLength(Math.max(1, said.length))
          for (const line of heard)
            expect(JSON.parse(line)).toEqual({ kind: 'refused', why: expect.any(String) })
          expect(await sittingOf(record)).toMatchObject({ state: 'playing' })
        },
      ),
      { numRuns: 40 },
    )
  })

  test('says no line of any length: it is refused, and the line hung up', async () => {
    const record = newRecord()
    await serve(record)
    const socket = dial(record)
    // What is left of it is not taken any more.
    socket.on('error', () => {})
    let heard = ''
    socket.setEncoding('utf8').on('data', (more: string) => (heard += more))
    socket.write('x'.repeat(1_000_000))
    await new Promise((resolve) => socket.on('close', resolve))
    expect(JSON.parse(heard)).toMatchObject({ why: 'a request has at most 4096 characters' })
    expect(await sittingOf(record)).not.toBeNull()
  })

  test('and does not listen makes nothing pile up', async () => {
    const record = newRecord()
    const { worked, progress } = await serve(record)
    for (let i = 0; i < 300; i++)
      progress.inFlight.set(RunId.parse(`run_${String(i).padStart(16, '0')}`), { from: 0, tick: i })
    const deaf = dial(record)
    deaf.pause()
    deaf.on('error', () => {})
    deaf.write('{"do":"watch"}\n')
    for (let i = 0; i < 50_000; i++) deaf.write('{"do":"status"}\n')
    await sleep(600)
    // Answers are worked out as they are taken: of some 15 kB each, no more than a system holds for a socket.
    expect(worked()).toBeLessThan(200)
    const status = await sittingOf(record)
    expect(status?.runs).toMatchObject({ inFlightCount: 300 })
    expect(status?.runs.inFlight).toHaveLength(200)
    deaf.destroy()
  })

  test('may leave in the middle of anything', async () => {
    const record = newRecord()
    await serve(record)
    for (const said of ['', '{"do":', '{"do":"status"}\n', '{"do":"watch"}\n']) {
      const socket = dial(record)
      socket.on('error', () => {})
      socket.write(said)
      await sleep(5)
      socket.destroy()
    }
    expect(await sittingOf(record)).not.toBeNull()
  })
})

describe('whoever watches', () => {
  test('is told at once, then of changes only, at most four times a second, and of the end', async () => {
    const record = newRecord()
    const { served, progress, worked } = await serve(record)
    progress.planned = 101
    const ended: number[] = []
    const watching = watchSitting(record, ({ runs }) => ended.push(runs.ended))
    while (ended.length === 0) await sleep(5)
    await sleep(600)
    expect(ended).toEqual([0])
    const changingMs = performance.now()
    for (let i = 1; i <= 100; i++) {
      progress.ended = i
      await sleep(5)
    }
    expect(ended.length).toBeGreaterThan(1)
    expect(ended.length).toBeLessThanOrEqual(3 + (performance.now() - changingMs) / 250)
    progress.ended = 101
    served?.close()
    expect(await watching).toBe(true)
    expect(ended.at(-1)).toBe(101)
    const times = worked()
    await sleep(300)
    expect(worked()).toBe(times)
  })

  test('costs nothing once nobody watches', async () => {
    const record = newRecord()
    const { worked } = await serve(record)
    const leaving = new AbortController()
    const watching = watchSitting(record, () => leaving.abort(), leaving.signal)
    expect(await watching).toBe(true)
    // The sitting hears a little later that it was left.
    for (let times = NaN; worked() !== times;) {
      times = worked()
      await sleep(600)
    }
  })
})

describe('what a sitting says of itself', () => {
  test('holds no instruction to a terminal, and no endless words', async () => {
    const record = newRecord()
    const { counts } = await serve(record)
    counts.lastFailure = `\u001b[2J500: ${'x'.repeat(10_000)}`
    const [provider] = (await sittingOf(record))?.providers ?? []
    expect(provider?.lastFailure).toMatch(/^␛\[2J500: x+$/)
    expect(provider?.lastFailure?.length).toBeLessThanOrEqual(300)
  })

  test('once it stops, it is neither paused nor retuned', async () => {
    const record = newRecord()
    const { stops, work } = await serve(record)
    expect(await steer(record, { do: 'stop' })).toMatchObject({ status: { state: 'stopping' } })
    expect(stops).toEqual([1])
    for (const command of [{ do: 'pause' }, { do: 'retune', runs: 9 }] as const)
      expect(await steer(record, command)).toMatchObject({ kind: 'refused' })
    expect(work.helm).toMatchObject({ runs: 4, gate: { isShut: false } })
  })

  test('one whose budget is spent while it is paused can be resumed to its end', async () => {
    const record = newRecord()
    const isOver = { now: false }
    const { work } = await serve(record, { isStopping: () => isOver.now })
    await steer(record, { do: 'pause' })
    isOver.now = true
    expect(await sittingOf(record)).toMatchObject({ state: 'paused' })
    expect(await steer(record, { do: 'resume' })).toMatchObject({ status: { state: 'stopping' } })
    expect(work.helm.gate.isShut).toBe(false)
  })
})
