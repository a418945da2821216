/** Whatever happens on the way of an answer, the ledger ends with what the page showed last, and forgets nothing. */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { StoreError } from '../../../io/store/store-errors.ts'
import {
  answered,
  askedCodes,
  cellAt,
  deskOf,
  done,
  replied,
  undone,
  type Desk,
} from '../../../study/viewing/coder/coding-desk.ts'
import {
  OPEN,
  type Cell,
  type CodingTask,
  type WaitingCell,
} from '../../../study/viewing/coder/coding-task.ts'
import { openSqliteLedger, openSqliteStore } from '../../adapters.ts'
import { TALK_CODEBOOK, recordOf } from '../../coding/testing/talks.ts'
import { makeScratch } from '../../import/testing/files.ts'
import type { CoderDesk } from './coder-desk.ts'
import { openCoding } from './open-coding.ts'

const scratch = makeScratch()
afterAll(() => scratch.remove())

let book = ''
let db = ''
let names = 0
beforeAll(async () => {
  book = scratch.write('talk.yaml', TALK_CODEBOOK)
  db = await recordOf(scratch, 'talks', [
    ['Ann: I propose a plan that costs much 🦋.', 'Ben: Why, Ann?', 'Ann: It is what Ben wants.'],
  ])
})

/** The desk of a coder that nobody else is, and what the ledger has of it. */
async function newCoder(): Promise<{ desk: CoderDesk; versions: () => number; close: () => void }> {
  const coder = `coder ${names++}`
  const store = openSqliteStore(db, 'read')
  const ledger = openSqliteLedger(db, 'read')
  const record = { path: db, store, ledger }
  const wanted = { coders: [coder], codebook: book, seed: 1, asksConfidence: true }
  const { links, deskOf: at } = await openCoding(record, wanted)
  const desk = at(links.assignments[0]?.secret ?? '')
  if (desk === undefined) throw new Error('the link opens nothing')
  return {
    desk,
    versions: () => [...ledger.codings({ coder, history: true })].length,
    close() {
      store.close()
      ledger.close()
    },
  }
}

type Deed =
  | { readonly do: 'answer'; readonly unit: number; readonly code: number; readonly cell: Cell }
  | { readonly do: 'undo' | 'reload' | 'busy' }
  | {
      readonly do: 'send'
      readonly many: number
      readonly how: 'well' | 'lost' | 'unheard' | 'twice'
    }
  | { readonly do: 'late'; readonly which: number }

const cell = fc.record({
  value: fc.constantFrom<Cell['value']>(0, 1, null),
  isUndecided: fc.boolean(),
  note: fc.constantFrom(null, 'because', '<b>so</b>'),
  confidence: fc.constantFrom(null, 0, 0.5),
  spans: fc.constantFrom<Cell['spans']>([], [{ start: 2, end: 9 }]),
})

const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('answer' as const),
      unit: fc.nat(2),
      code: fc.nat(2),
      cell,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('undo' as const, 'reload' as const, 'busy' as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('send' as const),
      many: fc.integer({ min: 1, max: 4 }),
      how: fc.constantFrom('well' as const, 'lost' as const, 'unheard' as const, 'twice' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('late' as const), which: fc.nat() }) },
)

/** An answer as the page can give it: what a code has no use for is not there. */
function answerable(given: Cell, task: CodingTask, code: string): Cell {
  const { level, categories } = task.codes.find((one) => one.code === code) ?? { level: 'binary' }
  if (given.value === null) return given.isUndecided ? { ...given, spans: [] } : OPEN
  const value =
    level === 'nominal' ? (categories?.[Number(given.value)]?.category ?? '') : given.value
  const spans = level === 'span' && value === 1 ? given.spans : []
  return { ...given, value, isUndecided: false, spans }
}

describe('answers on their way', () => {
  test('doubled, lost, late, undone, corrected, sent from a page that was closed: the last one stands', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { maxLength: 25 }), async (deeds) => {
        const { desk: server, versions, close } = await newCoder()
        try {
          const task = server.task()
          const units = server.units(task.units)
          const sent: (readonly WaitingCell[])[] = []
          let page: Desk = deskOf(task.standing)
          let changes = 0
          const follow = (next: Desk): void => {
            changes += next.waiting.length - page.waiting.length
            page = next
          }
          const send = (many: number, how: 'well' | 'lost' | 'unheard' | 'twice'): void => {
            const batch = page.waiting.slice(0, many)
            if (batch.length === 0 || how === 'lost') return
            sent.push(batch)
            if (how === 'twice') server.answer(batch)
            const replies = server.answer(batch)
            if (how !== 'unheard') page = replied(page, replies)
          }
          for (const one of deeds) {
            const unit = units[one.do === 'answer' ? one.unit : 0]
            if (one.do === 'answer' && unit !== undefined) {
              const asked = askedCodes(page, unit, task.codes)
              const code = asked[one.code % asked.length]?.code ?? ''
              follow(answered(page, unit, task.codes, code, answerable(one.cell, task, code)))
            } else if (one.do === 'undo') follow(undone(page)?.desk ?? page)
            else if (one.do === 'reload')
              page = deskOf(server.task().standing, page.waiting, page.deeds)
            else if (one.do === 'send') send(one.many, one.how)
            else if (one.do === 'late') {
              const batch = sent[one.which % Math.max(1, sent.length)]
              if (batch !== undefined) server.answer(batch)
            } else if (one.do === 'busy' && page.waiting.length > 0) {
              const other = openSqliteLedger(db, 'write')
              expect(() => server.answer(page.waiting)).toThrow(StoreError)
              other.close()
            }
          }
          while (page.waiting.length > 0) send(3, 'well')
          const ledger = deskOf(server.task().standing)
          for (const { id, codes } of units)
            for (const code of codes)
              expect(cellAt(ledger, id, code)).toEqual(cellAt(page, id, code))
          expect(versions()).toBe(changes)
        } finally {
          close()
        }
      }),
      { numRuns: 60 },
    )
  })

  test('of two windows the later answer stands, and the earlier one is a version before it', async () => {
    const { desk: server, versions, close } = await newCoder()
    const [id = ''] = server.task().units
    const say = (value: number, desk: Desk): Desk =>
      done(desk, [{ unit: id, code: 'proposes', cell: { ...OPEN, value } }])
    const one = say(1, deskOf([]))
    let other = say(0, deskOf([]))
    expect(replied(one, server.answer(one.waiting)).waiting).toEqual([])
    other = replied(other, server.answer(other.waiting))
    expect(other.waiting).toMatchObject([{ after: 1 }])
    other = replied(other, server.answer(other.waiting))
    expect(other.waiting).toEqual([])
    expect(cellAt(deskOf(server.task().standing), id, 'proposes').value).toBe(0)
    expect(versions()).toBe(2)
    close()
  })
})
