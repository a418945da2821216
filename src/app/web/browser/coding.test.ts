/** People code in a real browser, with the keyboard alone; a researcher sees where they differ, and settles it. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accessibilityFaults } from './accessibility.ts'
import { browserPath, openBrowser } from './browser.ts'
import { HOSTILE_TEXTS } from '../testing/hostile-texts.ts'
import { coterie } from './viewer-process.ts'

const HOSTILE = `<img src=x onerror="document.title='broken'">`

const CODEBOOK = `
codebook: talk
version: 1
about: ${JSON.stringify(`About ${HOSTILE}`)}
context: { before: 2, after: 1 }
codes:
  proposes:
    title: ${JSON.stringify(`Proposes ${HOSTILE}`)}
    level: span
    definition: ${JSON.stringify(`A plan is proposed ${HOSTILE}`)}
    examples: [${JSON.stringify(`We begin ${HOSTILE}`)}]
  tone:
    level: ordinal
    definition: How friendly it is.
    categories: { cold: Curt., plain: Neither., warm: Friendly. }
  agrees:
    definition: It agrees with somebody.
  strongly:
    definition: It agrees without reserve.
    where: { agrees: 1 }
`

interface Told {
  readonly url: string
  readonly coders: readonly {
    readonly coder: string
    readonly units: number
    readonly url: string
  }[]
}

/** `coterie view` with links for coders. */
async function startCoding(...args: readonly string[]): Promise<Told & { end(): Promise<void> }> {
  const child = spawn(process.execPath, ['bin/coterie.js', 'view', ...args, '--json'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const told = await new Promise<Told>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
      if (printed.trimEnd().endsWith('}')) resolve(JSON.parse(printed) as Told)
    })
    child.on('close', () => reject(new Error(`coterie view ended: ${said}`)))
  })
  const closed = new Promise<void>((resolve) => child.on('close', () => resolve()))
  return {
    ...told,
    end: () => {
      child.kill('SIGTERM')
      return closed
    },
  }
}

const ANN = `Ann ${HOSTILE}`
const BEN = 'Ben'

