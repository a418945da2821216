/** Whoever decides between two is a coder of its own: named with the rule, corrected like all others, never a judge. */
import { afterAll, describe, expect, test } from 'vitest'
import { UnitId } from '../../record/coding-entries.ts'
import { openSqliteLedger, openSqliteStore, openSqliteTables } from '../adapters.ts'
import { recordOf, talkCodebook } from '../coding/testing/talks.ts'
import { makeScratch } from '../import/testing/files.ts'
import { coderUnits } from '../web/coding/coder-units.ts'
import { decideUnit } from './decide-unit.ts'
import { listCodings } from './list-codings.ts'
import { declareAdjudication } from './settle.ts'
import { writeAnswers } from './write-answers.ts'

const scratch = makeScratch()
afterAll(() => scratch.remove())
const codebook = talkCodebook()
let records = 0

async function disputed() {
  const db = await recordOf(scratch, `talk${records++}`, [['Ann: I propose a plan.', 'Ben: Why?']])
  const store = openSqliteStore(db, 'read')
  const units = coderUnits(store, codebook)
  const unit = UnitId.parse(units.ids[0]?.id)
  const ledger = openSqliteLedger(db, 'write')
  for (const [coder, value] of [
    ['one', 1],
    ['two', 0],
  ] as const)
    writeAnswers(
      ledger,
      codebook,
      coder,
      [{ given: { unit, code: 'proposes', coder, value }, after: 0 }],
      (id) => units.ready(id).unit,
    )
  const settle = (third: string): void =>
    declareAdjudication(ledger, codebook, 'agreed', 'third', ['one', 'two', third], {
      mayBeginThird: true,
    })
  const decide = (value: number | null, isUndecided = false): void =>
    decideUnit(ledger, {
      adjudication: 'agreed',
      unit,
      code: 'proposes',
      value,
      isUndecided,
      note: ' so ',
    })
  const settled = () => {
    const tables = openSqliteTables(db)
    const rows = [...tables.rows('codings', { where: { settled: 1 }, columns: ['value'] })]
    tables.close()
    return rows.map(({ value }) => value)
  }
  const close = (): void => {
    ledger.close()
    store.close()
  }
  return { ledger, settle, decide, settled, close }
}

describe('what a third decides', () => {
  test('settles what two differ on; deciding again corrects it, taking it back leaves it open', async () => {
    const { ledger, settle, decide, settled, close } = await disputed()
    settle('Zoe')
    expect(settled()).toEqual([null])
    decide(1)
    expect(settled()).toEqual([1])
    decide(1)
    decide(0)
    expect(settled()).toEqual([0])
    decide(null)
    expect(settled()).toEqual([null])
    const said = [...ledger.codings({ coder: 'Zoe', history: true })]
    expect(said.map(({ value, rationale }) => [value, rationale])).toEqual([
      [1, 'so'],
      [0, 'so'],
      [null, null],
    ])
    // What was taken back is no coding any more; what it was is not lost.
    expect(listCodings(ledger).coders.find(({ coder }) => coder === 'Zoe')).toMatchObject({
      codings: 0,
      missing: 0,
      corrections: 2,
    })
    close()
  })

  test('is refused where there is no such rule, the value is none, or the third is no person', async () => {
    const { ledger, settle, decide, close } = await disputed()
    expect(() => decide(1)).toThrow(/no adjudication by a third named "agreed"/)
    ledger.add([{ kind: 'coder-named', name: 'judge', coderKind: 'judge', definition: {} }])
    settle('judge')
    expect(() => decide(1)).toThrow(/judge is no person/)
    close()
    const other = await disputed()
    other.settle('Zoe')
    expect(() => other.decide(2)).toThrow(/has no value 2/)
    other.close()
  })

  test('from the command line a third has to have coded', async () => {
    const { ledger, close } = await disputed()
    expect(() =>
      declareAdjudication(ledger, codebook, 'agreed', 'third', ['one', 'two', 'Zoe']),
    ).toThrow(/no coder named "Zoe"/)
    close()
  })
})
