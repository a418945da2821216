/** Reference figures are figures of the game: within what can be sent and returned, each with where it comes from. */
import { expect, test } from 'vitest'
import { references as dictator } from '../dictator-game/reference.ts'
import { references as ultimatum } from '../ultimatum-game/reference.ts'
import { references as trust } from './reference.ts'

const all = [...trust, ...dictator, ...ultimatum]

test.each(all)('$statistic, $citation', ({ statistic, value, citation, doi, parameters }) => {
  expect(citation).toMatch(/ (19|20)\d\d, /)
  expect(doi).toMatch(/^10\.\d{4}\/\S+$/)
  const pie = Number(parameters['endowment'] ?? parameters['pie'] ?? 1)
  const most = statistic.startsWith('mean returned') ? 3 * pie : pie
  const isShare = /^(mean )?share/.test(statistic)
  expect(value).toBeGreaterThan(0)
  expect(value).toBeLessThanOrEqual(isShare ? 1 : most)
})

test('no figure is told twice', () => {
  const keys = all.map(({ statistic, population, parameters }) =>
    JSON.stringify([statistic, population, parameters]),
  )
  expect(new Set(keys).size).toBe(keys.length)
})
