/** People look at the runs of a record: they find one, colour the design, and follow and steer what is played. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sittingOf } from '../../live/ask-sitting.ts'
import { accessibilityFaults } from './accessibility.ts'
import { inBackground, type Background } from './background.ts'
import { browserPath, openBrowser } from './browser.ts'
import { coterie, startViewer, type Started } from './viewer-process.ts'

const HOSTILE = '<img src=x onerror=alert(1)> \u202eevil'

/** Two factors, two replicates, and a persona that would do harm if it were obeyed. */
const DESIGN = `experiment: design
about: ${JSON.stringify(HOSTILE)}
scenario: matrix-game
parameters: { game: prisoners-dilemma }
cast:
  row: { name: "<b>row</b>", policy: llm, model: simulated/reciprocator, persona: ${JSON.stringify(HOSTILE)} }
  column: tit-for-tat
factors:
  parameters.rounds: [2, 4]
  cast.column: [tit-for-tat, always-defect]
replicates: 60
`

describe.skipIf(browserPath() === undefined)('the runs of a record', () => {
  const folder = mkdtempSync(join(tmpdir(), 'coterie-runs-'))
  const complaints: string[] = []
  let browser: Browser
  let viewer: Started
  let page: Page

  beforeAll(async () => {
    writeFileSync(join(folder, 'design.yaml'), DESIGN)
    const [db, other] = [join(folder, 'design.sqlite'), join(folder, 'showcase.sqlite')]
    await coterie('run', join(folder, 'design.yaml'), '--db', db, '--quiet')
    await coterie(
      'run',
      'scenarios/matrix-game/experiments/showcase.yaml',
      '--db',
      other,
      '--quiet',
    )
    viewer = await startViewer(folder)
    browser = await openBrowser()
    page = await browser.newPage({ viewport: { width: 1280, height: 1000 } })
    page.setDefaultTimeout(8_000)
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
  })

  afterAll(async () => {
    await browser.close()
    await viewer.end()
    rmSync(folder, { recursive: true })
  })

  const bothThemes = async (): Promise<void> => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      expect(await accessibilityFaults(page)).toEqual([])
    }
  }

  test('stand in a list of records, each with how far it has come', async () => {
    await page.goto(viewer.url)
    const card = page.getByRole('listitem').filter({ hasText: 'showcase' })
    await card.getByText('76 treatments, 76 runs').waitFor()
    await bothThemes()
    await page.getByRole('link', { name: 'design', exact: true }).click()
    await page.getByRole('heading', { name: 'design', level: 1 }).waitFor()
  })

  const open = (): Promise<unknown> => page.goto(`${viewer.url}/#/design/runs`)

  test('words of an experiment are told as words', async () => {
    await open()
    await page.getByText('<img src=x onerror=alert(1)> \\u{202e}evil').first().waitFor()
    await page.getByText('simulated/reciprocator · simulated').waitFor()
    await bothThemes()
  })

  test('are found by search, and the address says what was searched', async () => {
    await open()
    const table = page.getByRole('region', { name: 'Runs', exact: true })
    const first = await table.getByRole('link').first().textContent()
    await page.getByRole('searchbox').fill(`  ${first} `)
    await page.getByText('1 of 240 runs fit').waitFor()
    expect(page.url()).toContain('q=')
    expect(await table.getByRole('link').count()).toBe(1)
    await page.getByRole('searchbox').fill('ONERROR=ALERT(1)>')
    await page.getByText('240 runs', { exact: true }).waitFor()
    await page.getByRole('searchbox').fill('.*')
    await page.getByText('No run fits').waitFor()
    await page.getByRole('button', { name: 'Clear' }).click()
    await page.getByRole('combobox', { name: 'column', exact: true }).selectOption('always-defect')
    await page.getByRole('combobox', { name: 'rounds', exact: true }).selectOption('4')
    await page.getByText('60 of 240 runs fit').waitFor()
    await page.reload()
    await page.getByText('60 of 240 runs fit').waitFor()
    await page.getByRole('button', { name: 'Clear' }).click()
  })

  test('are sorted by any column, and scrolled through to the last', async () => {
    await open()
    await page.getByRole('button', { name: 'Earnings' }).click()
    await page.getByRole('columnheader', { name: 'Earnings', exact: false }).first().waitFor()
    const earned = async (): Promise<number[]> =>
      (await page.locator('.run-table tbody tr:not(.gap) td:nth-child(6)').allTextContents())
        .filter((text) => text !== '…')
        .map(Number)
    await expect.poll(async () => (await earned()).length).toBeGreaterThan(20)
    const up = await earned()
    expect(up).toEqual([...up].sort((a, b) => a - b))
    await page.getByRole('button', { name: 'Earnings' }).click()
    await page.locator('th[aria-sort="descending"]').waitFor()
    await page.getByRole('region', { name: 'Runs', exact: true }).evaluate((box) => {
      box.scrollTop = box.scrollHeight
    })
    await page.locator('tr[aria-rowindex="241"] a').waitFor()
    expect((await earned()).at(-1)).toBe(up[0])
  })

  test('many replicates are told in bins, which open; the arrow keys go through the cells', async () => {
    await open()
    await page.getByText('Each cell stands for 2 replicates').waitFor()
    await page
      .getByRole('link', { name: /replicates 3 to 4: 2 finished/ })
      .first()
      .click()
    await page.getByText('Replicates 3–4 of 60').waitFor()
    const cell = page.locator('.design-table a').first()
    await cell.focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowDown')
    const told = await page.locator('.grid-told').textContent()
    expect(told).toMatch(/rounds=2, column=always-defect, replicate 4: finished/)
    await page.getByRole('link', { name: 'All replicates' }).click()
  })

  test('are coloured by status where the address names a measure that none of them has', async () => {
    await page.goto(`${viewer.url}/#/design/runs?by=contribution-rate`)
    await page.getByText('No run of this record has the measure “contribution-rate”').waitFor()
    await page.locator('.design-table .fill-finished').first().waitFor()
    await bothThemes()
  })

  test('are coloured by a measure, with the numbers in the cells and in words', async () => {
    await open()
    await page.getByLabel('Colour by').selectOption('cooperation-rate:row')
    await page
      .getByRole('link', { name: /2 finished, mean \d+ %/ })
      .first()
      .waitFor()
    expect(page.url()).toContain('by=cooperation-rate')
    const steps = await page.locator('.design-table [class*="scale-"]').count()
    expect(steps).toBe(120)
    await bothThemes()
    await page.setViewportSize({ width: 375, height: 800 })
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThan(376)
    await bothThemes()
    expect(complaints).toEqual([])
  })
})

