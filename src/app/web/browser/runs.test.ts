/** People look at the runs of a record: they find one, colour the design, and follow and steer what is played. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSqliteStore } from '../../adapters.ts'
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
    // What is shown is what was asked for.
    expect(await table.getAttribute('aria-busy')).toBe('false')
    await page.getByRole('button', { name: 'Clear' }).click()
  })

  /** Waits for the list as it was asked for, at its beginning. */
  const sorted = async (column: string, how: 'ascending' | 'descending'): Promise<void> => {
    const head = `th.column-${column}[aria-sort="${how}"]`
    await page.locator(`.run-window[aria-busy="false"] ${head}`).waitFor()
    await page.locator('tr[aria-rowindex="2"] a').waitFor()
  }

  test('are sorted by any column, and scrolled through to the last', async () => {
    await open()
    await page.getByRole('button', { name: 'Earnings' }).click()
    await sorted('earnings', 'ascending')
    const earned = async (): Promise<number[]> =>
      (await page.locator('.run-table tbody tr:not(.gap) td:nth-child(6)').allTextContents())
        .filter((text) => text !== '…')
        .map(Number)
    await expect.poll(async () => (await earned()).length).toBeGreaterThan(20)
    const up = await earned()
    expect(up).toEqual([...up].sort((a, b) => a - b))
    await page.getByRole('button', { name: 'Earnings' }).click()
    await sorted('earnings', 'descending')
    await page.getByRole('region', { name: 'Runs', exact: true }).evaluate((box) => {
      box.scrollTop = box.scrollHeight
    })
    await page.locator('tr[aria-rowindex="241"] a').waitFor()
    expect((await earned()).at(-1)).toBe(up[0])
  })

  const showcase = (): string => join(folder, 'showcase.sqlite')
  const measured = () => page.locator('th.column-measure')
  const cells = () => page.locator('.run-table tbody tr:not(.gap)')
  /** Run id and what is told of the measure, row by row as they are drawn. */
  const told = (): Promise<{ runId: string; value: string }[]> =>
    cells().evaluateAll((rows) =>
      rows.map((row) => ({
        runId: /run_[0-9a-f]+/.exec(row.querySelector('a')?.getAttribute('href') ?? '')?.[0] ?? '',
        value: row.querySelector('td.room-little.number')?.textContent?.trim() ?? '',
      })),
    )

  test('are sorted by what a measure came to, both ways, with the keyboard; the address says it', async () => {
    const first = firstDefections(showcase(), 'p1')
    const rounds = [...first.values()].filter((round) => round !== null)
    await page.goto(`${viewer.url}/#/showcase/runs`)
    await page
      .getByRole('combobox', { name: 'Measure', exact: true })
      .selectOption('first-defection-round:row')
    await measured().getByRole('button', { name: 'First defection round, row' }).focus()
    await page.keyboard.press('Enter')
    await sorted('measure', 'ascending')
    const up = await told()
    expect(first.get(up[0]?.runId ?? '')).toBe(Math.min(...rounds))
    expect(up[0]?.value).toBe(String(Math.min(...rounds)))
    await page.keyboard.press('Enter')
    await sorted('measure', 'descending')
    const down = await told()
    expect(first.get(down[0]?.runId ?? '')).toBe(Math.max(...rounds))
    expect(down[0]?.value).toBe(String(Math.max(...rounds)))
    for (const { runId, value } of [...up, ...down])
      expect(`${runId} ${value}`).toBe(`${runId} ${first.get(runId) ?? '– it never defected'}`)
    await bothThemes()
    await page.reload()
    await sorted('measure', 'descending')
    expect(await told()).toEqual(down)
    // Those without a value are last both ways.
    for (const how of ['measure', '-measure']) {
      await page.goto(`${viewer.url}/#/showcase/runs?by=first-defection-round:row&sort=${how}`)
      await sorted('measure', how === 'measure' ? 'ascending' : 'descending')
      await page.getByRole('region', { name: 'Runs', exact: true }).evaluate((box) => {
        box.scrollTop = box.scrollHeight
      })
      await page.locator('tr[aria-rowindex="77"] a').waitFor()
      const last = (await told()).at(-1)
      expect(last?.value).toBe('– it never defected')
      expect(first.get(last?.runId ?? '')).toBe(null)
    }
    await page.getByRole('combobox', { name: 'Measure', exact: true }).selectOption('')
    await measured().waitFor({ state: 'detached' })
    await page.locator('.run-window[aria-busy="false"]').waitFor()
    expect(page.url()).not.toMatch(/sort=|by=/)
  })

  test('stand in the same order on a static site, where a measure can be sorted by as well', async () => {
    const query = '#/showcase/runs?by=first-defection-round:row&sort=-measure'
    await page.goto(`${viewer.url}/${query}`)
    await sorted('measure', 'descending')
    const asked = await told()
    const site = join(folder, 'site')
    await coterie('view', showcase(), '--export', site)
    await page.goto(`${pathToFileURL(join(site, 'index.html')).href}${query}`)
    await sorted('measure', 'descending')
    expect(await told()).toEqual(asked)
    rmSync(site, { recursive: true })
  })

  test('have names that a phone shows in full, in the list and in the grid', async () => {
    await page.setViewportSize({ width: 375, height: 800 })
    await page.goto(`${viewer.url}/#/showcase/runs?by=cooperation-rate`)
    await page.locator('.run-table td .clamped').first().waitFor()
    const cut = await page
      .locator('.run-table td .clamped, .design-table th')
      .evaluateAll((all) =>
        all
          .filter(
            (one) => one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth,
          )
          .map(({ textContent }) => textContent),
      )
    expect(cut).toEqual([])
    await bothThemes()
    await page.setViewportSize({ width: 1280, height: 1000 })
  })

  test('a page brings its own icon, and a browser shows it', async () => {
    const missing: string[] = []
    const heard = (response: { status(): number; url(): string }): void => {
      if (response.status() >= 400) missing.push(response.url())
    }
    page.on('response', heard)
    await open()
    const isShown = await page.locator('link[rel="icon"]').evaluate(
      (link) =>
        new Promise<boolean>((resolve) => {
          const icon = new Image()
          icon.onload = () => resolve(icon.width > 0)
          icon.onerror = () => resolve(false)
          icon.src = (link as HTMLLinkElement).href
        }),
    )
    page.off('response', heard)
    expect(isShown).toBe(true)
    expect(missing).toEqual([])
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

/** run id → the round in which the participant first decided to defect, counted in the record's decisions one by one; null where it never did. */
function firstDefections(db: string, participant: string): Map<string, number | null> {
  const store = openSqliteStore(db, 'read')
  const found = new Map<string, number | null>()
  for (const { runId, ticks } of store.entriesByRun(['decision-taken', 'decision-defaulted'])) {
    const own = ticks.flat().filter((entry) => entry.of === participant)
    const round = own.findIndex(
      ({ kind, value }) => kind === 'decision-taken' && value === 'defect',
    )
    found.set(runId, round < 0 ? null : round + 1)
  }
  store.close()
  return found
}

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
    // The answer to a command may come after the end was told: the end is what is true.
    const over = page.getByText('Nobody plays this record at present.')
    await page.route('**/steer', async (route) => {
      const response = await route.fetch()
      await over.waitFor()
      await route.fulfill({ response })
    })
    const answered = page.waitForResponse('**/steer')
    await page.getByRole('button', { name: 'Stop it' }).click()
    await (await answered).finished()
    await player?.ended
    await page.waitForTimeout(300)
    expect(await over.isVisible()).toBe(true)
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
