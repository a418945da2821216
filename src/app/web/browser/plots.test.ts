/** Plots in a real browser: they are drawn, they show their numbers, and both can be taken away. */
import { readFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, Locator, Page } from 'playwright-core'
import { SaxesParser } from 'saxes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accessibilityFaults } from './accessibility.ts'
import { browserPath, openBrowser } from './browser.ts'
import { coterie, startViewer, type Started } from './viewer-process.ts'

/** Markup, a formula, and an expression, as names of treatments. */
const HOSTILE = '<img src=x onerror=hostile()>'
const FORMULA = '=HYPERLINK("http://hostile.example")'

const EXPERIMENT = `
experiment: plotted
scenario: matrix-game
parameters: { game: prisoners-dilemma, rounds: 6, noise: 0.1 }
cast: { row: uniform, column: tit-for-tat }
treatments:
  ${JSON.stringify(HOSTILE)}: {}
  ${JSON.stringify(FORMULA)}: { cast.row: win-stay-lose-shift }
replicates: 8
`

/** Every plot of the page with the name of its section. */
const PLOTS = ['course', 'states', 'payoffs', 'strategies', 'network', 'profiles', 'reliability']

describe.skipIf(browserPath() === undefined)('plots', () => {
  const folder = mkdtempSync(join(tmpdir(), 'coterie-plots-'))
  let browser: Browser
  let viewer: Started

  beforeAll(async () => {
    const experiment = join(folder, 'plotted.yaml')
    writeFileSync(experiment, EXPERIMENT)
    const plotted = join(folder, 'plotted.sqlite')
    await coterie('run', experiment, '--db', plotted, '--quiet')
    const talks = join(folder, 'talks.sqlite')
    const recorded = 'scenarios/group-discussion/recorded/warroom-A-run01.json.gz'
    await coterie('import', recorded, '--db', talks)
    const judges = [
      '--judge',
      'one=simulated/strict-judge',
      '--judge',
      'two=simulated/lenient-judge',
    ]
    await coterie('code', talks, '--codebook', 'discussion-flags', ...judges)
    const growing = join(folder, 'growing.sqlite')
    for (const [name, replicates] of [
      ['few', 1],
      ['more', 3],
    ] as const)
      writeFileSync(
        join(folder, `${name}.yaml`),
        EXPERIMENT.replace('replicates: 8', `replicates: ${replicates}`),
      )
    for (const db of [growing, join(folder, 'few.sqlite')])
      await coterie('run', join(folder, 'few.yaml'), '--db', db, '--quiet')
    viewer = await startViewer(plotted, talks, growing)
    browser = await openBrowser()
  })

  afterAll(async () => {
    await browser.close()
    await viewer.end()
    rmSync(folder, { recursive: true })
  })

  test('are drawn as they come into view; what does not apply says why', async () => {
    const { page, complaints } = await opened('plotted')
    for (const name of ['course', 'states', 'payoffs', 'strategies']) {
      const section = await sectionOf(page, name)
      await section.locator('figure svg text').first().waitFor()
      expect(await section.getByRole('alert').count()).toBe(0)
    }
    for (const [name, why] of [
      ['network', 'Nobody says anything'],
      ['profiles', 'Nothing was coded'],
      ['reliability', 'Nothing was coded'],
    ] as const) {
      const section = await sectionOf(page, name)
      await section.getByText(why).waitFor()
    }
    expect(await page.getByText(HOSTILE).count()).toBeGreaterThan(0)
    expect(await page.locator('img').count()).toBe(0)
    expect(complaints).toEqual([])
    await page.close()
  })

  test('of talk and codings are drawn, too', async () => {
    const { page, complaints } = await opened('talks')
    for (const name of ['network', 'profiles', 'reliability']) {
      const section = await sectionOf(page, name)
      await section.locator('figure svg text').first().waitFor()
    }
    expect(complaints).toEqual([])
    await page.close()
  })

  test('show their numbers in a table, with the meaning of each column', async () => {
    const { page } = await opened('plotted')
    const section = await sectionOf(page, 'states')
    await section.getByText('Numbers', { exact: false }).first().click()
    const table = section.locator('table').first()
    await table.waitFor()
    expect(await table.getByRole('columnheader').allTextContents()).toEqual([
      'treatment',
      'round',
      'state',
      'runs',
      'share',
    ])
    // Two treatments of six rounds with four states, and the line of names.
    expect(await table.getAttribute('aria-rowcount')).toBe('49')
    await page.close()
  })

  test('are taken away as a table that no spreadsheet runs', async () => {
    const { page } = await opened('plotted')
    const section = await sectionOf(page, 'course')
    const file = await downloaded(page, section.getByRole('button', { name: /^CSV/ }).first())
    expect(file.name).toBe('plotted-course-0.csv')
    const [names, ...rows] = file.text.trimEnd().split('\n')
    expect(names).toBe('treatment,role,ask,option,round,runs,mean,low,high')
    expect(rows).toHaveLength(12)
    expect(rows.at(-1)).toContain(`"'=HYPERLINK(""http://hostile.example"")",row,choice`)
    await page.close()
  })

  test('are narrowed to a treatment by its box; its numbers, its files and the address obey', async () => {
    const { page, complaints } = await opened('plotted', { viewport: { width: 375, height: 760 } })
    const section = await sectionOf(page, 'course')
    await section.locator('p', { hasText: 'All 2 treatments, 16 finished runs in all.' }).waitFor()
    await page.getByText('Treatments: all 2').click()
    // By keyboard: a box is ticked, and what was chosen is sent.
    await page.getByRole('group', { name: 'Treatment' }).getByLabel(FORMULA).press('Space')
    await page.getByText('1 of 2 treatments fit').waitFor()
    await page.getByRole('button', { name: 'Draw 1 of 2 treatments' }).press('Enter')
    await section.locator('p', { hasText: '1 of 2 treatments (=HYPERLINK' }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThan(1)

    const csv = await downloaded(page, section.getByRole('button', { name: /^CSV/ }).first())
    expect(csv.name).toBe('plotted-course-0-HYPERLINK-http-hostile-example.csv')
    const rows = csv.text.trimEnd().split('\n').slice(1)
    expect(rows).toHaveLength(6)
    for (const row of rows) expect(row).toMatch(/^"'=HYPERLINK/)
    const svg = await downloaded(page, section.getByRole('button', { name: /^SVG/ }).first())
    expect(svg.name).toBe('plotted-course-0-HYPERLINK-http-hostile-example.svg')
    expect(svg.text).toContain('1 of 2 treatments')
    expect(svg.text).not.toContain('onerror')

    // Who is sent the address sees the same; the other plots keep to it.
    const { page: sent } = await opened('plotted', {}, undefined, {
      hash: new URL(page.url()).hash,
    })
    const states = await sectionOf(sent, 'states')
    await states.locator('p', { hasText: '1 of 2 treatments (=HYPERLINK' }).waitFor()
    const next = await sent.getByRole('link', { name: 'Strategy map' }).getAttribute('href')
    expect(next).toContain('?treatment=')
    await sent.getByRole('button', { name: 'Draw all', exact: true }).click()
    await states.locator('p', { hasText: 'All 2 treatments' }).waitFor()
    expect(new URL(sent.url()).hash).toBe('#/plotted/plots')
    expect(complaints).toEqual([])
    await sent.close()
    await page.close()
  })

  test('on a site of files say what they show, and where others can be chosen', async () => {
    const site = join(folder, 'site')
    await coterie('view', join(folder, 'few.sqlite'), '--export', site)
    const { page, complaints } = await opened('few', {}, undefined, {
      base: pathToFileURL(join(site, 'index.html')).href,
      hash: '#/few/plots?treatment=calm',
    })
    await page.getByText('Drawings show all 2 treatments.').waitFor()
    const section = await sectionOf(page, 'course')
    await section.locator('p', { hasText: 'All 2 treatments, 2 finished runs in all.' }).waitFor()
    expect(await page.getByRole('button', { name: /^Draw/ }).count()).toBe(0)
    expect(complaints).toEqual([])
    await page.close()
  })

  test('are drawn again when that is asked for, once more runs have finished', async () => {
    const { page } = await opened('growing')
    const section = await sectionOf(page, 'course')
    await section.locator('p', { hasText: '2 finished runs in all.' }).waitFor()
    await coterie(
      'run',
      join(folder, 'more.yaml'),
      '--db',
      join(folder, 'growing.sqlite'),
      '--quiet',
    )
    await page.getByText('More runs have finished since these plots were drawn.').waitFor()
    expect(await section.locator('p', { hasText: '2 finished runs in all.' }).count()).toBe(1)
    await page.getByRole('button', { name: 'Draw again, with 4 more runs' }).click()
    await section.locator('p', { hasText: '6 finished runs in all.' }).waitFor()
    await page.getByRole('button', { name: /^Draw again/ }).waitFor({ state: 'detached' })
    await page.close()
  })

  test('are taken away as an SVG of its own, dark on white in the dark', async () => {
    const { page } = await opened('plotted', { colorScheme: 'dark' })
    const section = await sectionOf(page, 'payoffs')
    const file = await downloaded(page, section.getByRole('button', { name: /^SVG/ }).first())
    expect(file.name).toBe('plotted-earnings.svg')
    expect(file.text).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<svg /)
    const elements: string[] = []
    const parser = new SaxesParser({ xmlns: true })
    parser.on('error', (error) => {
      throw error
    })
    parser.on('opentag', ({ name, attributes }) => {
      elements.push(name)
      expect(Object.keys(attributes).filter((one) => /^on|href/.test(one))).toEqual([])
    })
    parser.write(file.text).close()
    expect(new Set(elements)).not.toContain('script')
    expect(elements).toContain('title')
    expect(file.text).toContain('color="#1d1f23"')
    expect(file.text).toContain('fill="#ffffff"')
    await page.close()
  })

  test.each([
    ['a script', '<script>hostile()</script>'],
    ['what runs when it is loaded', '<path d="M0 0" onload="hostile()"/>'],
    ['a link', '<a href="javascript:hostile()"><path d="M0 0"/></a>'],
    ['a picture from elsewhere', '<image href="http://hostile.example/x.png"/>'],
    ['HTML', '<foreignObject><b xmlns="http://www.w3.org/1999/xhtml">x</b></foreignObject>'],
    ['a style', '<style>* { display: none }</style>'],
    ['a fill from elsewhere', '<path d="M0 0" fill="url(http://hostile.example/#x)"/>'],
    ['what is no XML', '<path d="M0 0">'],
  ])('a drawing that holds %s is refused', async (_, inside) => {
    const { page } = await opened('plotted', {}, inside)
    const section = await sectionOf(page, 'course')
    await section.getByText('This drawing was refused').first().waitFor()
    expect(await section.locator('svg').count()).toBe(0)
    await page.close()
  })

  test.each(['light', 'dark'] as const)('can be used by everybody, %s', async (colorScheme) => {
    for (const [record, width] of [
      ['plotted', 1280],
      ['talks', 390],
    ] as const) {
      const { page } = await opened(record, { colorScheme, viewport: { width, height: 800 } })
      for (const name of PLOTS) {
        const section = await sectionOf(page, name)
        await section.locator('figure, .empty').first().waitFor()
      }
      for (const numbers of await page.locator('figure summary').all()) await numbers.click()
      expect(await accessibilityFaults(page)).toEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThan(
        1,
      )
      await page.close()
    }
  })

  /** The page of plots; `inside` is put into every drawing that the server sends. */
  async function opened(
    record: string,
    options: Parameters<Browser['newPage']>[0] = {},
    inside?: string,
    { base = viewer.url, hash = `#/${record}/plots` } = {},
  ): Promise<{ page: Page; complaints: string[] }> {
    const page = await browser.newPage(options)
    const complaints: string[] = []
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    if (inside !== undefined)
      await page.route(/\/plots\/\w+\/(wide|narrow)/, async (route) => {
        const answer = await route.fetch()
        const plot = (await answer.json()) as { figures: { svg: string }[] }
        for (const figure of plot.figures)
          figure.svg = figure.svg.replace('</svg>', `${inside}</svg>`)
        await route.fulfill({ json: plot })
      })
    await page.goto(new URL(hash, base).href)
    return { page, complaints }
  }
})

async function sectionOf(page: Page, name: string): Promise<Locator> {
  const section = page.locator('section', { has: page.locator(`#plot-${name}`) })
  await section.scrollIntoViewIfNeeded()
  return section
}

async function downloaded(page: Page, button: Locator): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()])
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') }
}
