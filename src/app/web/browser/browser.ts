/** A real browser for tests and benchmarks: the machine's own Chromium. */
import { existsSync } from 'node:fs'
import { chromium, type Browser } from 'playwright-core'

const PLACES = [
  process.env['COTERIE_CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** So long is waited for what a page is to show: only a machine on which much else is done needs more than a moment. */
const PATIENCE_MS = 90_000

/** Where a browser is; undefined where there is none. CI sets COTERIE_NEEDS_BROWSER, and is told where none is found. */
export function browserPath(): string | undefined {
  const found = PLACES.find((place) => place !== undefined && existsSync(place))
  if (found === undefined && process.env['COTERIE_NEEDS_BROWSER'] !== undefined)
    throw new Error(
      'no Chromium was found: install it (apt-get install chromium), or name it with COTERIE_CHROMIUM.',
    )
  return found
}

/** @throws Error where there is no browser. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = browserPath()
  if (executablePath === undefined) throw new Error('no Chromium was found on this machine.')
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
  browser.on('context', (context) => context.setDefaultTimeout(PATIENCE_MS))
  return browser
}