const LIVE = `experiment: live
scenario: matrix-game
parameters: { game: prisoners-dilemma, rounds: 6 }
cast: { row: { policy: llm, model: practice/reciprocator }, column: tit-for-tat }
replicates: 5000
budget: { calls: 50000 }
`

describe.skipIf(browserPath() === undefined)('a record that is played', () => {
  const folder = mkdtempSync(join(tmpdir(), 'coterie-live-'))
  const db = join(folder, 'live.sqlite')
  let browser: Browser | undefined
  let viewer: Started | undefined
  let server: Background | undefined
  let player: Background | undefined
  let page: Page

  beforeAll(async () => {
    const address = /http:[^"\s]+/
    server = await inBackground(
      folder,
      address,
      'practice',
      '--port',
      '0',
      '--latency',
      '40',
      '--json',
    )
    writeFileSync(
      join(folder, 'coterie.providers.yaml'),
      `providers: { practice: { base_url: "${server.found}" } }\n`,
    )
    writeFileSync(join(folder, 'live.yaml'), LIVE)
    player = await inBackground(
      folder,
      /(?:)/,
      'run',
      'live.yaml',
      '--db',
      db,
      '--concurrency',
      '6',
      '--quiet',
    )
    await untilPlayed(db)
    viewer = await startViewer(db)
    browser = await openBrowser()
    page = await browser.newPage({ viewport: { width: 1280, height: 1000 } })
  })

  afterAll(async () => {
    await browser?.close()
    await viewer?.end()
    await player?.end()
    await server?.end()
    rmSync(folder, { recursive: true })
  })

  const ended = async (): Promise<number> => {
    const bar = page.getByRole('progressbar', { name: 'Runs ended' })
    return Number(await bar.getAttribute('aria-valuenow'))
  }

  test('is followed, paused, gone on with, retuned and stopped from the page', async () => {
    await page.goto(viewer?.url ?? '')
    await page.getByRole('heading', { name: 'Playing' }).waitFor()
    const before = await ended()
    await expect.poll(ended).toBeGreaterThan(before)
    await page.getByRole('row', { name: /^practice/ }).waitFor()
    await page
      .locator('.live-meters')
      .getByText(/replies without a price/)
      .waitFor()
    expect(await accessibilityFaults(page)).toEqual([])

    await page.getByRole('button', { name: 'Pause' }).click()
    await page.getByRole('heading', { name: 'Paused' }).waitFor()
    // What is on its way comes home; then nothing moves, though most is still to do.
    let runs = await ended()
    for (let calls; calls !== (await callsMade(page)); runs = await ended()) {
      calls = await callsMade(page)
      await page.waitForTimeout(1_200)
    }
    expect(runs).toBeLessThan(5000)

    await page.getByRole('spinbutton', { name: 'Runs at once' }).fill('2')
    await page.getByRole('button', { name: 'Apply' }).click()
    await page.getByRole('button', { name: 'Resume' }).click()
    await page.getByRole('heading', { name: 'Playing' }).waitFor()
    await expect.poll(ended).toBeGreaterThan(runs)
    await page.getByText(/^[12] runs? in flight$/).waitFor()

    // The same from a second terminal.
    await coterie('control', db, 'pause')
    await page.getByRole('heading', { name: 'Paused' }).waitFor()
    await coterie('control', db, 'resume')

    await page.getByRole('button', { name: 'Stop…' }).click()
    await page.getByRole('button', { name: 'Let it play' }).click()
    await page.getByRole('button', { name: 'Stop…' }).click()
    await page.getByRole('button', { name: 'Stop it' }).click()
    await page.getByText('Nobody plays this record at present.').waitFor()
    await player?.ended
    expect(await accessibilityFaults(page)).toEqual([])
    expect(await page.getByRole('button', { name: 'Pause' }).count()).toBe(0)
    // The record tells of its calls what the sitting told.
    const table = page.getByRole('table', { name: /Calls by provider, of the whole record/ })
    await table.getByRole('row', { name: /^practice \d/ }).waitFor()
  })
})

/** Asks until somebody plays the record. */
async function untilPlayed(db: string): Promise<void> {
  while ((await sittingOf(db)) === null) await setTimeout(20)
}

/** The calls of the only provider, as the page tells them. */
async function callsMade(page: Page): Promise<string | null> {
  return page.locator('.providers tbody td').nth(3).textContent()
}
