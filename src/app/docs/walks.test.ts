/** What the pages on calls of models tell can be done from top to bottom, and comes out as it is told. */
import { parse } from 'yaml'
import { describe, expect, test } from 'vitest'
import { snippetsIn } from './testing/snippets.ts'
import { WALKED, walkPage } from './testing/walk-page.ts'

describe.each(WALKED)('%s', (page) => {
  test('can be followed from top to bottom', async () => {
    const steps = await walkPage(page)
    expect(steps.map(({ was }) => was)).toEqual(steps.map(({ told }) => told))
    expect(steps.length).toBeGreaterThan(1)
  }, 600_000)

  test('names the file of every experiment, so that it is played', () => {
    const experiments = snippetsIn(page)
      .filter(({ language }) => language === 'yaml')
      .filter(({ text }) => 'experiment' in (parse(text) as object))
    for (const { text } of experiments) expect(text).toMatch(/^# \S+\.yaml\n/)
  })
})
