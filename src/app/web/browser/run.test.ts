/** The page of a run, as people use it: they slide through its ticks, follow an address to an entry, see which phase is lit, and follow it while it is played. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { accessibilityFaults } from './accessibility.ts'
import { inBackground, type Background } from './background.ts'
import { browserPath, openBrowser } from './browser.ts'
import { startHeldModel, type HeldModel } from './held-model.ts'
import { coterie, startViewer, type Started } from './viewer-process.ts'

/** For what other processes do: they may be slow where much else is done. */
const WAIT = { timeout: 60_000 }

/** Seven rounds of two ticks each: 14 ticks. */
const DESIGN = `experiment: seven-rounds
about: Does trust last?
scenario: trust-game
parameters: { rounds: 7 }
cast:
  trustor: { policy: llm, model: simulated/reciprocator }
  trustee: { policy: llm, model: simulated/reciprocator }
`

describe.skipIf(browserPath() === undefined)('the page of a run', () => {
  const folder = mkdtempSync(join(tmpdir(), 'coterie-run-'))
  let browser: Browser
  let viewer: Started
  let address: string
  const complaints: string[] = []

  beforeAll(async () => {
    const [db, design] = [join(folder, 'trust.sqlite'), join(folder, 'trust.yaml')]
    writeFileSync(design, DESIGN)
    await coterie('run', design, '--db', db, '--quiet')
    viewer = await startViewer(db)
    browser = await openBrowser()
    const page = await browser.newPage()
    await page.goto(viewer.url)
    const link = page.locator('a[href*="/run/run_"]').first()
    address = new URL((await link.getAttribute('href')) ?? '', viewer.url).href.split('?')[0] ?? ''
    await page.close()
  })

  afterAll(async () => {
    await browser.close()
    await viewer.end()
    rmSync(folder, { recursive: true })
  })

  async function open(query: string, options: object = {}): Promise<Page> {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options })
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.goto(`${address}${query}`)
    await page.locator('.line').first().waitFor()
    return page
  }

  const lit = (page: Page, phase: string) =>
    page.getByRole('img', { name: new RegExp(`^${phase}.*the phase of this tick`) })

  test('slides through ticks: the phase is lit, the transcript and the strip follow, the address says where', async () => {
    const page = await open('')
    await lit(page, 'sending').waitFor()
    const slider = page.getByRole('slider')
    await slider.focus()
    for (let step = 0; step < 3; step++) await page.keyboard.press('ArrowRight')
    await lit(page, 'returning').waitFor()
    expect(await slider.getAttribute('aria-valuetext')).toMatch(
      /^Tick 3 of 13 · round 2 · returning/,
    )
    expect(await page.locator('.strip [aria-current=step]').innerText()).toContain('2')
    await expect.poll(() => page.url()).toContain('?tick=3')
    await expect.poll(() => topOf(page, 'tick-3')).toBeLessThan(4)
    await page.keyboard.press('End')
    await expect.poll(() => slider.getAttribute('aria-valuetext')).toMatch(/^Tick 13 of 13/)
    await page.getByRole('button', { name: 'The round before' }).click()
    await expect.poll(() => slider.getAttribute('aria-valuetext')).toMatch(/^Tick 12 /)
    // Single letters do it from anywhere on the page.
    await slider.blur()
    await page.keyboard.press('k')
    await expect.poll(() => slider.getAttribute('aria-valuetext')).toMatch(/^Tick 11 /)
    await page.keyboard.press('j')
    await expect.poll(() => slider.getAttribute('aria-valuetext')).toMatch(/^Tick 12 /)
    await page.close()
  })

  test('a round of the strip takes one to its first tick', async () => {
    const page = await open('')
    await page.getByRole('button', { name: 'round 5', exact: true }).click()
    await expect.poll(() => topOf(page, 'tick-8')).toBeLessThan(4)
    expect(await page.getByRole('slider').inputValue()).toBe('8')
    await page.close()
  })

  test('an address leads to any entry, and marks it; one that only prepares another is found among all', async () => {
    const page = await open('?entry=27')
    await page.locator('#entry-27.line-marked').waitFor()
    expect(await page.locator('.tick:has(#entry-27) h3').innerText()).toContain('Tick 3')
    await page.goto(`${address}?entry=3`)
    await page.locator('#entry-3.line-marked').waitFor()
    const every = page.getByRole('button', { name: 'Every entry' })
    expect(await every.getAttribute('aria-pressed')).toBe('true')
    expect(await page.locator('#entry-3 code').first().innerText()).toBe('decision-asked')
    await page.close()
  })

  test('shows what is wanted of whom', async () => {
    const page = await open('')
    await page.getByLabel('What', { exact: true }).selectOption('payoffs')
    await page.getByText('7 of 14 ticks').waitFor()
    await expect.poll(() => page.locator('.line-decided').count()).toBe(0)
    await page.getByLabel('With the words').fill('no such words')
    await page.getByText('Nothing in this run is like that.').waitFor()
    await page.getByRole('button', { name: 'Show all' }).click()
    await page.locator('.line-decided').first().waitFor()
    await page.close()
  })

  test('stays where it is wished to be, whatever is done to the window: made nothing, very high, a sheet of paper', async () => {
    for (const width of [1280, 375]) {
      const page = await open('?tick=10', { viewport: { width, height: 800 } })
      await expect.poll(() => isInSight(page, 'tick-10')).toBe(true)
      await page.screenshot({ fullPage: true })
      // For a picture of the whole page the window may be nothing for a moment: 76 hundredths of a pixel are none.
      for (const height of [1, 12_000, 1, 300, 800]) {
        await page.setViewportSize({ width: height === 1 ? 1 : width, height })
        await framesPass(page)
      }
      await expect.poll(() => isInSight(page, 'tick-10')).toBe(true)
      await page.emulateMedia({ media: 'print' })
      await framesPass(page)
      await page.emulateMedia({ media: null })
      await expect.poll(() => isInSight(page, 'tick-10')).toBe(true)
      await page.getByLabel('What', { exact: true }).selectOption('payoffs')
      await page.getByText('7 of 14 ticks').waitFor()
      await page.setViewportSize({ width: 1, height: 1 })
      await framesPass(page)
      await page.setViewportSize({ width, height: 800 })
      await expect.poll(() => isInSight(page, 'tick-11')).toBe(true)
      await page.close()
    }
  })

  test.each(['light', 'dark'] as const)(
    'keeps nobody out, in %s, on a desk and on a phone',
    async (colorScheme) => {
      for (const width of [1280, 375]) {
        const page = await open('?tick=3', { colorScheme, viewport: { width, height: 800 } })
        await page.locator('.phase-lit').first().waitFor()
        expect(await accessibilityFaults(page)).toEqual([])
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
          width,
        )
        await page.getByRole('button', { name: 'Every entry' }).click()
        await page.locator('.line-raw').first().waitFor()
        expect(await accessibilityFaults(page)).toEqual([])
        await page.close()
      }
    },
  )

  test('without a complaint of the browser', () => {
    expect(complaints).toEqual([])
  })
})

