/** A page that is watched for everything that a hostile text might make it do. */
import type { BrowserContext, Page } from 'playwright-core'
import { ICON } from '../page-shell.ts'

export interface WatchedPage {
  readonly page: Page
  /** What it did that it should not have: what ran, what was asked elsewhere, what the browser complained of. Empty where all is well. */
  wrongs(): Promise<string[]>
}

/** Attributes and elements that no page of ours has. */
const FOREIGN =
  'script:not([src]), iframe, object, embed, video, audio, base, marquee, math, foreignObject, form[action], animate, use, ' +
  'img, meta[http-equiv=refresh], a[href^="javascript" i], a[href^="data" i], a[href*="leak.invalid"], link[href*="leak.invalid"]'

/** `own` is how the addresses begin that the page may ask. */
export async function watchedPage(context: BrowserContext, own: string): Promise<WatchedPage> {
  const page = await context.newPage()
  const seen: string[] = []
  page.on('dialog', (dialog) => {
    seen.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('request', (request) => {
    const url = request.url()
    if (!url.startsWith(own) && url !== new URL(ICON).href && !url.startsWith('blob:'))
      seen.push(`asked elsewhere: ${url.slice(0, 200)}`)
  })
  page.on('popup', (popup) => seen.push(`opened: ${popup.url()}`))
  page.on('pageerror', (error) => seen.push(`error: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error' || /Content Security/.test(message.text()))
      seen.push(`complaint: ${message.text().slice(0, 300)}`)
  })
  return {
    page,
    async wrongs() {
      const found = await page.evaluate((foreign) => {
        const all = [...document.querySelectorAll('*')]
        const handlers = all.flatMap((element) =>
          element.getAttributeNames().filter((name) => /^on|^srcdoc$/i.test(name)),
        )
        const hacked = 'hacked' in window || 'hacked' in Object.prototype
        return [
          ...(hacked ? ['something ran'] : []),
          ...handlers.map((name) => `attribute: ${name}`),
          ...[...document.querySelectorAll(foreign)].map(
            (one) => `element: ${one.outerHTML.slice(0, 200)}`,
          ),
        ]
      }, FOREIGN)
      return [...seen.splice(0), ...found]
    },
  }
}
