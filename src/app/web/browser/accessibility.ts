/** Looks for what keeps people with a keyboard, a screen reader or poor sight from using a page: axe-core, in the page itself. */
import axe from 'axe-core'
import type { Page } from 'playwright-core'

declare const window: { axe: typeof axe }

/** WCAG 2.2 A and AA, and axe's best practices: each violation in words, with the places where it is; empty where all is well. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate(() =>
    window.axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      resultTypes: ['violations'],
    }),
  )
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${id}: ${help} at ${target.join(' ')} (${failureSummary})`,
    ),
  )
}
