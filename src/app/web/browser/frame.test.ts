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
  }, 60_000)

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
})
