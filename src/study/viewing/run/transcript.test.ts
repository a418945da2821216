/** Transcripts tell a record in its own numbers. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { memoryStore } from '../../../io/store/memory-store.ts'
import type { StoredTick } from '../../../io/store/store.ts'
import { p1, p2, samplePlan } from '../../../io/store/testing/sample-plan.ts'
import { putRun, sampleTicks } from '../../../io/store/testing/sample-record.ts'
import type { TickEntry } from '../../../record/entry.ts'
import { runIdOf } from '../../../record/plan.ts'
import { contentOf, type Tick } from '../../../record/tick.ts'
import { pageOfEntry, pageTicksOf } from './run-pages.ts'
import { rawTick } from './transcript-entries.ts'
import { groupOfKind } from './line-groups.ts'
import { entryWanted, lineWanted, NO_FILTER } from './transcript-filter.ts'
import { transcriptTick } from './transcript-lines.ts'
import { MOST_WORDS } from './transcript.ts'

const SEATED = ['p1', 'p2']
const storedTicks = (ticks: readonly Tick[], from?: number, to?: number): StoredTick[] => {
  const store = memoryStore()
  putRun(store, samplePlan(), ticks)
  store.flush()
  return [...store.ticks(runIdOf(samplePlan()), from, to)]
}
const inWords = (entry: TickEntry): string | null =>
  entry.kind === 'chance-drawn' ? `chance: ${JSON.stringify(entry.value)}` : null
const said = (text: string, changes: object = {}): TickEntry => ({
  kind: 'message-sent',
  from: p1,
  channel: 'public',
  audience: [p1, p2],
  text,
  onRecord: true,
  ...changes,
})
const tickOf = (...entries: TickEntry[]): StoredTick => ({
  ...{ tick: 0, round: 1, seq: 1, digest: '' },
  content: contentOf('talking', entries),
})
const linesOf = (...entries: TickEntry[]) =>
  transcriptTick(tickOf(...entries), SEATED, inWords).lines

describe('a transcript', () => {
  test('numbers its lines as the record numbers its entries', () => {
    for (const tick of storedTicks(sampleTicks())) {
      const { lines, seq, entries } = transcriptTick(tick, SEATED, inWords)
      expect(entries).toBe(tick.content.entries.length)
      const places = lines.map((line) => line.seq)
      expect(places).toEqual([...places].sort((a, b) => a - b))
      for (const line of lines) {
        const entry = tick.content.entries[line.seq - seq]
        expect(entry).toBeDefined()
        if (line.as === 'paid')
          expect(entry).toMatchObject({ kind: 'payoff-awarded', to: line.who })
        if (line.as === 'told') expect(entry).toMatchObject({ kind: line.kind })
      }
    }
  })

  test('of every entry has every entry, in order, without a gap', () => {
    const raw = storedTicks(sampleTicks()).flatMap((tick) => rawTick(tick).raw)
    expect(raw.map(({ seq }) => seq)).toEqual(raw.map((_, place) => place + 1))
    expect(raw.map(({ kind }) => kind)).toEqual(
      sampleTicks().flatMap(({ content }) => content.entries.map(({ kind }) => kind)),
    )
  })

  test('of pages is the run, whatever its length: each tick once, each entry on the page that is told for it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 70 }),
        fc.integer({ min: 1, max: 40 }),
        (sizes, seats) => {
          const ticks = sizes.map((size, tick): Tick => {
            const entries = Array.from({ length: size }, (_, i) => said(`${tick}/${i}`))
            return { tick, round: null, content: contentOf('talking', entries) }
          })
          const size = pageTicksOf(seats)
          const pages = Array.from({ length: Math.ceil(ticks.length / size) }, (_, page) =>
            storedTicks(ticks, page * size, (page + 1) * size),
          )
          expect(pages.flat().map(({ tick }) => tick)).toEqual(ticks.map(({ tick }) => tick))
          const begins = pages.map(([first]) => (first as StoredTick).seq)
          for (const [page, own] of pages.entries())
            for (const { seq, content } of own)
              for (const place of content.entries.keys())
                expect(pageOfEntry(begins, seq + place)).toBe(page)
        },
      ),
      { numRuns: 40 },
    )
  })

  test('lists who hears a message where not everybody does, and says what is off the record or planted', () => {
    expect(linesOf(said('all'))).toMatchObject([{ audience: null, isPlanted: false }])
    expect(linesOf(said('some', { audience: [p1], onRecord: false, planted: true }))).toMatchObject(
      [{ audience: [], isOffRecord: true, isPlanted: true }],
    )
  })

  test('does not tell twice what was decided and said at once', () => {
    const decided = (value: string): TickEntry => ({
      ...{ kind: 'decision-taken', of: p1, ask: 'speak', value, displayed: null },
      ...{ status: 'valid', attempts: 1 },
    })
    expect(linesOf(decided('hello'), said('hello')).map(({ as }) => as)).toEqual(['said'])
    expect(linesOf(decided('hello'), said('other')).map(({ as }) => as)).toEqual([
      'decided',
      'said',
    ])
  })

  test('cuts words that are too long, and says how long they are', () => {
    const [line] = linesOf(said('x'.repeat(MOST_WORDS + 5)))
    expect(line).toMatchObject({ cutFrom: MOST_WORDS + 5, text: 'x'.repeat(MOST_WORDS) })
  })

  test('shows an entry of a kind that it does not know as JSON', () => {
    const [line] = linesOf({ kind: 'dream-dreamt', of: 'p2', of_what: 'sheep' } as never)
    expect(line).toMatchObject({ as: 'unknown', kind: 'dream-dreamt', who: 'p2', seq: 1 })
    expect(groupOfKind('dream-dreamt')).toBe('other')
    expect(groupOfKind('constructor')).toBe('other')
  })
})

describe('a filter of transcripts', () => {
  const ticks = storedTicks(sampleTicks())

  test('that leaves nothing out leaves nothing out', () => {
    for (const tick of ticks) {
      expect(transcriptTick(tick, SEATED, inWords).lines.every(lineWanted(NO_FILTER))).toBe(true)
      expect(rawTick(tick).raw.every(entryWanted(NO_FILTER))).toBe(true)
    }
  })

  test('leaves those lines alone that are of somebody, of a group, with words in any case', () => {
    const lines = linesOf(said('We trust'), said('trust', { from: p2 }), said('no'))
    const wanted = (filter: object) =>
      lines.filter(lineWanted({ ...NO_FILTER, ...filter })).map(({ seq }) => seq)
    expect(wanted({ who: 'p1' })).toEqual([1, 3])
    expect(wanted({ words: ' TRUST ' })).toEqual([1, 2])
    expect(wanted({ who: 'p2', words: 'trust' })).toEqual([2])
    expect(wanted({ group: 'payoffs' })).toEqual([])
    expect(wanted({ group: 'talk' })).toEqual([1, 2, 3])
  })
})
