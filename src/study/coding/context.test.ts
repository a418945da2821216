/** Coders see of the past what the speaker could have heard, and no more. */
import { expect, test } from 'vitest'
import type { TickEntry } from '../../record/entry.ts'
import { contextOf } from './context.ts'
import { unitsOf } from './cut-units.ts'
import { decided, madeWorld, namedPlan, said, ticksOf, who } from './testing/made-run.ts'

const plan = namedPlan(['Ada', 'Bo', 'Cy', 'Dee'])

/** The context of the unit with these words. */
function contextIn(
  entries: readonly (readonly TickEntry[])[],
  words: string,
  window = { before: 9, after: 9 },
): { before: string[]; after: string[] } {
  const world = madeWorld(plan, ticksOf(entries))
  const unit = unitsOf(world, ['message', 'decision']).find(({ text }) => text === words)
  if (unit === undefined) throw new Error(`no unit says ${words}`)
  const { before, after } = contextOf(unit, world, window)
  return { before: before.map(({ text }) => text), after: after.map(({ text }) => text) }
}

const asked = (of: number): TickEntry => ({
  kind: 'decision-asked',
  of: who(of),
  ask: 'speak',
  form: { kind: 'text', maxLength: 99 },
})

test('the window is as long as it is told, nearest messages first', () => {
  const talk = ['1', '2', '3', '4', '5', '6'].map((text, i) => [said((i % 4) + 1, text)])
  expect(contextIn(talk, '4', { before: 2, after: 1 })).toEqual({
    before: ['2', '3'],
    after: ['5'],
  })
  expect(contextIn(talk, '4', { before: 0, after: 0 })).toEqual({ before: [], after: [] })
  expect(contextIn(talk, '1', { before: 3, after: 0 })).toEqual({ before: [], after: [] })
})

test('briefs, notices and planted words were heard and are told', () => {
  const talk = [
    [said(null, 'Brief.', { channel: 'brief' })],
    [said(2, 'Bo has failed.', { notice: true }), said(3, 'Planted.', { planted: true })],
    [said(1, 'Answer.')],
  ]
  expect(contextIn(talk, 'Answer.').before).toEqual(['Brief.', 'Bo has failed.', 'Planted.'])
})

test('other channels, and what the speaker may not hear, are not told', () => {
  const talk = [
    [said(2, 'To Cy.', { audience: [who(2), who(3)] })],
    [said(1, 'Aside.', { channel: 'private:p1-p2' })],
    [said(3, 'To all.')],
    [said(1, 'Answer.')],
  ]
  expect(contextIn(talk, 'Answer.').before).toEqual(['To all.'])
})

test('of a unit of several, what nobody on its channel may hear is not told', () => {
  const pair = [who(1), who(2)]
  const world = madeWorld(
    plan,
    ticksOf([
      [said(null, 'For Cy.', { channel: 'brief-3', audience: [who(3)] })],
      [said(null, 'For Bo.', { channel: 'brief-2', audience: [who(2)] })],
      [said(1, 'Aside.', { channel: 'private', audience: pair })],
    ]),
  )
  const [unit] = unitsOf(world, ['exchange'])
  const { before } = contextOf(unit!, world, { before: 9, after: 0 })
  expect(before.map(({ text }) => text)).toEqual(['For Bo.'])
})

test('those who speak at once have not heard one another: what stands before in the record comes after', () => {
  const talk = [
    [said(4, 'Begin.')],
    [asked(1), asked(2), said(1, 'Mine.'), said(2, 'Also mine.')],
    [said(3, 'Both?')],
  ]
  expect(contextIn(talk, 'Also mine.')).toEqual({ before: ['Begin.'], after: ['Mine.', 'Both?'] })
})

test('in staggered talk only what had arrived when the speaker began comes before', () => {
  const talk = [
    [said(1, 'Early.', { launched: 0, arrived: 1 })],
    [said(2, 'Slow.', { launched: 0, arrived: 3 })],
    [said(3, 'Answer.', { launched: 1, arrived: 4 })],
  ]
  expect(contextIn(talk, 'Answer.')).toEqual({ before: ['Early.'], after: ['Slow.'] })
})

test('a decision has what its participant could hear, on whatever channel', () => {
  const talk = [
    [said(2, 'Half?', { channel: 'private:p1-p2', audience: [who(1), who(2)] })],
    [said(3, 'Not for you.', { audience: [who(3)] })],
    [decided(1, 'send', 5)],
  ]
  expect(contextIn(talk, 'send: 5').before).toEqual(['Half?'])
})
