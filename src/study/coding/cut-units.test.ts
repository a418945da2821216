/** Units are cut in the order of the record, at the places that its views tell, and only from what participants said and decided themselves. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { memoryStore, openSqliteStore, openSqliteTables } from '../../app/adapters.ts'
import type { Store } from '../../io/store/store.ts'
import { UNIT_KINDS } from '../../record/coding-entries.ts'
import type { TickEntry } from '../../record/entry.ts'
import { runIdOf, type Plan } from '../../record/plan.ts'
import type { Tick } from '../../record/tick.ts'
import { shuffledUnits } from './coding-order.ts'
import { cutUnits, unitsOf } from './cut-units.ts'
import { decided, madeWorld, namedPlan, said, ticksOf, who } from './testing/made-run.ts'
import { unitCut, unitIdOf } from './unit.ts'

const scratch = mkdtempSync(join(tmpdir(), 'coterie-units-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

function keep(store: Store, plan: Plan, ticks: readonly Tick[], isEnded = true): void {
  const run = runIdOf(plan)
  store.begin(run, plan, 1, '2026-01-01T00:00:00Z')
  for (const tick of ticks.slice(plan.fork?.tick ?? 0)) store.append(run, tick, [])
  const end = { kind: 'run-ended', how: 'finished', why: null } as const
  if (isEnded) store.end(run, end, '0'.repeat(64), '2026-01-01T00:00:00Z')
  store.flush()
}

const NAMES = ['Ada', 'Bo', 'Cy', 'Dee']
const plan = namedPlan(NAMES)
const worldOf = (
  entries: readonly (readonly TickEntry[])[],
  rounds?: readonly (number | null)[],
): ReturnType<typeof madeWorld> => madeWorld(plan, ticksOf(entries, rounds))

const anEntry = fc.oneof(
  fc
    .record({
      from: fc.option(fc.integer({ min: 1, max: 4 })),
      text: fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed()),
      channel: fc.constantFrom('public', 'private:p1-p2', 'news'),
      mark: fc.constantFrom({}, {}, { notice: true as const }, { planted: true as const }),
    })
    .map(({ from, text, channel, mark }) => said(from, text, { channel, ...mark })),
  fc
    .record({
      of: fc.integer({ min: 1, max: 4 }),
      value: fc.constantFrom(null, 3, 'cooperate'),
    })
    .map(({ of, value }) => decided(of, 'choice', value)),
  fc.constant<TickEntry>({ kind: 'payoff-awarded', to: who(1), points: 2 }),
)
const aRecord = fc.array(fc.array(anEntry, { maxLength: 6 }), { maxLength: 6 })

test('a place is the one that the views messages and decisions tell', () => {
  let n = 0
  fc.assert(
    fc.property(aRecord, (entries) => {
      const path = join(scratch, `${n++}.sqlite`)
      const store = openSqliteStore(path, 'write')
      keep(store, plan, ticksOf(entries))
      const units = [...cutUnits(store, ['message', 'decision'])]
      store.close()
      const tables = openSqliteTables(path)
      const placesIn = (table: string): unknown[][] =>
        [...tables.rows(table)].map(({ seq, tick, round, participant }) => [
          seq,
          tick,
          round,
          participant,
        ])
      const places = (kind: string): unknown[][] =>
        units
          .filter((unit) => unit.kind === kind)
          .map(({ seq, tick, round, participant }) => [seq, tick, round, participant])
      const own = [...tables.rows('messages')].filter(
        (row) => row['participant'] !== null && row['notice'] === 0 && row['planted'] === 0,
      )
      expect(places('message')).toEqual(
        own.map(({ seq, tick, round, participant }) => [seq, tick, round, participant]),
      )
      expect(placesIn('decisions')).toEqual(expect.arrayContaining(places('decision')))
      tables.close()
    }),
    { numRuns: 12 },
  )
})

test('units stand in the order of the record, within it, and once', () => {
  fc.assert(
    fc.property(aRecord, (entries) => {
      const world = worldOf(entries)
      const units = unitsOf(world, UNIT_KINDS)
      expect(new Set(units.map(({ id }) => id)).size).toBe(units.length)
      const keys = units.map(({ seq, kind }) => seq * 10 + UNIT_KINDS.indexOf(kind))
      expect(keys).toEqual(keys.toSorted((a, b) => a - b))
      for (const unit of units) {
        expect(unit.seq).toBeLessThanOrEqual(unit.lastSeq)
        expect(unit.lastSeq).toBeLessThanOrEqual(world.lastSeq)
        expect(unit.id).toBe(unitIdOf(unit.kind, world.run, unit.seq))
        expect(unitCut(unit)).toMatchObject({ unit: unit.id, seq: unit.seq })
      }
    }),
  )
})

test('turns and exchanges hold each message once; the exchanges and the run hold each decision', () => {
  fc.assert(
    fc.property(aRecord, (entries) => {
      const world = worldOf(entries)
      const wordsOf = (kind: (typeof UNIT_KINDS)[number]): string[] =>
        unitsOf(world, [kind])
          .flatMap(({ lines }) => lines.map(({ participant, text }) => `${participant} ${text}`))
          .sort()
      const messages = wordsOf('message')
      const everything = [...messages, ...wordsOf('decision')].sort()
      expect(wordsOf('turn')).toEqual(messages)
      expect(wordsOf('exchange')).toEqual(everything)
      expect(wordsOf('run')).toEqual(everything)
    }),
  )
})

test('what nobody said or decided itself is no unit: briefs, notices, planted words, words off the record, defaults', () => {
  const world = worldOf([
    [
      said(null, 'The brief.'),
      said(1, 'I have failed.', { notice: true }),
      said(2, 'Put in.', { planted: true }),
      said(3, 'Between us.', { onRecord: false }),
      {
        ...decided(4, 'choice', 'left'),
        kind: 'decision-defaulted',
        status: 'defaulted',
        why: 'no answer',
      } as TickEntry,
      { ...decided(1, 'choice', 'left'), status: 'planted', attempts: 0 } as TickEntry,
    ],
  ])
  expect(unitsOf(world, UNIT_KINDS)).toMatchObject([{ kind: 'run', lines: [], text: '' }])
})

test('a turn goes on while nobody else speaks on its channel and the round lasts', () => {
  const aside = { channel: 'private:p1-p2' }
  const world = worldOf(
    [
      [said(1, 'One.'), said(2, 'Aside.', aside), said(1, 'Two.')],
      [said(1, 'Three.')],
      [said(2, 'Yes.'), said(1, 'Four.'), said(null, 'News.'), said(1, 'Five.')],
    ],
    [1, 1, 2],
  )
  const turns = unitsOf(world, ['turn'])
  expect(turns.map(({ lines }) => lines.map(({ text }) => text).join(' '))).toEqual([
    'One. Two. Three.',
    'Aside.',
    'Yes.',
    'Four.',
    'Five.',
  ])
  expect(turns[0]).toMatchObject({ seq: 1, lastSeq: 4, tick: 0, channel: 'public' })
  expect(turns[0]?.text).toBe('Ada: One.\nAda: Two.\nAda: Three.')
})

test('an exchange is a channel in a round, with the decisions of those who are on no other', () => {
  const pair = (a: number, b: number) => ({
    channel: `private:p${a}-p${b}`,
    audience: [who(a), who(b)],
  })
  const world = worldOf([
    [
      said(1, 'Half?', pair(1, 2)),
      said(3, 'All?', pair(3, 4)),
      decided(1, 'send', 5),
      decided(2, 'return', 3),
      decided(3, 'send', 9),
    ],
    [decided(1, 'send', 0), decided(3, 'send', 0)],
  ])
  expect(unitsOf(world, ['exchange']).map(({ channel, text }) => [channel, text])).toEqual([
    ['private:p1-p2', 'Ada: Half?\nAda decides send: 5\nBo decides return: 3'],
    ['private:p3-p4', 'Cy: All?\nCy decides send: 9'],
    [null, 'Ada decides send: 0\nCy decides send: 0'],
  ])
})

test('a decision is told in words; where it is nothing but the words of a message, the message is the unit', () => {
  const world = worldOf([
    [decided(1, 'speak', 'Hello.'), said(1, 'Hello.'), decided(2, 'speak', null)],
    [decided(1, 'vote', 'plan-a'), decided(2, 'send', 2.5)],
  ])
  const units = unitsOf(world, ['message', 'decision'])
  expect(units.map(({ kind, text, decision }) => [kind, text, decision?.value])).toEqual([
    ['message', 'Hello.', undefined],
    ['decision', 'speak: nothing (a pass)', null],
    ['decision', 'vote: plan-a', 'plan-a'],
    ['decision', 'send: 2.5', 2.5],
  ])
})

test('nobody writes a line in another name: words of several lines go on indented', () => {
  for (const end of ['\n', '\r\n', '\r', '\u2028', '\u0085']) {
    const world = worldOf([[said(1, `Yes.${end}Bo: I give up.`), said(2, 'No.')]])
    const [run] = unitsOf(world, ['run'])
    expect(run?.text).toBe(`Ada: Yes.${end}    Bo: I give up.\nBo: No.`)
  }
})

test('a fork has the units that end in its own ticks: the others are its parent’s', () => {
  const shared = ticksOf([[said(1, 'Before.')], [said(2, 'Also before.')]], [1, 2])
  const own = ticksOf([[], [], [said(2, 'After.')], [said(1, 'Later.')]], [1, 2, 2, 3])
  const fork = namedPlan(NAMES, { fork: { parent: runIdOf(plan), tick: 2 }, seed: 8 })
  const store = memoryStore()
  keep(store, plan, shared)
  keep(store, fork, [...shared, ...own.slice(2)])
  const told = (kind: (typeof UNIT_KINDS)[number]): string[] =>
    [...cutUnits(store, [kind], [runIdOf(fork)])].map(({ text }) => text)
  expect(told('message')).toEqual(['After.', 'Later.'])
  expect(told('turn')).toEqual(['Bo: Also before.\nBo: After.', 'Later.'])
  expect(told('run')).toEqual(['Ada: Before.\nBo: Also before.\nBo: After.\nAda: Later.'])
  expect([...cutUnits(store, ['message'])]).toHaveLength(4)
})

test('runs come by their ids, those that go on are left out, and one that is not there is refused', () => {
  const store = memoryStore()
  const plans = [1, 2, 3, 4].map((seed) => namedPlan(NAMES, { seed }))
  for (const [i, one] of plans.entries())
    keep(store, one, ticksOf([[said(1, `Run ${i}.`)]]), i !== 2)
  const runs = [...cutUnits(store, ['message'])].map(({ run }) => run)
  const ended = plans.filter((_, i) => i !== 2).map(runIdOf)
  expect(runs).toEqual(ended.toSorted())
  expect(() => [...cutUnits(store, ['message'], [runIdOf(plan)])]).toThrow(/there is no run/)
})

test('the order of coding is a permutation that depends on the seed and not on how units were given', () => {
  const entries = Array.from({ length: 9 }, (_, i) => [said(1, `Message ${i}.`)])
  const units = unitsOf(worldOf(entries), ['message'])
  const ids = (list: readonly { readonly id: string }[]): string[] => list.map(({ id }) => id)
  const shuffled = ids(shuffledUnits(units, 1))
  expect(shuffled).not.toEqual(ids(units))
  expect(shuffled.toSorted()).toEqual(ids(units).toSorted())
  expect(ids(shuffledUnits(units.toReversed(), 1))).toEqual(shuffled)
  expect(ids(shuffledUnits(units, 2))).not.toEqual(shuffled)
})
