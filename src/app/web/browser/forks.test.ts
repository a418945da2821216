/** Forks as a tree, and a fork beside its parent, in a real browser. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accessibilityFaults } from './accessibility.ts'
import { browserPath, openBrowser } from './browser.ts'
import { coterie, startViewer, type Started } from './viewer-process.ts'

const QUARREL = {
  experiment: 'quarrel',
  scenario: 'matrix-game',
  parameters: { game: 'prisoners-dilemma', rounds: 50, noise: 0.1 },
  cast: { row: 'tit-for-tat', column: 'generous-tit-for-tat' },
  seed: 7,
}

interface Forked {
  readonly runs: readonly { readonly run_id: string; readonly kind: string }[]
}

describe.skipIf(browserPath() === undefined)('forks', () => {
  const folder = mkdtempSync(join(tmpdir(), 'coterie-forks-page-'))
  let browser: Browser
  let viewer: Started
  let page: Page
  let parent: string
  let fork: string
  const complaints: string[] = []

  beforeAll(async () => {
    const db = join(folder, 'quarrel.sqlite')
    const alone = join(folder, 'alone.sqlite')
    writeFileSync(join(folder, 'quarrel.json'), JSON.stringify(QUARREL))
    for (const path of [db, alone])
      await coterie('run', join(folder, 'quarrel.json'), '--db', path, '--quiet')
    parent = /run_[0-9a-f]{16}/.exec(await coterie('show', db))?.[0] ?? ''
    const make = async (...words: string[]): Promise<Forked> =>
      JSON.parse(await coterie('fork', db, '--run', ...words, '--json')) as Forked
    const set = ['--set', 'answer.row=defect', '--replicates', '60']
    const { runs } = await make(parent, '--at-tick', '36', ...set)
    fork = runs.find(({ kind }) => kind === 'difference')?.run_id ?? ''
    await make(fork, '--at-tick', '48', '--set', 'payoff.column=5')
    viewer = await startViewer(db, alone)
    browser = await openBrowser()
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
  })

  afterAll(async () => {
    await browser.close()
    await viewer.end()
    rmSync(folder, { recursive: true })
  })

  const short = (run: string): string => run.slice(4, 12)

  test('stand in a tree in which large families unfold a step at a time', async () => {
    await page.goto(`${viewer.url}/#/quarrel/forks`)
    await page.getByText('120 forks of 1 run.').waitFor()
    const differences = page.getByRole('button', { name: /tick 36 answer\.row=defect 60 forks/ })
    expect(await differences.getAttribute('aria-expanded')).toBe('true')
    const lines = page.locator('.fork-run')
    // The parent, the first fifty, and the fork of a fork among them.
    expect(await lines.count()).toBe(52)
    await page.getByRole('button', { name: 'Show 10 of 10 more' }).press('Enter')
    expect(await lines.count()).toBe(62)
    const baselines = page.getByRole('button', { name: /nothing but its draws 59 baselines/ })
    await baselines.press('Space')
    await page.getByRole('button', { name: 'Show 9 of 9 more' }).click()
    expect(await lines.count()).toBe(121)
    const ids = await page.locator('.fork-run > a').allInnerTexts()
    expect(new Set(ids).size).toBe(121)
    await differences.click()
    expect(await lines.count()).toBe(60)
  })

  test('lead to themselves beside their parent, at the first difference', async () => {
    await page.goto(`${viewer.url}/#/quarrel/forks`)
    // What was folded up is open again.
    await page.reload()
    await page.getByRole('link', { name: `compare with parent of ${short(fork)}` }).click()
    const first = page.getByRole('region', { name: 'What differs first: tick 36, round 37' })
    await first.getByText('Ticks 0–35 are the same.').waitFor()
    expect(await first.locator('mark').allInnerTexts()).toContain('intervention-applied')
    await first.getByRole('heading', { name: /^On the right: the experiment steps in/ }).waitFor()
    // The window of ticks that holds the difference, what is shared folded away.
    await page.getByText('Ticks 32–35 are shared.').waitFor()
    const row = page.locator('tbody.is-first')
    expect(await row.locator('th').first().innerText()).toContain('36')
    expect(await row.innerText()).toContain('defect (planted)')
    await page.getByRole('button', { name: 'Earlier ticks' }).click()
    await page.getByText('Ticks 0–31 are shared.').waitFor()
    await page.getByLabel('Fold the ticks that are shared').uncheck()
    expect(await page.locator('.compare-ticks tbody').count()).toBe(32)
  })

  test('can be chosen on either side, by the beginning of an id', async () => {
    await page.goto(`${viewer.url}/#/quarrel/compare`)
    await page.getByLabel('Left run').fill(short(fork))
    await page.getByLabel('Right run').fill(parent)
    await page.getByRole('button', { name: 'Compare', exact: true }).click()
    await page.getByText('The left run is a fork of the right one').waitFor()
    await page.getByRole('button', { name: 'Swap' }).click()
    await page.getByText('The right run is a fork of the left one').waitFor()
    await page.goto(`${viewer.url}/#/quarrel/compare/${parent}/${parent}`)
    await page.getByText('Every tick is the same: 50 ticks.').waitFor()
  })

  test('are chosen on a static site from the pairs that it holds', async () => {
    const site = join(folder, 'site')
    await coterie('view', join(folder, 'quarrel.sqlite'), '--export', site)
    const start = pathToFileURL(join(site, 'index.html')).href
    const own = await browser.newPage()
    await own.goto(`${start}#/quarrel/compare`)
    const pairs = own.getByLabel('Fork, and what it is compared with')
    const first = await pairs.locator('option').nth(1).getAttribute('value')
    expect(first?.split(' ')[0]).toBe(parent)
    expect(await own.getByLabel('Left run').count()).toBe(0)
    // 120 forks with their parents, and 59 with a baseline; the first is the word "choose".
    expect(await pairs.locator('option').count()).toBe(1 + 120 + 59)
    await pairs.selectOption(first)
    expect(await accessibilityFaults(own)).toEqual([])
    await own.getByRole('button', { name: 'Compare', exact: true }).click()
    await own.getByText('The right run is a fork of the left one').waitFor()
    await own.close()
  })

  test('are made as the page says, where there are none', async () => {
    await page.goto(`${viewer.url}/#/alone/forks`)
    await page.getByText('No run of this record was forked.').waitFor()
    const command = (await page.locator('.fork-commands pre').nth(1).innerText()).split(' ')
    expect(command[0]).toBe('coterie')
    await coterie(...command.slice(1))
    await page.reload()
    await page.getByText('1 fork of 1 run.').waitFor()
  })

  test('have no fault of accessibility, light and dark, on a desk and on a phone, and no complaint', async () => {
    for (const colorScheme of ['light', 'dark'] as const)
      for (const width of [1440, 375]) {
        await page.setViewportSize({ width, height: 900 })
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        for (const [address, there] of [
          ['quarrel/forks', '.fork-run'],
          ['alone/forks', '.fork-commands'],
          [`quarrel/compare/${parent}/${fork}`, 'tbody.is-first'],
        ] as const) {
          await page.goto(`${viewer.url}/#/${address}`)
          await page.locator(there).first().waitFor()
          expect({ address, faults: await accessibilityFaults(page) }).toEqual({
            address,
            faults: [],
          })
          const wide = await page.evaluate(() => document.documentElement.scrollWidth)
          expect(wide).toBeLessThanOrEqual(width)
        }
      }
    expect(complaints).toEqual([])
  })
})
