/** Goes through the pages of the viewer as somebody who presses everything: by its links, opening all that can be opened. */
import type { Page } from 'playwright-core'

/** So many pages of each kind of each record. */
const MOST_OF_A_KIND = 2

/** `start` is the address without `#`. Calls `visit` on every page that is reached; gives back the kinds of pages that were. */
export async function crawl(
  page: Page,
  start: string,
  visit: (address: string) => Promise<void>,
): Promise<ReadonlySet<string>> {
  const waiting = ['#/']
  const known = new Set(waiting)
  const visited = new Map<string, number>()
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const [, record = '', kind = ''] = (next.split('?')[0] ?? '').split('/')
    const count = visited.get(`${record}/${kind}`) ?? 0
    if (count >= MOST_OF_A_KIND) continue
    visited.set(`${record}/${kind}`, count + 1)
    await page.goto(`${start}${next}`)
    await settled(page)
    await openAll(page)
    await settled(page)
    await visit(next)
    const links = await page.$$eval('a[href^="#/"]', (all) =>
      all.map((one) => one.getAttribute('href') ?? ''),
    )
    for (const link of links) {
      if (known.has(link)) continue
      known.add(link)
      waiting.push(link)
    }
  }
  return new Set([...visited.keys()].map((key) => key.split('/')[1] ?? ''))
}

/** Until nothing is awaited that is in view, or for long enough to see what is wrong. */
async function settled(page: Page): Promise<void> {
  await page.locator('main').waitFor()
  const awaited = page.getByText('Loading…', { exact: true })
  for (let tries = 0; tries < 600; tries++) {
    if ((await awaited.count()) === 0) break
    // What is drawn only where it is seen is seen.
    await awaited
      .first()
      .scrollIntoViewIfNeeded({ timeout: 200 })
      .catch(() => undefined)
    await page.waitForTimeout(100)
  }
}

/** What is folded is unfolded, and every tab is shown once. */
async function openAll(page: Page): Promise<void> {
  await page.$$eval('details:not([open])', (all) => {
    for (const one of all) one.setAttribute('open', '')
  })
  const tabs = page.getByRole('tab')
  const count = Math.min(await tabs.count(), 8)
  for (let at = 0; at < count; at++) await tabs.nth(at).click()
}