describe.skipIf(browserPath() === undefined)('coding in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'coterie-coding-'))
  const db = join(folder, 'talks.sqlite')
  const book = join(folder, 'talk.yaml')
  const wanted = [db, '--coder', ANN, '--coder', BEN, '--codebook', book, '--sample', '20']
  let browser: Browser
  let server: Awaited<ReturnType<typeof startCoding>>

  const open = async (address: string): Promise<{ page: Page; complaints: string[] }> => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
    const complaints: string[] = []
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.goto(address)
    return { page, complaints }
  }
  const linkOf = (coder: string): string =>
    server.coders.find((one) => one.coder === coder)?.url ?? ''
  const press = async (page: Page, ...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key)
  }
  const at = async (page: Page, unit: number): Promise<void> => {
    await page.getByText(`Unit ${unit} of 20`, { exact: true }).first().waitFor()
    await page.locator('.coder-current').waitFor()
  }
  const saved = (page: Page): Promise<void> => page.getByText('All is saved').waitFor()
  const stateOf = (page: Page, code: string): Promise<string> =>
    page.locator(`[data-code="${code}"] .coder-state`).innerText()
  const faultsIn = async (page: Page): Promise<string[]> => {
    const faults: string[] = []
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      faults.push(...(await accessibilityFaults(page)))
    }
    return faults
  }
  const listed = async (coder: string): Promise<Record<string, number>> => {
    const { coders } = JSON.parse(await coterie('codings', 'list', db, '--json')) as {
      coders: { coder: string; codings: number; missing: number; corrections: number }[]
    }
    const found = coders.find((one) => one.coder === coder)
    return {
      codings: found?.codings ?? 0,
      missing: found?.missing ?? 0,
      corrections: found?.corrections ?? 0,
    }
  }

  beforeAll(async () => {
    writeFileSync(book, CODEBOOK)
    const talk = 'scenarios/group-discussion/recorded/warroom-A-run01.json.gz'
    await coterie('import', talk, '--db', db)
    server = await startCoding(...wanted)
    browser = await openBrowser()
  })

  afterAll(async () => {
    await browser.close()
    await server.end()
    rmSync(folder, { recursive: true })
  })

  test('twenty units with the keyboard alone: one is undone, one has a note, and a reload loses nothing', async () => {
    const { page, complaints } = await open(linkOf(ANN))
    await at(page, 1)
    await page.getByText(`Proposes ${HOSTILE}`).first().waitFor()
    expect(await faultsIn(page)).toEqual([])
    await press(page, '?')
    await page.getByRole('dialog').waitFor()
    expect(await faultsIn(page)).toEqual([])
    await press(page, 'Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })

    for (let unit = 1; unit <= 20; unit++) {
      await at(page, unit)
      // Words are marked from the first on, three of them.
      if (unit === 1) {
        await press(
          page,
          's',
          'Shift+ArrowRight',
          'Shift+ArrowRight',
          'Enter',
          'Escape',
          'ArrowDown',
        )
        expect(await stateOf(page, 'proposes')).toBe('yes, 1 marked')
      } else await press(page, 'n')
      await press(page, '3', 'n')
      if (unit === 2) {
        await press(page, 'u')
        await expect.poll(() => stateOf(page, 'agrees')).toBe('open')
        // What depends on an answer is asked with it, and taken back with it.
        await press(page, 'y', 'c', 'ArrowUp', 'n')
        expect(await page.locator('[data-code="strongly"]').count()).toBe(0)
      }
      if (unit === 3) {
        await press(page, 'm')
        await page.getByLabel(/Note on agrees/).waitFor()
        await page.keyboard.type(`He says "well" ${HOSTILE}`)
        await press(page, 'Enter')
        await page.getByText(`He says "well" ${HOSTILE}`).waitFor()
      }
      if (unit === 5) {
        // Where the next code is open already, a note is on the answer that was just given, and no letter of it is an answer.
        await press(page, 'u', 'm')
        await page.getByLabel(/Note on tone/).waitFor()
        await page.keyboard.type('yny')
        await press(page, 'Enter')
        await page.getByText('yny').waitFor()
        expect(await stateOf(page, 'agrees')).toBe('open')
        await press(page, 'n')
      }
      if (unit === 10) {
        await saved(page)
        await page.reload()
        await at(page, 10)
        expect(await stateOf(page, 'tone')).toBe('warm')
        // What was done before the reload can still be undone.
        await press(page, 'u')
        await expect.poll(() => stateOf(page, 'agrees')).toBe('open')
        await press(page, 'n')
      }
      if (unit < 20) await press(page, 'Enter')
    }
    await saved(page)
    await page.getByText('20 coded. All of them: thank you.').waitFor()
    expect(await page.title()).toBe('Coding · talk · Coterie')
    expect(complaints).toEqual([])
    await page.close()
    expect(await listed(ANN)).toMatchObject({ codings: 60, missing: 0 })
  })

  test('another day the link is the same, and shows what was coded; a second coder differs', async () => {
    const before = server.coders
    await server.end()
    server = await startCoding(...wanted)
    expect(server.coders.map(({ url }) => url)).toEqual(before.map(({ url }) => url))
    const ann = await open(linkOf(ANN))
    await ann.page.getByText('20 coded').waitFor()
    await ann.page.close()

    const { page } = await open(linkOf(BEN))
    for (let unit = 1; unit <= 20; unit++) {
      await at(page, unit)
      await press(page, unit % 4 === 0 ? 'y' : 'n', unit % 2 === 0 ? '3' : '1', 'n')
      if (unit < 20) await press(page, 'Enter')
    }
    await saved(page)
    await page.close()
    expect(await listed(BEN)).toMatchObject({ codings: 60, corrections: 0 })
  })

  test('answers wait while somebody else writes, and while the server is away', async () => {
    const { page } = await open(linkOf(BEN))
    await at(page, 1)
    await page.context().setOffline(true)
    await press(page, 'ArrowDown', 'ArrowDown', 'y')
    await page.getByText('One answer waits in this browser').waitFor()
    await page.context().setOffline(false)
    await saved(page)
    await press(page, 'u')
    await saved(page)
    await page.close()
    expect(await listed(BEN)).toMatchObject({ codings: 60, corrections: 2 })
  })

  test('a coder’s link opens nothing else', async () => {
    const { page } = await open(linkOf(ANN))
    const { origin } = new URL(server.url)
    for (const path of [
      '/',
      '/api/records',
      '/api/records/talks/codings',
      '/api/live',
      '/viewer.js',
    ])
      expect((await page.request.get(origin + path)).status()).toBe(401)
    await page.close()
  })

  test('the researcher sees where they differ, has a third decide, and reads the numbers of coterie agree', async () => {
    const { page, complaints } = await open(server.url)
    await page.getByRole('link', { name: 'Coding', exact: true }).click()
    await page.getByRole('heading', { name: 'Where coders differ' }).waitFor()
    const agreed = JSON.parse(await coterie('agree', db, '--codebook', 'talk', '--json')) as {
      codes: Record<string, { krippendorff_alpha: number | null; percent_agreement: number }>
    }
    for (const [code, title] of [
      ['tone', 'tone'],
      ['proposes', `Proposes ${HOSTILE}`],
    ] as const) {
      const row = page.getByRole('row').filter({ has: page.getByRole('button', { name: title }) })
      await expect
        .poll(() => row.innerText())
        .toContain(agreed.codes[code]?.krippendorff_alpha?.toFixed(2).replace('-', '−') ?? '–')
      expect(await row.innerText()).toContain(agreed.codes[code]?.percent_agreement.toFixed(2))
    }
    await page.getByLabel('Code', { exact: true }).selectOption('tone')
    await page.getByText('Coders differ on 10 of the 20 answers').waitFor()
    expect(await faultsIn(page)).toEqual([])

    await page.getByRole('heading', { name: 'Declare a rule' }).click()
    await page.getByLabel('The third, who decides').fill('Zoe')
    await page.getByLabel('What is settled is called').fill('agreed')
    await page.getByRole('button', { name: 'Declare' }).click()
    await page.getByText('agreed is declared.').waitFor()
    await page.getByLabel('Why').fill('a friendly word')
    await page.getByRole('group', { name: 'Decide' }).getByRole('button', { name: 'warm' }).click()
    await page.getByText('decided').first().waitFor()
    expect(await faultsIn(page)).toEqual([])
    expect(complaints).toEqual([])
    await page.close()

    const settled = (await coterie('codings', 'list', db, '--json')) as string
    expect(JSON.parse(settled)).toMatchObject({
      adjudications: [{ name: 'agreed', rule: 'third', coders: [ANN, BEN, 'Zoe'] }],
    })
    expect(await listed('Zoe')).toMatchObject({ codings: 1 })
  })
})

