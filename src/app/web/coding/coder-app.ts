/** What coders are answered: to whoever shows the secret of a link, the work of that link, and nothing else to anybody. */
import { Hono, type Context } from 'hono'
import { z } from 'zod'
import { BadInputError } from '../../../base/errors.ts'
import { StoreError } from '../../../io/store/store-errors.ts'
import { UnitId } from '../../../record/coding-entries.ts'
import { MOST_NOTE } from '../../../study/viewing/coder/coding-task.ts'
import type { Assets } from '../assets.ts'
import { ownWritesOnly } from '../guard.ts'
import { pageShell } from '../page-shell.ts'
import {
  answerNothing,
  answerScript,
  answerStyle,
  answerUnreadable,
  bodyOf,
} from '../plain-answers.ts'
import type { CoderDesk } from './coder-desk.ts'

/** As many as a page sends or asks for at once, and more. */
const MOST_ANSWERS = 100
const MOST_UNITS = 40

const Place = z.int().min(0).max(10_000_000)
const Answers = z.strictObject({
  answers: z
    .array(
      z.strictObject({
        unit: UnitId,
        code: z.string().max(64),
        after: z.int().nonnegative(),
        cell: z.strictObject({
          value: z.union([z.string().max(64), z.number(), z.null()]),
          isUndecided: z.boolean(),
          note: z.string().max(MOST_NOTE).nullable(),
          confidence: z.number().min(0).max(1).nullable(),
          spans: z.array(z.strictObject({ start: Place, end: Place })).max(500),
        }),
      }),
    )
    .max(MOST_ANSWERS),
})

/** To be mounted at `/code`, where bodies are small already: beneath it everything begins with a secret. */
export function coderApp(
  deskOf: (secret: string) => CoderDesk | undefined,
  assets: Pick<Assets, 'script' | 'style'>,
): Hono {
  const app = new Hono()
  app.use(ownWritesOnly())
  const coding =
    (answer: (context: Context, desk: CoderDesk) => Response | Promise<Response>) =>
    (context: Context): Response | Promise<Response> => {
      const desk = deskOf(context.req.param('secret') ?? '')
      return desk === undefined ? answerNothing(context) : answer(context, desk)
    }

  app.get(
    '/:secret',
    coding((context) => {
      const root = `${context.req.path}/`
      return context.html(pageShell({ page: 'coder', title: 'Coding', root, told: {} }))
    }),
  )
  app.get('/:secret/coder.js', coding(answerScript(assets, 'coder')))
  app.get('/:secret/style.css', coding(answerStyle(assets)))
  app.get(
    '/:secret/task',
    coding((context, desk) => context.json(desk.task())),
  )
  app.get(
    '/:secret/units',
    coding((context, desk) => {
      const ids = (context.req.query('ids') ?? '').split(',').slice(0, MOST_UNITS)
      return context.json(desk.units(ids))
    }),
  )
  app.post(
    '/:secret/answers',
    coding(async (context, desk) => {
      const body = await bodyOf(context, Answers)
      if (body === undefined) return answerUnreadable(context)
      return written(context, () => desk.answer(body.answers))
    }),
  )
  app.all('/*', answerNothing)
  // Coders are told nothing of the record, and of what went wrong with it.
  app.onError((_, context) => context.json({ fault: 'Something went wrong.' }, 500))
  return app
}

function written(context: Context, work: () => object): Response {
  try {
    return context.json(work())
  } catch (error) {
    if (error instanceof StoreError && error.isBusy)
      return context.json({ fault: 'Somebody else is writing at the moment.', isBusy: true }, 503)
    if (error instanceof StoreError || !(error instanceof BadInputError)) throw error
    return context.json({ fault: `That could not be written: ${error.message}.` }, 422)
  }
}
