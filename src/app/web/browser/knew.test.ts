/** The page of who knew what in a real browser: what was shown, what was hidden, what another one knew, and every attempt. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accessibilityFaults } from './accessibility.ts'
import { browserPath, openBrowser } from './browser.ts'
import { coterie, startViewer, type Started } from './viewer-process.ts'

const HOSTILE = '<img src=x onerror="window.hacked=1"></pre><script>window.hacked=2</script>'

const EXPERIMENT = {
  experiment: 'secrets',
  scenario: 'matrix-game',
  parameters: { game: 'prisoners-dilemma', rounds: 6, labels: ['J', '<b>F</b>'] },
  cast: {
    row: { policy: 'llm', model: 'simulated/sloppy', persona: `You are ${HOSTILE}.` },
    column: 'grim',
  },
  invalid: { reask: 2, then: 'forfeit' },
  seed: 5,
}

interface Entry {
  readonly kind: string
  readonly of?: string
  readonly to?: string
  readonly attempts?: number
}

describe.skipIf(browserPath() === undefined)('who knew what', () => {
  const folder = mkdtempSync(join(tmpdir(), 'coterie-knew-page-'))
  let browser: Browser
  let viewer: Started
  let context: BrowserContext
  let page: Page
  let run: string
  let ticks: { tick: number; entries: Entry[] }[]
  const complaints: string[] = []

  beforeAll(async () => {
    const db = join(folder, 'secrets.sqlite')
    writeFileSync(join(folder, 'secrets.json'), JSON.stringify(EXPERIMENT))
    await coterie('run', join(folder, 'secrets.json'), '--db', db, '--quiet')
    run = /run_[0-9a-f]{16}/.exec(await coterie('show', db))?.[0] ?? ''
    ticks = (
      JSON.parse(await coterie('show', db, '--run', run, '--json')) as { ticks: typeof ticks }
    ).ticks
    viewer = await startViewer(db)
    browser = await openBrowser()
    context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    page = await context.newPage()
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
  })

  afterAll(async () => {
    await browser.close()
    await viewer.end()
    rmSync(folder, { recursive: true })
  })

  const at = async (tick: number, participant: string): Promise<void> => {
    await page.goto(`${viewer.url}/#/secrets/knew/${run}/${tick}/${participant}`)
    await page.getByText(new RegExp(`^Tick ${tick} of 5 · round ${tick + 1}`)).waitFor()
  }

  test('shows the prompt part by part, each with where it comes from, and hostile words as text', async () => {
    await at(2, 'p1')
    const shown = page.getByRole('region', { name: 'What p1 was shown' })
    await shown.getByText('from: who it is, as the experiment says').waitFor()
    expect(await shown.locator('.piece-name').allInnerTexts()).toEqual(
      expect.arrayContaining(['persona', 'rules', 'history', 'question', 'answer-format']),
    )
    expect(await shown.locator('.piece-system .piece-text').first().innerText()).toBe(
      `You are ${HOSTILE}.`,
    )
    expect(await page.evaluate(() => 'hacked' in window)).toBe(false)
  })

  test("marks what was hidden: the other's decision of the same tick, until the tick in which it is told", async () => {
    await at(2, 'p1')
    const hidden = page.locator('.happening-hidden').filter({ hasText: 'p2 decides choice' })
    await hidden.getByText('not known to p1 until tick 3 (fact outcome)').waitFor()
    await at(3, 'p1')
    const truth = page.getByRole('region', { name: 'What was true' })
    await truth.getByText('told to p1 before tick 3 (fact outcome)').first().waitFor()
    await truth.getByLabel('Only what was hidden from p1').check()
    await truth.getByText('told to p1 before tick 3').first().waitFor({ state: 'detached' })
    expect(await truth.locator('.happening').count()).toBe(
      await truth.locator('.happening-hidden').count(),
    )
  })

  test('tells who knew more, and changes sides', async () => {
    await at(1, 'p1')
    await page.getByRole('region', { name: 'What p2 knew' }).waitFor()
    await page.getByRole('button', { name: 'Swap' }).click()
    await page.getByRole('region', { name: 'What p1 knew' }).waitFor()
    expect(page.url()).toContain(`/knew/${run}/1/p2?with=p1`)
    await page.getByText('Nothing was put into words for p2').waitFor()
    await page.getByLabel('Show what both knew as well').check()
    await page.getByText('= both knew').first().waitFor()
  })

  test('slides through ticks with the keyboard, and the address follows', async () => {
    await at(0, 'p1')
    await page.getByRole('slider', { name: 'Tick' }).focus()
    for (let tick = 1; tick <= 4; tick++) await page.keyboard.press('ArrowRight')
    await page.getByText(/^Tick 4 of 5 · round 5/).waitFor()
    expect(page.url()).toContain(`/knew/${run}/4/p1`)
    await page.getByRole('button', { name: 'Ask before' }).press('Enter')
    await page.getByText(/^Tick 3 of 5/).waitFor()
    await page.keyboard.press('j')
    await page.getByText(/^Tick 4 of 5/).waitFor()
    await page.keyboard.press('k')
    await page.getByText(/^Tick 3 of 5/).waitFor()
  })

  test('shows every attempt with what was sent, what came back and what was done about it', async () => {
    const reasked = ticks.find(({ entries }) =>
      entries.some(
        ({ kind, of, attempts = 0 }) => kind === 'decision-taken' && of === 'p1' && attempts > 1,
      ),
    )
    expect(reasked).toBeDefined()
    await at(reasked?.tick ?? 0, 'p1')
    const calls = (reasked?.entries ?? []).filter(
      ({ kind }) => kind === 'model-called',
    ) as unknown as {
      completion: string
      further: { role: string; text: string }[]
    }[]
    const cards = page.locator('.attempt')
    await cards.nth(calls.length - 1).waitFor()
    expect(await cards.count()).toBe(calls.length)
    for (const [i, { completion, further }] of calls.entries()) {
      const card = cards.nth(i)
      if ((await card.getAttribute('open')) === null) await card.locator('summary').first().click()
      expect(await card.locator('.reply-text').innerText()).toBe(completion)
      const texts = await card.locator('.request-further pre').allInnerTexts()
      expect(texts).toEqual(further.map(({ text }) => text))
    }
    await page.getByText(/Asked again, and valid at attempt \d\./).waitFor()
    const last = cards.nth(calls.length - 1)
    await last.getByRole('button', { name: 'JSON' }).click()
    await last.getByRole('button', { name: 'Copy it' }).click()
    await last.getByText('Copied.').waitFor()
    const copied = JSON.parse(await page.evaluate(() => navigator.clipboard.readText())) as {
      model: string
      messages: { role: string; text: string }[]
    }
    expect(copied.model).toBe('sloppy')
    expect(copied.messages.slice(-calls.at(-1)!.further.length)).toEqual(calls.at(-1)!.further)
    expect(copied.messages[0]).toEqual({ role: 'system', text: `You are ${HOSTILE}.` })
  })

  test('says so where the run, the tick or the participant is not there', async () => {
    await page.goto(`${viewer.url}/#/secrets/knew`)
    await page.getByText('Choose a run first').waitFor()
    await page.goto(`${viewer.url}/#/secrets/knew/run_nobody/0/p1`)
    await page.getByRole('alert').getByText('no run "run_nobody"').waitFor()
    complaints.length = 0
    await page.goto(`${viewer.url}/#/secrets/knew/${run}/99/p9`)
    await page.getByText(/^Tick 5 of 5/).waitFor()
  })

  test('has no fault of accessibility, light and dark, on a desk and on a phone, and no complaint', async () => {
    for (const colorScheme of ['light', 'dark'] as const)
      for (const width of [1440, 375]) {
        await page.setViewportSize({ width, height: 900 })
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        await at(4, 'p1')
        await page.locator('.attempt').first().waitFor()
        expect(await accessibilityFaults(page)).toEqual([])
        const wide = await page.evaluate(() => document.documentElement.scrollWidth)
        expect(wide).toBeLessThanOrEqual(width)
      }
    expect(complaints).toEqual([])
  })
})
