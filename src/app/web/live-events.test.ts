/** What open pages are told, and that nothing stays behind when they are closed. */
import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { liveEvents } from './live-events.ts'
import type { RecordChanges } from './record-changes.ts'
import type { Sittings } from './sittings.ts'

/** A page that listens to a server on which this test says what happens. */
async function listening() {
  const heard = new Set<(record: string) => void>()
  const watched = new Set<unknown>()
  const changes: RecordChanges = {
    hear(one) {
      heard.add(one)
      return () => heard.delete(one)
    },
  }
  const sittings: Pick<Sittings, 'hear'> = {
    hear(one) {
      watched.add(one)
      return () => watched.delete(one)
    },
  }
  const stop = new AbortController()
  const app = new Hono()
  app.get('/', (context) => liveEvents(context, changes, sittings, stop.signal))
  const answer = await app.request('/')
  const reader = (answer.body as ReadableStream<Uint8Array>).getReader()
  const next = async (): Promise<string> => {
    const { value, done } = await reader.read()
    return done ? 'the end' : new TextDecoder().decode(value)
  }
  const hello = await next()
  return {
    hello,
    next,
    leave: () => reader.cancel(),
    stop: () => stop.abort(),
    changed: (record: string) => {
      for (const one of heard) one(record)
    },
    hearing: () => heard.size + watched.size,
  }
}

test('it says hello, and then what changed', async () => {
  const { hello, changed, next, leave } = await listening()
  expect(hello).toBe('event: hello\ndata: \n\n')
  changed('games')
  expect(await next()).toBe('event: changed\ndata: games\n\n')
  await leave()
})

test('whoever reads slowly is told the latest of each record, and not each of many changes', async () => {
  const { changed, next, leave } = await listening()
  for (let times = 0; times < 1000; times++) changed('games')
  changed('talk')
  expect(await next()).toContain('data: games')
  expect(await next()).toContain('data: talk')
  await leave()
})

test('a page that is closed leaves nothing behind', async () => {
  const { hearing, leave } = await listening()
  expect(hearing()).toBe(2)
  await leave()
  expect(hearing()).toBe(0)
})

test('it ends before the records are closed', async () => {
  const { hearing, stop, next } = await listening()
  stop()
  expect(hearing()).toBe(0)
  expect(await next()).toBe('the end')
})
