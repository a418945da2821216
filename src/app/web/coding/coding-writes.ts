/** What a researcher writes from the viewer: how disagreement is settled, and what the one who decides says of a unit. */
import { Hono, type Context } from 'hono'
import { z } from 'zod'
import { BadInputError } from '../../../base/errors.ts'
import { StoreError } from '../../../io/store/store-errors.ts'
import { ADJUDICATION_RULES, UnitId } from '../../../record/coding-entries.ts'
import { recordedCodebook } from '../../../study/coding/recorded-codebooks.ts'
import { MOST_NOTE } from '../../../study/viewing/coder/coding-task.ts'
import { openSqliteLedger } from '../../adapters.ts'
import { decideUnit } from '../../codings/decide-unit.ts'
import { declareAdjudication } from '../../codings/settle.ts'
import { answerUnreadable, bodyOf } from '../plain-answers.ts'
import type { Records } from '../records.ts'

const Name = z.string().trim().min(1).max(200)

const Settling = z.strictObject({
  /** `NAME@VERSION`. */
  codebook: z.string().max(200),
  name: Name,
  rule: z.enum(ADJUDICATION_RULES),
  coders: z.array(Name).min(1).max(99),
})

const Deciding = z.strictObject({
  adjudication: Name,
  unit: UnitId,
  code: z.string().max(64),
  value: z.union([z.string().max(64), z.number(), z.null()]),
  isUndecided: z.boolean(),
  note: z.string().max(MOST_NOTE).nullable(),
})

const UNREADABLE = 'That could not be read: a name is empty, or too long.'

/** To be mounted at `/api`, behind all that guards writes. */
export function codingWrites(records: Records): Hono {
  const app = new Hono()
  app.post('/records/:record/codings/settle', async (context) => {
    const body = await bodyOf(context, Settling)
    if (body === undefined) return answerUnreadable(context, UNREADABLE)
    const { codebook, name, rule, coders } = body
    return written(context, () => {
      const { path, tables } = records.named(context.req.param('record'))
      const chosen = recordedCodebook(tables, codebook)
      atOnce(path, (ledger) =>
        declareAdjudication(ledger, chosen, name, rule, coders, { mayBeginThird: true }),
      )
    })
  })
  app.post('/records/:record/codings/decide', async (context) => {
    const body = await bodyOf(context, Deciding)
    if (body === undefined) return answerUnreadable(context, UNREADABLE)
    return written(context, () => {
      const { path } = records.named(context.req.param('record'))
      atOnce(path, (ledger) => decideUnit(ledger, body))
    })
  })
  return app
}

/** Holds the record for the moment of writing, so that a sitting or a coder need not wait for a page. */
function atOnce(path: string, work: (ledger: ReturnType<typeof openSqliteLedger>) => void): void {
  const ledger = openSqliteLedger(path, 'write')
  try {
    work(ledger)
  } finally {
    ledger.close()
  }
}

function written(context: Context, work: () => void): Response {
  try {
    work()
    return context.json({ written: true })
  } catch (error) {
    if (!(error instanceof BadInputError)) throw error
    const isBusy = error instanceof StoreError && error.isBusy
    return context.json({ fault: error.message }, isBusy ? 503 : 422)
  }
}
