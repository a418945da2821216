/** The viewer in a real browser: how soon a record of a million entries is there, how it scrolls, and what being looked at costs. */
import type { Browser } from 'playwright-core'
import { browserPath, openBrowser } from '../../src/app/web/browser/browser.ts'
import { median } from '../measure.ts'
import { serving } from './commands.ts'
import { firstPageMs, scrolled, type Frames } from './looking.ts'
import { sampleOf, type Sample } from './records.ts'
import { benchWatched, type Watched } from './watched-play.ts'

export interface Looked {
  readonly what: string
  readonly entries: number
  /** Wall milliseconds until the first rows are there, medians over fresh browsers. */
  readonly firstPageMs: number
  readonly frames: Frames | null
}

export interface ViewerBench {
  readonly looked: readonly Looked[]
  readonly watched: Watched
}

const ENTRIES = 1_000_000
const TURNS = 5
const SCROLL_MS = 4_000

/** Undefined where this machine has no browser. */
export async function benchViewer(folder: string): Promise<ViewerBench | undefined> {
  if (browserPath() === undefined) return undefined
  const many = await sampleOf(folder, 'many', ENTRIES, 625)
  const long = await sampleOf(folder, 'long', ENTRIES, 1)
  const browser = await openBrowser()
  try {
    const looked = await look(folder, browser, many, long)
    return { looked, watched: await benchWatched(folder, browser) }
  } finally {
    await browser.close()
  }
}

async function look(
  folder: string,
  browser: Browser,
  many: Sample,
  long: Sample,
): Promise<Looked[]> {
  const viewer = await serving(folder, 'view', many.path, long.path)
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
    await page.goto(`${viewer.url}/#/long/runs`)
    const run = await page.waitForSelector('a[href*="/run/"]')
    const address = (await run.getAttribute('href')) ?? ''
    const places = [
      {
        what: 'the runs of 625 runs',
        sample: many,
        hash: '#/many/runs',
        shown: 'a[href*="/run/"]',
        box: '.virtual',
      },
      {
        what: 'one run of 125,000 rounds',
        sample: long,
        hash: address,
        shown: '.entry',
        box: '.virtual',
      },
    ]
    const all: Looked[] = []
    for (const { what, sample, hash, shown, box } of places) {
      const url = `${viewer.url}/${hash}`
      const times: number[] = []
      for (let turn = 0; turn < TURNS; turn++) times.push(await firstPageMs(browser, url, shown))
      await page.goto('about:blank')
      await page.goto(url)
      await page.waitForSelector(shown)
      const frames = await scrolled(page, box, SCROLL_MS)
      all.push({ what, entries: sample.entries, firstPageMs: median(times), frames })
    }
    await page.close()
    return all
  } finally {
    await viewer.end()
  }
}
