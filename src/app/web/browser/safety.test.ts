/** Whatever models, people and files say is text on every page, and does nothing: in the viewer, on a static site, at a seat. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { HOSTILE_TEXTS, hostileTexts } from '../testing/hostile-texts.ts'
import { browserPath, openBrowser } from './browser.ts'
import { crawl } from './crawl.ts'
import { hostileRecords } from './hostile-records.ts'
import { startRun } from './seats-process.ts'
import { coterie, startViewer } from './viewer-process.ts'
import { watchedPage } from './watched-page.ts'

/** What a viewer has to show. */
const KINDS = ['', 'runs', 'run', 'knew', 'plots', 'forks', 'codings']

describe.skipIf(browserPath() === undefined)('hostile words', { timeout: 300_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'coterie-hostile-'))
  let browser: Browser
  let records: string[]

  beforeAll(async () => {
    records = await hostileRecords(folder)
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser.close()
    rmSync(folder, { recursive: true })
  })

  /** Visits everything from an address on. */
  const visitAll = async (start: string, own: string): Promise<string> => {
    const context = await browser.newContext({ viewport: { width: 1200, height: 900 } })
    const { page, wrongs } = await watchedPage(context, own)
    let words = ''
    const kinds = await crawl(page, start, async (address) => {
      expect({ address, wrongs: await wrongs() }).toEqual({ address, wrongs: [] })
      words += await page.locator('body').innerText()
    })
    expect([...kinds]).toEqual(expect.arrayContaining(KINDS))
    await context.close()
    return words
  }

  /** Some of them, as they are to be read. */
  const expectRead = (words: string): void => {
    for (const kind of ['script', 'broken image', 'link of Markdown', 'braces of a template'])
      expect(words).toContain(HOSTILE_TEXTS[kind])
    // Marks that nobody sees are seen.
    expect(words).toContain('paid \\u{202e}000,1\\u{202c} to p2')
    expect(words).toContain('␛[31mred␛[0m')
  }

  test('would be seen if they did anything', async () => {
    const context = await browser.newContext()
    for (const [kind, seen] of [
      ['script', 'something ran'],
      ['broken image', 'attribute: onerror'],
      ['image from elsewhere', 'asked elsewhere: http://leak.invalid/pixel.png'],
      ['link of HTML', 'element: <a href="javascript:'],
      ['frame', 'element: <iframe'],
    ] as const) {
      const { page, wrongs } = await watchedPage(context, 'about:')
      await page.setContent(`<main>${HOSTILE_TEXTS[kind]}</main>`)
      expect((await wrongs()).join('\n')).toContain(seen)
      await page.close()
    }
    await context.close()
  })

  test('are read in the viewer, and do nothing', async () => {
    const viewer = await startViewer(...records)
    try {
      expectRead(await visitAll(`${viewer.url}/`, viewer.url))
    } finally {
      await viewer.end()
    }
  })

  test('are read on a static site, and do nothing', async () => {
    const site = join(folder, `a site of "><script>window.hacked=70<`)
    await coterie('view', ...records, '--export', site)
    const start = pathToFileURL(join(site, 'index.html')).href
    expectRead(await visitAll(start, pathToFileURL(site).href))
  })

  test('are read at a seat, and do nothing', async () => {
    const all = hostileTexts.map((text) => text.toWellFormed()).join('\n\n')
    const experiment = {
      experiment: 'hostile-seat',
      scenario: 'group-discussion',
      parameters: { brief: all, rounds: 1, order: 'simultaneous', names: 'neutral', longest: 5000 },
      cast: {
        speaker: [
          {
            name: '<img src=x onerror=window.hacked=71>',
            policy: 'human',
            consent: all,
            debrief: all,
          },
          { policy: 'llm', model: 'simulated/cooperator' },
        ],
      },
      treatments: { '</title><script>window.hacked=72</script>': {} },
    }
    const file = join(folder, 'seat.json')
    writeFileSync(file, JSON.stringify(experiment))
    const played = await startRun(file, join(folder, 'seat.sqlite'), 1)
    const context = await browser.newContext({ viewport: { width: 320, height: 640 } })
    const link = played.links[0] ?? ''
    const { page, wrongs } = await watchedPage(context, new URL(link).origin)
    const words: string[] = []
    const look = async (): Promise<void> => {
      expect(await wrongs()).toEqual([])
      words.push(await page.locator('main').innerText())
      const width = await page.evaluate(() => document.documentElement.scrollWidth)
      expect(width).toBeLessThanOrEqual(320)
    }
    try {
      await page.goto(link)
      await page.getByRole('button', { name: 'I agree' }).waitFor()
      await look()
      await page.getByRole('button', { name: 'I agree' }).click()
      const answer = page.getByLabel('Your words')
      await answer.waitFor()
      await look()
      await answer.fill(all.slice(0, 5000))
      await page.getByRole('button', { name: 'Send' }).click()
      await page.getByRole('heading', { name: 'Thank you' }).waitFor()
      await look()
      for (const one of words) expectRead(one)
      expect(await played.ended).toBe(0)
    } finally {
      await context.close()
      await played.end()
    }
  })
})
