/** A record is exported as a static site, carried elsewhere, and opened from the disk, with no server and no network. */
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { homedir, hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gunzipSync } from 'node:zlib'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accessibilityFaults } from './accessibility.ts'
import { browserPath, openBrowser } from './browser.ts'
import { crawl } from './crawl.ts'
import { coterie, startViewer } from './viewer-process.ts'
import { watchedPage } from './watched-page.ts'

describe.skipIf(browserPath() === undefined)('a static site', () => {
  const folder = mkdtempSync(join(tmpdir(), 'coterie-publish-'))
  const db = join(folder, 'showcase.sqlite')
  const written = join(folder, 'written')
  const site = join(folder, 'carried elsewhere')
  let browser: Browser
  let said: { dir: string; files: number; bytes: number }

  beforeAll(async () => {
    await coterie('run', 'scenarios/matrix-game/experiments/showcase.yaml', '--db', db, '--quiet')
    said = JSON.parse(await coterie('view', db, '--export', written, '--json')) as typeof said
    cpSync(written, site, { recursive: true })
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser.close()
    rmSync(folder, { recursive: true })
  })

  const filesOf = (dir: string): string[] =>
    readdirSync(dir, { recursive: true, withFileTypes: true })
      .filter((one) => one.isFile())
      .map((one) => join(one.parentPath, one.name))
  /** A file's words, out of its packing where it has one. */
  const wordsOf = (file: string): string => {
    const text = readFileSync(file, 'utf8')
    const packed = /^coterieHands\('[a-z0-9/]+','([A-Za-z0-9+/=]+)'\)\n$/.exec(text)?.[1]
    return packed === undefined ? text : gunzipSync(Buffer.from(packed, 'base64')).toString('utf8')
  }
  const open = async (dir = site) => {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 900 },
      offline: true,
    })
    return watchedPage(context, pathToFileURL(dir).href)
  }
  const start = pathToFileURL(join(site, 'index.html')).href

  test('is as large as the command says', () => {
    const files = filesOf(written)
    expect(said).toEqual({
      dir: written,
      files: files.length,
      bytes: files.reduce((sum, file) => sum + statSync(file).size, 0),
    })
  })

  test('says nothing of the machine on which it was written', () => {
    const told = [folder, process.cwd(), homedir(), hostname()].filter((one) => one.length > 6)
    for (const file of filesOf(written)) {
      const text = wordsOf(file)
      for (const one of told)
        expect({ file, one, isIn: text.includes(one) }).toEqual({ file, one, isIn: false })
    }
  })

  test('opens from the disk, and holds whatever it has links to', async () => {
    const { page, wrongs } = await open()
    const faults: string[] = []
    const kinds = await crawl(page, start, async (address) => {
      expect({ address, wrongs: await wrongs() }).toEqual({ address, wrongs: [] })
      for (const fault of await page.locator('.fault').allInnerTexts())
        faults.push(`${address}: ${fault}`)
    })
    expect(faults).toEqual([])
    expect([...kinds]).toEqual(expect.arrayContaining(['runs', 'run', 'knew', 'plots', 'forks']))
    await page.context().close()
  })

  test('is few files, none of them large', () => {
    const files = filesOf(join(written, 'data')).map((file) => statSync(file).size)
    expect(files.length).toBeLessThan(30)
    expect(Math.max(...files)).toBeLessThan(300_000)
  })

  test('says which file it has lost', async () => {
    const torn = join(folder, 'torn')
    cpSync(written, torn, { recursive: true })
    rmSync(join(torn, 'data', 'answers', '0.js'))
    const { page } = await open(torn)
    await page.goto(pathToFileURL(join(torn, 'index.html')).href)
    await page.getByText('data/answers/0.js of this site is missing').first().waitFor()
    await page.context().close()
  })

  test('shows a run as the server shows it', async () => {
    const viewer = await startViewer(db)
    const { page, wrongs } = await open()
    const live = await browser.newPage()
    try {
      await page.goto(start)
      const link = page.locator('a[href*="/run/run_"]').first()
      const address = (await link.getAttribute('href')) ?? ''
      await link.click()
      await live.goto(`${viewer.url}/${address}`)
      const words = (of: typeof page): Promise<string[]> => of.locator('h1, h2, dl').allInnerTexts()
      for (const one of [page, live]) await one.locator('.line').first().waitFor()
      await expect.poll(async () => [await words(page), await words(live)]).toSatisfy(isTwice)
      expect((await words(page)).length).toBeGreaterThan(2)
      expect(await wrongs()).toEqual([])
    } finally {
      await live.close()
      await page.context().close()
      await viewer.end()
    }
  })

  test.each(['light', 'dark'] as const)('can be used by everybody, %s', async (colorScheme) => {
    const { page } = await open()
    await page.emulateMedia({ colorScheme })
    await page.goto(start)
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await page.context().close()
  })

  test('holds the runs that were named, and no other', async () => {
    const shown = JSON.parse(await coterie('show', db, '--json')) as { runs: { run_id: string }[] }
    const [kept = '', ...others] = shown.runs.map(({ run_id }) => run_id)
    const some = join(folder, 'some')
    await coterie('view', db, '--export', some, '--run', kept)
    const all = filesOf(some).map((file) => `${file}\n${wordsOf(file)}`)
    expect(all.some((text) => text.includes(kept))).toBe(true)
    for (const run of others) expect(all.filter((text) => text.includes(run))).toEqual([])
    const { page, wrongs } = await open(some)
    await page.goto(pathToFileURL(join(some, 'index.html')).href)
    await page.locator(`a[href*="${kept}"]`).first().waitFor()
    expect(await wrongs()).toEqual([])
    await page.context().close()
  })

  test('is written over an earlier one, and over nothing else', async () => {
    await coterie('view', db, '--export', written)
    const other = mkdtempSync(join(folder, 'other-'))
    writeFileSync(join(other, 'thesis.tex'), '')
    await expect(coterie('view', db, '--export', other)).rejects.toThrow(
      /ended with 2: .*holds other files/s,
    )
    expect(readdirSync(other)).toEqual(['thesis.tex'])
    await expect(coterie('view', db, '--run', 'run_0')).rejects.toThrow('--export DIR')
  })
})

function isTwice([one, other]: readonly unknown[]): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
