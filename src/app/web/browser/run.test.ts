/** The page of a run, as people use it: they slide through its ticks, follow an address to an entry, see which phase is lit. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accessibilityFaults } from './accessibility.ts'
import { browserPath, openBrowser } from './browser.ts'
import { coterie, startViewer, type Started } from './viewer-process.ts'

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
  }, 90_000)

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
    await page.close()
  }, 40_000)

  test('a round of the strip takes one to its first tick', async () => {
    const page = await open('')
    await page.getByRole('button', { name: 'round 5', exact: true }).click()
    await expect.poll(() => topOf(page, 'tick-8')).toBeLessThan(4)
    expect(await page.getByRole('slider').inputValue()).toBe('8')
    await page.close()
  }, 40_000)

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
  }, 40_000)

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
  }, 40_000)

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
    60_000,
  )

  test('without a complaint of the browser', () => {
    expect(complaints).toEqual([])
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