/** Thirty rounds of two ticks, and one call in each tick: the test says when a tick is closed. */
const LIVE = `experiment: followed
scenario: trust-game
parameters: { rounds: 30 }
cast:
  trustor: { policy: llm, model: held/any }
  trustee: { policy: llm, model: held/any }
replicates: 2
invalid: { reask: 0, then: abort }
`

describe.skipIf(browserPath() === undefined)('a run that is played', () => {
  const folder = mkdtempSync(join(tmpdir(), 'coterie-followed-'))
  const complaints: string[] = []
  let model: HeldModel | undefined
  let player: Background | undefined
  let viewer: Started | undefined
  let browser: Browser | undefined
  let page: Page
  let runs: string[]

  const play = () =>
    inBackground(folder, /(?:)/, 'run', 'live.yaml', '--db', 'live.sqlite', '--concurrency', '1')

  beforeAll(async () => {
    model = await startHeldModel()
    const provider = `providers: { held: { base_url: "${model.url}" } }\n`
    writeFileSync(join(folder, 'coterie.providers.yaml'), provider)
    writeFileSync(join(folder, 'live.yaml'), LIVE)
    player = await play()
    viewer = await vi.waitFor(() => startViewer(join(folder, 'live.sqlite')), WAIT)
    runs = await vi.waitFor(async () => {
      const response = await fetch(`${viewer?.url}/api/records/live/runs/page`)
      const page = (await response.json()) as { runs: readonly { runId: string }[] }
      expect(page.runs).toHaveLength(2)
      return page.runs.map(({ runId }) => runId)
    }, WAIT)
    browser = await openBrowser()
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
  })

  afterAll(async () => {
    await browser?.close()
    await viewer?.end()
    await player?.end()
    model?.end()
    rmSync(folder, { recursive: true })
  })

  const open = (run: string) => page.goto(`${viewer?.url}/#/live/run/${run}`)
  const slider = () => page.getByRole('slider')
  const follow = () => page.getByRole('button', { name: 'Follow' })
  /** The last tick, and the one that the page is at. */
  const ticks = async () => [
    Number(await slider().getAttribute('max')),
    Number(await slider().inputValue()),
  ]
  const state = (words: string) => page.getByRole('status').filter({ hasText: words })

  test('is at first one of which nothing is closed, then one that grows, its end in view', async () => {
    await open(runs[0] ?? '')
    await state('its first tick is shown when it is closed').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    model?.answer(9, '1')
    await expect.poll(ticks, WAIT).toEqual([8, 8])
    await state('This run is played at this moment.').waitFor()
    await page.getByRole('img', { name: /^sending.*the phase of this tick/ }).waitFor()
    model?.answer(1, '1')
    await expect.poll(ticks, WAIT).toEqual([9, 9])
    await page.getByRole('img', { name: /^returning.*5 ticks.*the phase of this tick/ }).waitFor()
    await expect.poll(() => page.locator('.strip [aria-current=step]').innerText()).toContain('5')
    await expect.poll(() => isInSight(page, 'tick-9'), WAIT).toBe(true)
    expect(page.url()).not.toContain('tick=')
  })

  test('stays where its reader is, who scrolled back or slid, until the end is wanted again', async () => {
    const reel = page.locator('.reel')
    await reel.hover()
    const still = await reel.evaluateHandle((element) => {
      const ended = new Promise((resolve) => element.addEventListener('scrollend', resolve))
      return { ended }
    })
    await page.mouse.wheel(0, -300)
    await still.evaluate(({ ended }) => ended)
    await expect.poll(() => follow().getAttribute('aria-pressed')).toBe('false')
    await page.locator('.line').first().waitFor()
    const seen = await inSight(page)
    const [, at] = await ticks()
    model?.answer(6, '1')
    await expect.poll(ticks, WAIT).toEqual([15, at])
    expect(await inSight(page)).toEqual(seen)

    await slider().focus()
    await page.keyboard.press('Home')
    model?.answer(5, '1')
    await expect.poll(ticks, WAIT).toEqual([20, 0])
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('tick-slider')
    await expect.poll(() => isInSight(page, 'tick-0'), WAIT).toBe(true)

    await follow().click()
    await expect.poll(ticks, WAIT).toEqual([20, 20])
    model?.answer(3, '1')
    await expect.poll(ticks, WAIT).toEqual([23, 23])
    await expect.poll(() => isInSight(page, 'tick-23'), WAIT).toBe(true)
  })

  test('has pages of what was known, and of forks, on which nothing moves while it grows', async () => {
    const back = page.url()
    await page.goto(`${viewer?.url}/#/live/knew/${runs[0] ?? ''}/2/p1`)
    const at = page.getByRole('slider', { name: 'Tick', exact: true })
    await at.focus()
    await page.getByText('this tick').first().waitFor()
    await page.evaluate(() => scrollTo(0, 120))
    const scrolled = await page.evaluate(() => scrollY)
    model?.answer(2, '1')
    await expect.poll(() => at.getAttribute('max'), WAIT).toBe('25')
    const stand = await page.evaluate(() => [document.activeElement?.id, scrollY])
    expect([await at.inputValue(), ...stand]).toEqual(['2', 'knew-tick', scrolled])

    await page.goto(`${viewer?.url}/#/live/forks`)
    await page.getByText('No run of this record was forked.').waitFor()
    const tab = page.getByRole('link', { name: 'Forks' })
    await tab.focus()
    const answered = page.waitForResponse((response) => response.url().endsWith('/forks'))
    model?.answer(2, '1')
    await answered
    expect(await tab.evaluate((link) => link === document.activeElement)).toBe(true)

    await page.goto(back)
    await expect.poll(ticks, WAIT).toEqual([27, 27])
  })

  test('is asked for what is new alone, also where only some of it is shown', async () => {
    await page.getByLabel('What', { exact: true }).selectOption('payoffs')
    await page.getByText('14 of 28 ticks').waitFor()
    const asked: URL[] = []
    const note = (request: { url(): string }) => void asked.push(new URL(request.url()))
    page.on('request', note)
    model?.answer(4, '1')
    await page.getByText('16 of 32 ticks').waitFor()
    await expect.poll(() => page.locator('.strip thead button').count(), WAIT).toBe(16)
    page.off('request', note)
    const froms = (path: string) =>
      asked
        .filter(({ pathname }) => pathname.endsWith(path))
        .map(({ searchParams }) => Number(searchParams.get('from')))
    for (const path of ['ticks/0', 'found']) {
      expect(froms(path).length).toBeGreaterThan(0)
      expect(Math.min(...froms(path))).toBeGreaterThanOrEqual(28)
    }
    // The column of the round that was open.
    expect(Math.min(...froms('strip/0'))).toBeGreaterThanOrEqual(26)
    await page.getByRole('button', { name: 'Show all' }).click()
    await expect.poll(() => isInSight(page, 'tick-31'), WAIT).toBe(true)
  })

  test('comes to its end: it is said once, and nobody loses their place', async () => {
    await follow().focus()
    const said = await sayings(page)
    model?.answer(28, '1')
    await state('The run has come to its end: finished after 60 ticks.').waitFor()
    await expect.poll(ticks, WAIT).toEqual([59, 59])
    await page.getByText('The run finished.').waitFor()
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('tick-slider')
    expect(await said()).toEqual(['The run has come to its end: finished after 60 ticks.'])
    expect(await accessibilityFaults(page)).toEqual([])
  })

  test('may be left, gone on with, and break in the middle', async () => {
    await open(runs[1] ?? '')
    await state('its first tick is shown when it is closed').waitFor()
    model?.answer(4, '1')
    await expect.poll(ticks, WAIT).toEqual([3, 3])
    await player?.end()
    await state('nobody plays it at present').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    player = await play()
    model?.answer(3, '1')
    await expect.poll(ticks, WAIT).toEqual([6, 6])
    await state('This run is played at this moment.').waitFor()
    model?.answer(1, 'I would rather not say.')
    await state('The run has come to its end: aborted after 8 ticks.').waitFor()
    await expect.poll(() => isInSight(page, 'tick-7'), WAIT).toBe(true)
    await page.getByText(/^The run aborted: /).waitFor()
    // Runs that had not begun were asked for, and not found.
    expect(complaints.filter((words) => !words.includes('404'))).toEqual([])
  })

  test('may be looked at when the viewer is ended: the page says so, and the terminal nothing of it', async () => {
    const said = await viewer?.end()
    await page.getByText('The server cannot be reached').waitFor()
    expect(said).toMatch(/^waiting for open pages[^\n]*\n$/)
  })
})

