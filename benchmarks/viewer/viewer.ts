/** The viewer in a real browser: how soon a record of a million entries is there, how it moves, and what being looked at costs. */
import type { Browser } from 'playwright-core'
import { browserPath, openBrowser } from '../../src/app/web/browser/browser.ts'
import { median } from '../measure.ts'
import { serving, type Serving } from './commands.ts'
import { counted, dragged, firstPageMs, heapMb, watching, wheeled, type Moved } from './looking.ts'
import { benchPublished, type Published } from './published.ts'
import { sampleOf, type Sample } from './records.ts'
import { benchLivePage, benchWatched, type Watched } from './watched.ts'

export interface FirstPage {
  readonly what: string
  readonly entries: number
  /** Wall milliseconds until the first rows are there, a fresh browser each time. */
  readonly medianMs: number
  readonly mostMs: number
}

export interface Moving extends Moved {
  readonly what: string
}

export interface ViewerBench {
  readonly firstPages: readonly FirstPage[]
  readonly moving: readonly Moving[]
  /** At the end of all that. */
  readonly serverMb: number
  readonly pageMb: number
  readonly watched: Watched
  /** The record of very many runs as a static site. */
  readonly published: Published
  /** A page of runs while a hundred are in flight. */
  readonly live: Moved
}

const ENTRIES = 1_000_000
const MANY_RUNS = 100_000
const TURNS = 5
const MOVE_MS = 3_000

/** Undefined where this machine has no browser. */
export async function benchViewer(folder: string): Promise<ViewerBench | undefined> {
  if (browserPath() === undefined) return undefined
  const samples = {
    many: await sampleOf(folder, 'many', ENTRIES, 625),
    long: await sampleOf(folder, 'long', ENTRIES, 1),
    wide: await sampleOf(folder, 'wide', ENTRIES, MANY_RUNS),
  }
  const browser = await openBrowser()
  try {
    const looked = await look(folder, browser, samples)
    const published = await benchPublished(folder, browser, samples.wide)
    const live = await benchLivePage(folder, browser)
    return { ...looked, published, live, watched: await benchWatched(folder) }
  } finally {
    await browser.close()
  }
}

type Looked = Omit<ViewerBench, 'watched' | 'published' | 'live'>

const RUN_ROW = '.run-table a[href*="/run/"]'
const TICK = '.tick:not([aria-busy=true]) .lines li'

async function look(
  folder: string,
  browser: Browser,
  { many, long, wide }: Readonly<Record<'many' | 'long' | 'wide', Sample>>,
): Promise<Looked> {
  const viewer = await serving(folder, 'view', many.path, long.path, wide.path)
  try {
    const run = `long/run/${await onlyRun(viewer)}`
    const middle = Math.floor(long.entries / 16)
    const firstPages: FirstPage[] = []
    for (const [what, { entries }, place, selector] of [
      [`${many.runs} runs`, many, 'many/runs', RUN_ROW],
      [`${wide.runs.toLocaleString('en')} runs`, wide, 'wide/runs', RUN_ROW],
      ['one run', long, run, TICK],
      ['one run, at its middle', long, `${run}?tick=${middle}`, `#tick-${middle}`],
    ] as const) {
      const times: number[] = []
      for (let turn = 0; turn < TURNS; turn++)
        times.push(await firstPageMs(browser, `${viewer.url}/#/${place}`, selector))
      firstPages.push({ what, entries, medianMs: median(times), mostMs: Math.max(...times) })
    }
    const moving = await moved(browser, viewer, run)
    return { firstPages, ...moving, serverMb: viewer.memoryMb() }
  } finally {
    await viewer.end()
  }
}

async function moved(
  browser: Browser,
  { url }: Serving,
  run: string,
): Promise<Pick<ViewerBench, 'moving' | 'pageMb'>> {
  const moving: Moving[] = []
  const runs = await watching(browser, `${url}/#/wide/runs`, RUN_ROW)
  const list = '.run-window'
  const wheel = await counted(runs, () => wheeled(runs, list, MOVE_MS / 1_000))
  moving.push({ what: 'the list of runs, by the wheel', ...wheel })
  const bar = await counted(runs, () => dragged(runs, list, MOVE_MS))
  moving.push({ what: 'the list of runs, end to end by its bar', ...bar })
  await runs.page.close()

  const one = await watching(browser, `${url}/#/${run}`, TICK)
  const read = await counted(one, () => wheeled(one, '.reel', MOVE_MS / 1_000))
  moving.push({ what: 'a transcript, by the wheel', ...read })
  const leafed = await counted(one, () => dragged(one, '.reel', MOVE_MS))
  moving.push({ what: 'a transcript, end to end by its bar', ...leafed })
  const slid = await counted(one, () => dragged(one, '#tick-slider', MOVE_MS))
  moving.push({ what: 'a transcript, end to end by its slider', ...slid })
  const pageMb = await heapMb(one)
  await one.page.close()
  return { moving, pageMb }
}

async function onlyRun({ url }: Serving): Promise<string> {
  const answer = await fetch(`${url}/api/records/long/runs/page?count=1`)
  const { runs } = (await answer.json()) as { runs: { runId: string }[] }
  return runs[0]?.runId ?? ''
}
