/** What being looked at costs a run, and what a hundred runs at once cost the page that looks at them. */
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { remove } from '../matches.ts'
import { inTurn, type Timing } from '../measure.ts'
import { ran, serving, type Serving } from './commands.ts'
import { busySince, watchBusy, type Busy } from './looking.ts'

const RUNS = 100

export interface Watched {
  /** Alone, and with the server asked as a page asks it: speed as a multiple of alone. */
  readonly timings: readonly Timing[]
  /** Processor time of the viewer's server, as a share of the time for which runs were watched. */
  readonly serverShare: number
  readonly page: Busy
}

/** A hundred games of two models at once, replies after 200 ms, with nobody looking, with a server that is asked, and in a browser. */
export async function benchWatched(folder: string, browser: Browser, turns = 5): Promise<Watched> {
  const server = await serving(folder, 'practice', '--port', '0', '--latency', '200')
  const file = join(folder, 'watched.json')
  const db = join(folder, 'watched.sqlite')
  writeFileSync(
    join(folder, 'coterie.providers.yaml'),
    `providers: { practice: { base_url: "${server.url.replace(/\/v1$/, '')}/v1" } }\n`,
  )
  const model = { policy: 'llm', model: 'practice/reciprocator' }
  writeFileSync(
    file,
    JSON.stringify({
      experiment: 'watched',
      scenario: 'matrix-game',
      parameters: { game: 'prisoners-dilemma', rounds: 10 },
      cast: { row: model, column: model },
      replicates: RUNS,
    }),
  )
  const play = async (): Promise<void> => {
    remove(db)
    await ran(folder, 'run', file, '--db', db, '--concurrency', String(RUNS), '--json')
  }
  try {
    await play()
    const viewer = await serving(folder, 'view', folder)
    try {
      let cpuMs = 0
      let watchedMs = 0
      const playAsked = async (): Promise<void> => {
        const [cpu, start] = [viewer.cpuMs(), performance.now()]
        const leave = asking(viewer, 'watched')
        await play()
        await leave()
        cpuMs += viewer.cpuMs() - cpu
        watchedMs += performance.now() - start
      }
      const timings = await inTurn(
        [
          { name: 'nobody looks', run: play },
          { name: 'a server is asked', run: playAsked },
        ],
        turns,
      )
      const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
      await page.goto(`${viewer.url}/#/watched/runs`)
      await page.waitForSelector('a[href*="/run/"]')
      await watchBusy(page)
      await play()
      const busy = await busySince(page)
      await page.close()
      return { timings, serverShare: cpuMs / watchedMs, page: busy }
    } finally {
      await viewer.end()
    }
  } finally {
    await server.end()
    rmSync(join(folder, 'coterie.providers.yaml'))
  }
}

/** Asks as the page of runs does: hears what changes, and asks anew at most every 700 ms. Gives back what ends it. */
function asking({ url }: Serving, record: string): () => Promise<void> {
  const ending = new AbortController()
  const heard = hear(`${url}/api/live`, ending.signal)
  const ask = setInterval(() => {
    for (const path of PAGE_OF_RUNS)
      void fetch(`${url}/api/records/${record}/${path}`)
        .then((answer) => answer.arrayBuffer())
        .catch(() => undefined)
  }, 700)
  return async () => {
    clearInterval(ask)
    ending.abort()
    await heard
  }
}

/** What the page of runs asks beneath a record. */
const PAGE_OF_RUNS = ['head', 'grid', 'runs']

async function hear(url: string, signal: AbortSignal): Promise<void> {
  try {
    const answer = await fetch(url, { signal })
    for await (const _ of answer.body ?? []) if (signal.aborted) return
  } catch {
    // It was ended, by us or with its server.
  }
}