/** How far an element of the transcript is from the transcript's upper edge, in CSS pixels. */
async function topOf(page: Page, id: string): Promise<number> {
  return page.evaluate((wanted) => {
    const [element, reel] = [document.getElementById(wanted), document.querySelector('.reel')]
    if (element === null || reel === null) return Infinity
    const article = element.parentElement ?? element
    return Math.abs(article.getBoundingClientRect().top - reel.getBoundingClientRect().top)
  }, id)
}

/** The first tick in sight of the transcript, and where it is in CSS pixels. */
async function inSight(page: Page): Promise<readonly [string | undefined, number]> {
  return page.evaluate(() => {
    const top = document.querySelector('.reel')?.getBoundingClientRect().top ?? 0
    const first = [...document.querySelectorAll('.tick')].find(
      (tick) => tick.getBoundingClientRect().bottom > top + 1,
    )
    return [first?.querySelector('h3')?.id, Math.round(first?.getBoundingClientRect().top ?? 0)]
  })
}

/** Two frames: what was measured in the first has been drawn by the second. A page that never comes to rest has none. */
async function framesPass(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(() => resolve()))
      }),
  )
}

/** True where a tick stands within the edges of the transcript, wholly or in part. */
async function isInSight(page: Page, id: string): Promise<boolean> {
  return page.evaluate((wanted) => {
    const [head, reel] = [document.getElementById(wanted), document.querySelector('.reel')]
    const [tick, box] = [
      head?.parentElement?.getBoundingClientRect(),
      reel?.getBoundingClientRect(),
    ]
    return (
      tick !== undefined &&
      box !== undefined &&
      tick.bottom > box.top + 1 &&
      tick.top < box.bottom - 1
    )
  }, id)
}

/** Gathers what the page has read aloud from then on; gives it back. */
async function sayings(page: Page): Promise<() => Promise<string[]>> {
  const said = await page.evaluateHandle(() => {
    const words: string[] = []
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const element = target instanceof Element ? target : target.parentElement
        const region = element?.closest('[role=status], [role=alert], [aria-live=polite]')
        const text = region?.textContent
        if (typeof text === 'string' && text !== '' && text !== words.at(-1)) words.push(text)
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true })
    return words
  })
  return () => said.jsonValue()
}
