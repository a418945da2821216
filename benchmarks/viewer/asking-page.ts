/** A process that asks a viewer as its page of runs does, without a browser: its argument is the viewer's address, its messages are the records to look at, empty for none. */
import { setTimeout as sleep } from 'node:timers/promises'

/** What the page of runs asks beneath a record whenever it has changed, at most every 700 ms. */
const ASKED = [
  'runs/head',
  'runs/grid/status',
  'runs/page?offset=0&count=100',
  'runs/spend',
] as const
const REST_MS = 700

const url = process.argv[2] ?? ''
let leaving = new AbortController()

process.on('message', (record: string) => {
  leaving.abort()
  if (record === '') return
  leaving = new AbortController()
  const { signal } = leaving
  look(record, signal).catch((error: unknown) => {
    if (!signal.aborted) throw error
  })
})

async function look(record: string, signal: AbortSignal): Promise<void> {
  const changes = { count: 0 }
  await ask('records', signal)
  await askAll(record, signal)
  void hear(record, changes, signal)
  for (let seen = 0; ; await sleep(REST_MS, undefined, { signal })) {
    if (changes.count === seen) continue
    seen = changes.count
    await askAll(record, signal)
  }
}

async function askAll(record: string, signal: AbortSignal): Promise<void> {
  await Promise.all(ASKED.map((path) => ask(`records/${record}/${path}`, signal)))
}

async function ask(path: string, signal: AbortSignal): Promise<void> {
  const answer = await fetch(`${url}/api/${path}`, { signal })
  await answer.arrayBuffer()
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
}

async function hear(record: string, changes: { count: number }, signal: AbortSignal) {
  try {
    const { body } = await fetch(`${url}/api/live`, { signal })
    const words = new TextDecoder()
    for await (const chunk of body ?? [])
      if (words.decode(chunk).includes(`event: changed\ndata: ${record}`)) changes.count++
  } catch {
    // It was left, or its server ended.
  }
}
