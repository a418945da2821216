/** The viewer opens in a real browser. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accessibilityFaults } from './accessibility.ts'
import { browserPath, openBrowser } from './browser.ts'
import { coterie, startViewer, type Started } from './viewer-process.ts'

describe.skipIf(browserPath() === undefined)('the viewer', () => {
  const folder = mkdtempSync(join(tmpdir(), 'coterie-view-'))
  let browser: Browser
  let viewer: Started

  beforeAll(async () => {
    const db = join(folder, 'showcase.sqlite')
    await coterie('run', 'scenarios/matrix-game/experiments/showcase.yaml', '--db', db, '--quiet')
    viewer = await startViewer(db)
    browser = await openBrowser()
  })

  afterAll(async () => {
    await browser.close()
    await viewer.end()
    rmSync(folder, { recursive: true })
  })

  test('opens with its pages, and without a complaint of the browser', async () => {
    const page = await browser.newPage()
    const complaints: string[] = []
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.goto(viewer.url)
    await page.getByRole('link', { name: 'Forks' }).click()
    await page.getByRole('heading', { name: 'Forks' }).waitFor()
    expect(complaints).toEqual([])
    expect(await accessibilityFaults(page)).toEqual([])
    await page.close()
  })

  test('tells what its words mean and what its keys do, which can be switched off', async () => {
    const page = await browser.newPage()
    await page.goto(viewer.url)
    await page.getByRole('button', { name: 'treatment', exact: true }).click()
    const help = page.getByRole('dialog', { name: 'Help' })
    await help.locator('[aria-current]').getByText('One combination of what').waitFor()
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      expect(await accessibilityFaults(page)).toEqual([])
    }
    await page.keyboard.press('Escape')
    await help.waitFor({ state: 'detached' })
    await page.keyboard.press('/')
    const search = page.getByRole('searchbox')
    expect(await search.evaluate((field) => field === document.activeElement)).toBe(true)
    // What is written is no key.
    await page.keyboard.type('?')
    expect(await search.inputValue()).toBe('?')
    expect(await help.count()).toBe(0)
    await search.blur()
    await page.keyboard.press('?')
    await help.getByRole('row', { name: '/ the search field of the page' }).waitFor()
    await help.getByLabel('Letters, digits and signs are keys').uncheck()
    await help.getByRole('button', { name: 'Close' }).click()
    await page.keyboard.press('?')
    expect(await help.count()).toBe(0)
    await page.getByRole('button', { name: 'Help' }).click()
    await help.waitFor()
    await page.close()
  })

  test('each window says in its title what it shows', async () => {
    const page = await browser.newPage()
    await page.goto(viewer.url)
    const run = page.getByRole('region', { name: 'Runs', exact: true }).getByRole('link').first()
    await expect.poll(() => page.title()).toBe('Runs · showcase · Coterie')
    const short = await run.innerText()
    await run.click()
    await expect.poll(() => page.title()).toBe(`Run ${short} · showcase · Coterie`)
    await page.close()
  })
})
