/** People sit down and play: on a phone, by keyboard, two at a time, through lost connections and pauses. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { accessibilityFaults } from './accessibility.ts'
import { browserPath, openBrowser } from './browser.ts'
import { startRun, type Played } from './seats-process.ts'
import { coterie } from './viewer-process.ts'

const PHONE = { width: 320, height: 640 }

describe.skipIf(browserPath() === undefined)('the page of a seat', () => {
  const folder = mkdtempSync(join(tmpdir(), 'coterie-seat-'))
  let browser: Browser
  let played: Played
  let pages: Page[] = []
  const complaints: string[] = []

  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterEach(async () => {
    for (const page of pages) await page.context().close()
    pages = []
    await played.end()
    expect(complaints.splice(0)).toEqual([])
  })
  afterAll(async () => {
    await browser.close()
    rmSync(folder, { recursive: true })
  })

  const db = (name: string): string => join(folder, `${name}.sqlite`)

  /** Plays an experiment that is written here. */
  const play = async (
    name: string,
    yaml: string,
    seats: number,
    ...more: readonly string[]
  ): Promise<readonly string[]> => {
    const file = join(folder, `${name}.yaml`)
    writeFileSync(file, yaml)
    played = await startRun(file, db(name), seats, ...more)
    return played.links
  }
  const sitDown = async (link: string | undefined, viewport = PHONE): Promise<Page> => {
    const context = await browser.newContext({ viewport, hasTouch: true })
    const page = await context.newPage()
    pages.push(page)
    page.on('console', (message) => {
      // What is refused while a test cuts the line is what it wants.
      const isCut = /ERR_INTERNET_DISCONNECTED|ERR_CONNECTION|INCOMPLETE/.test(message.text())
      if (message.type() === 'error' && !isCut) complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.goto(link ?? '')
    return page
  }
  const rows = (name: string, query: string): unknown[] => {
    const record = new Database(db(name), { readonly: true })
    try {
      return record.prepare(query).raw().all()
    } finally {
      record.close()
    }
  }
  const turn = (page: Page) => page.getByRole('heading', { name: 'Your turn' }).waitFor()
  const send = (page: Page) => page.getByRole('button', { name: 'Send' }).click()

  /** Whether somebody with poor sight, a keyboard or a small phone could use the page as it stands. */
  const expectUsable = async (page: Page): Promise<void> => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      expect(await accessibilityFaults(page)).toEqual([])
    }
    const width = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(width).toBeLessThanOrEqual(PHONE.width)
  }

  test('lets somebody play the trust game with a model on a phone, and the replay is identical', async () => {
    const name = 'trust'
    const told = 'scenarios/trust-game/experiments/play-a-model.yaml'
    const yaml = readFileSync(told, 'utf8').replace('replicates: 2', 'replicates: 1')
    const [link] = await play(name, yaml, 1)
    const page = await sitDown(link)
    await page.getByRole('heading', { name: 'Before you begin' }).waitFor()
    await expectUsable(page)
    await page.getByRole('button', { name: 'I agree' }).tap()

    await turn(page)
    expect(await page.title()).toBe('Your turn · Taking part')
    await page.getByText('How much do you send to the other player').waitFor()
    await page.getByRole('timer').waitFor()
    await send(page)
    await page.getByText('Write a number first.').waitFor()
    await page.getByLabel('Your number').fill('11')
    await send(page)
    await page.getByText('its number is too large').waitFor()
    expect(await page.getByLabel('Your number').inputValue()).toBe('11')
    await expectUsable(page)
    for (const [round, amount] of ['4', '10', '0'].entries()) {
      await page.getByText(`You are now in round ${round + 1}.`).waitFor()
      await page.getByLabel('Your number').fill(amount)
      await send(page)
    }
    await page.getByRole('heading', { name: 'Thank you' }).waitFor()
    const [[earned]] = rows(name, `select sum(points) from payoffs where participant = 'p1'`) as [
      [number],
    ]
    await page.getByText(`You earned $${earned}.`).waitFor()
    await page.getByText(/are not paid out/).waitFor()
    await expectUsable(page)

    expect(await played.ended).toBe(0)
    expect(
      rows(name, `select value from decisions where participant = 'p1' order by tick`),
    ).toEqual([[4], [10], [0]])
    expect(rows(name, `select reply, reading from human_answers order by seq`)[0]).toEqual([
      '11',
      'above-maximum',
    ])
    expect(await coterie('replay', db(name))).toContain('identical')
  })

  test('shows each of two people what is theirs, and nothing of the other', async () => {
    const [trustor, trustee] = await play(
      'pair',
      `experiment: pair
scenario: trust-game
parameters: { rounds: 1 }
cast: { trustor: { policy: human, debrief: Only for the first. }, trustee: { policy: human } }
`,
      2,
    )
    const first = await sitDown(trustor)
    const second = await sitDown(trustee)
    const seen: Record<string, string[]> = { first: [], second: [] }
    first.on('response', async (one) => seen['first']?.push(await one.text().catch(() => '')))
    await turn(first)
    await second.getByRole('heading', { name: 'Please wait' }).waitFor()
    expect(await second.locator('main').innerText()).not.toMatch(/p1|p2|trustor|send/)
    await expectUsable(second)
    await first.getByLabel('Your number').fill('7')
    await send(first)
    await first.getByText('Your answer was sent.').waitFor()

    await turn(second)
    await second.getByText('$21').first().waitFor()
    const question = 'How much do you return'
    expect(await second.locator('main').innerText()).toContain(question)
    expect(await first.locator('main').innerText()).not.toContain(question)
    expect(await stateOf(first, trustor)).not.toContain(question)
    await second.getByLabel('Your number').fill('9')
    await send(second)
    await first.getByText('You earned $12.').waitFor()
    await first.getByText('Only for the first.').waitFor()
    await second.getByText('You earned $22.').waitFor()
    expect(await second.locator('main').innerText()).not.toContain('Only for')
    expect(await second.content()).not.toContain(String(trustor).split('/').at(-1))
    expect(await played.ended).toBe(0)
  })

  /** The bare answer that a page gets of its seat. */
  const stateOf = (page: Page, link: string | undefined): Promise<string> =>
    page.evaluate(async (at) => (await fetch(`${at}/state`)).text(), link ?? '')

  test('can be played with the keyboard alone, and shows options as they are displayed', async () => {
    const [link] = await play(
      'keys',
      `experiment: keys
scenario: matrix-game
parameters: { game: prisoners-dilemma, rounds: 1, labels: [J, F], order: shuffled }
cast: { row: { policy: human }, column: always-defect }
`,
      1,
    )
    const page = await sitDown(link)
    await turn(page)
    await expectUsable(page)
    const labels = await page.locator('.option').allInnerTexts()
    expect(labels.map((label) => label.trim()).sort()).toEqual(['F', 'J'])
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Thank you' }).waitFor()
    expect(await played.ended).toBe(0)
    expect(rows('keys', `select displayed_value from decisions where participant = 'p1'`)).toEqual([
      [labels[1]?.trim()],
    ])
  })

  test('keeps what was written while the connection is lost, and counts what was sent twice once', async () => {
    const [link] = await play(
      'lost',
      `experiment: lost
scenario: group-discussion
parameters: { brief: Where shall we eat?, rounds: 1, longest: 60, order: simultaneous, names: neutral }
cast:
  speaker:
    - { policy: human }
    - { policy: llm, model: simulated/cooperator }
`,
      1,
    )
    const page = await sitDown(link)
    await turn(page)
    await expectUsable(page)
    const words = page.getByLabel('Your words')
    await words.fill('By the river.\nUnder the trees.')
    await page.getByText('30 of 60 characters left.').waitFor()
    await page.context().setOffline(true)
    await send(page)
    await page.getByText('That did not arrive').waitFor()
    expect(await words.inputValue()).toBe('By the river.\nUnder the trees.')
    await page.context().setOffline(false)
    await page.getByRole('button', { name: 'Send' }).dblclick()
    await page.getByRole('heading', { name: 'Thank you' }).waitFor()
    expect(await played.ended).toBe(0)
    expect(rows('lost', `select reply from human_answers`)).toEqual([
      ['By the river.\nUnder the trees.'],
    ])
  })

  test('takes a no for a no', async () => {
    const [link] = await play(
      'declined',
      `experiment: declined
scenario: trust-game
parameters: { rounds: 1 }
cast:
  trustor: { policy: human, consent: Will you?, debrief: Still worth reading. }
  trustee: { policy: llm, model: simulated/reciprocator }
invalid: { then: { default: 0 } }
`,
      1,
    )
    const page = await sitDown(link)
    await page.getByRole('button', { name: 'I do not agree' }).click()
    await page.getByText('You chose not to take part.').waitFor()
    await page.getByText('Still worth reading.').waitFor()
    await expectUsable(page)
    expect(await played.ended).toBe(0)
    expect(rows('declined', `select count(*) from human_answers`)).toEqual([[0]])
  })

  test('waits through a pause, and goes on by itself when the experimenter does', async () => {
    const yaml = `experiment: pause
scenario: trust-game
parameters: { rounds: 1 }
cast: { trustor: { policy: human }, trustee: { policy: llm, model: simulated/reciprocator } }
`
    const [link] = await play('pause', yaml, 1)
    const page = await sitDown(link)
    await turn(page)
    played.stop()
    await page.getByRole('heading', { name: 'A pause' }).waitFor()
    expect(await played.ended).toBe(130)
    await page.getByText('it goes on when the experimenter goes on').waitFor()
    await expectUsable(page)
    expect(await page.getByText('connection').count()).toBe(0)

    const [again] = await play('pause', yaml, 1)
    expect(again).toBe(link)
    await turn(page)
    await page.getByLabel('Your number').fill('3')
    await send(page)
    await page.getByRole('heading', { name: 'Thank you' }).waitFor()
    expect(await played.ended).toBe(0)
  })

  test('tells how it ended also after a reload, until it was read', async () => {
    const [link] = await play(
      'reload',
      `experiment: reload
scenario: trust-game
parameters: { rounds: 1 }
cast: { trustor: { policy: human, debrief: Your code is 4711. }, trustee: uniform }
`,
      1,
      '--seats-linger',
      '5',
    )
    const page = await sitDown(link)
    await turn(page)
    await page.getByLabel('Your number').fill('0')
    await send(page)
    await page.getByText('Your code is 4711.').waitFor()
    await page.reload()
    await page.getByText('You earned $10.').waitFor()
    await page.getByText('Your code is 4711.').waitFor()
    await expectUsable(page)
    await page.getByRole('button', { name: 'I have read this' }).tap()
    await page.getByText('You may close this page.').waitFor()
    await expectUsable(page)
    expect(await played.ended).toBe(0)
    expect(await page.getByText('Your code is 4711.').count()).toBe(1)
  })

  test('says so when the time was over, and goes on', async () => {
    const [link] = await play(
      'late',
      `experiment: late
scenario: trust-game
parameters: { rounds: 2 }
cast:
  trustor: { policy: human, time_limit: 2 }
  trustee: { policy: human }
invalid: { then: { default: 0 } }
`,
      2,
    )
    // It may be over before the page is there.
    const page = await sitDown(link)
    await page.getByText('The time was over before an answer came.').waitFor()
    await expectUsable(page)
  })
})
