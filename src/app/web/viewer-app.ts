/** What the viewer's server answers: its page, what the page asks of records, and what changes while it is open. */
import { Hono } from 'hono'
import { BadInputError } from '../../base/errors.ts'
import { answersBeside } from './answers-beside.ts'
import type { Assets } from './assets.ts'
import { coderApp } from './coding/coder-app.ts'
import type { CoderDesk } from './coding/coder-desk.ts'
import { codingWrites } from './coding/coding-writes.ts'
import {
  LOOPBACK_NAMES,
  onlyHosts,
  onlyWithToken,
  ownReadsOnly,
  ownWritesOnly,
  secureHeaders,
  smallBodies,
} from './guard.ts'
import { liveEvents } from './live-events.ts'
import { pageShell } from './page-shell.ts'
import { answerNothing, answerScript, answerStyle } from './plain-answers.ts'
import { questions } from './questions/questions.ts'
import { recordChanges } from './record-changes.ts'
import type { Records } from './records.ts'
import { sittingsOf } from './sittings.ts'
import { steeringRoutes } from './steering-routes.ts'

export interface ViewerOptions {
  readonly records: Records
  readonly assets: Assets
  /** Has to be shown by whoever asks; null where only this machine can ask. */
  readonly token: string | null
  /** The names under which it is reached; undefined where any will do, because a token is asked for. */
  readonly hosts?: readonly string[] | undefined
  /** The work of a coder by the secret of its link. */
  readonly deskOf?: (secret: string) => CoderDesk | undefined
  /** Told what went wrong in the server itself. */
  readonly onFault?: (error: Error) => void
  /** The records are about to be closed: streams end, and what is still asked is not answered. */
  readonly stop?: AbortSignal
}

export function viewerApp({
  records,
  assets,
  token,
  hosts,
  deskOf,
  onFault,
  stop,
}: ViewerOptions): Hono {
  const app = new Hono()
  app.use(secureHeaders())
  app.use(onlyHosts(token === null ? LOOPBACK_NAMES : hosts))
  app.use(ownReadsOnly())
  app.use(smallBodies())
  // Before the token is asked for: coders have none.
  if (deskOf !== undefined) app.route('/code', coderApp(deskOf, assets))
  if (token !== null) app.use(onlyWithToken(token))
  app.use(ownWritesOnly())

  app.get('/', (context) =>
    context.html(pageShell({ page: 'viewer', title: 'Coterie', root: '/', told: {} })),
  )
  app.get('/viewer.js', answerScript(assets, 'viewer'))
  app.get('/style.css', answerStyle(assets))
  app.get('/api/records', (context) => context.json(records.places()))
  const beside = answersBeside()
  stop?.addEventListener('abort', () => beside.end(), { once: true })
  for (const question of questions) {
    app.get(`/api/records/:record/${question.path}`, async (context) => {
      const { record, ...given } = context.req.param() as { record: string }
      const [place, query] = [records.named(record), context.req.query()]
      if (question.takesSeconds?.(place, given) === true) {
        const json = await beside.answer(place, question.path, given, query)
        return context.body(json, 200, { 'Content-Type': 'application/json' })
      }
      return context.json((await question.answer(place, given, query)) as object)
    })
  }
  app.route('/api', codingWrites(records))
  const sittings = sittingsOf(records)
  app.route('/api/records', steeringRoutes(sittings))
  const changes = recordChanges(records)
  app.get('/api/live', (context) => liveEvents(context, changes, sittings, stop))
  app.notFound(answerNothing)
  app.onError((error, context) => {
    if (error instanceof BadInputError) return context.json({ fault: error.message }, 404)
    if (stop?.aborted === true) return context.json({ fault: 'coterie view was ended.' }, 503)
    // The words of other errors may tell of this machine, and others may look on.
    onFault?.(error)
    return context.json({ fault: 'This is a fault of the viewer: its terminal says more.' }, 500)
  })
  return app
}