describe.skipIf(browserPath() === undefined)('words that would do something', () => {
  const folder = mkdtempSync(join(tmpdir(), 'coterie-coding-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  test('are words: in messages, in codebooks, in names of coders, of whoever decides, in notes', async () => {
    const db = join(folder, 'chat.sqlite')
    const texts = Object.values(HOSTILE_TEXTS).slice(0, 60)
    const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`
    const lines = texts.map((text, i) => `talk,${i % 2 === 0 ? 'Kim' : 'Lou'},${cell(text)}`)
    writeFileSync(join(folder, 'chat.csv'), ['run,speaker,text', ...lines].join('\n'))
    writeFileSync(join(folder, 'talk.yaml'), CODEBOOK)
    await coterie('import', join(folder, 'chat.csv'), '--db', db)
    const coders = ['--coder', ANN, '--coder', BEN]
    const server = await startCoding(db, ...coders, '--codebook', join(folder, 'talk.yaml'))
    const browser = await openBrowser()
    const page = await browser.newPage()
    const asked: string[] = []
    page.on('request', (request) => asked.push(new URL(request.url()).host))
    const whole = async (): Promise<unknown> =>
      page.evaluate(() => (globalThis as { hacked?: unknown }).hacked ?? null)
    try {
      const { units } = server.coders[0] ?? { units: 0 }
      for (const { url } of server.coders) {
        await page.goto(url)
        for (let unit = 1; unit <= units; unit++) {
          await page.getByText(`Unit ${unit} of ${units}`, { exact: true }).first().waitFor()
          await page.locator('.coder-current').waitFor()
          await page.keyboard.press(url === server.coders[0]?.url ? 'y' : 'n')
          if (unit < units) await page.keyboard.press('j')
        }
        await page.keyboard.press('ArrowUp')
        await page.keyboard.press('m')
        await page.getByRole('textbox').fill(HOSTILE)
        await page.keyboard.press('Enter')
        await page.getByText('All is saved').waitFor()
        expect(await whole()).toBeNull()
      }
      await coterie(
        'codings',
        'settle',
        db,
        '--codebook',
        'talk',
        '--rule',
        'union',
        '--coders',
        `${ANN},${BEN}`,
        '--name',
        HOSTILE,
      )
      const { origin, search } = new URL(server.url)
      await page.goto(`${origin}/${search}`)
      await page.goto(`${origin}/#/chat/codings`)
      await page.getByText(`Coders differ on ${units} of the ${units} answers`).waitFor()
      for (let i = 1; i < Math.min(units, 40); i++) {
        await page.getByRole('button', { name: 'Next' }).click()
        await page.locator('.codings-voices').waitFor()
      }
      expect(await page.locator('.codings-voices').innerText()).toContain(ANN)
      await page.getByText(HOSTILE).first().waitFor()
      expect(await whole()).toBeNull()
      expect(
        await page.locator('img, iframe, object, form[action], script:not([src])').count(),
      ).toBe(0)
      expect([...new Set(asked)]).toEqual([new URL(server.url).host])
    } finally {
      await browser.close()
      await server.end()
    }
  })
})
