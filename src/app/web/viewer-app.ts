/** What the viewer's server answers: its page, what the page asks of records, and what changes while it is open. */
import { Hono } from 'hono'
import { BadInputError } from '../../base/errors.ts'
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
import { questions } from './questions/questions.ts'
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
  readonly coderOf?: (secret: string) => CoderDesk | undefined
  /** Told what went wrong in the server itself. */
  readonly onFault?: (error: Error) => void
}

export function viewerApp({
  records,
  assets,
  token,
  hosts,
  coderOf,
  onFault,
}: ViewerOptions): Hono {
  const app = new Hono()
  app.use(secureHeaders())
  app.use(onlyHosts(token === null ? LOOPBACK_NAMES : hosts))
  app.use(ownReadsOnly())
  app.use(smallBodies())
  // Before the token is asked for: coders have none.
  if (coderOf !== undefined) app.route('/code', coderApp(coderOf, assets))
  if (token !== null) app.use(onlyWithToken(token))
  app.use(ownWritesOnly())

  app.get('/', (context) =>
    context.html(pageShell({ page: 'viewer', title: 'Coterie', root: '/', told: {} })),
  )
  app.get('/viewer.js', async (context) =>
    context.body(await assets.script('viewer'), 200, { 'Content-Type': 'text/javascript' }),
  )
  app.get('/style.css', (context) =>
    context.body(assets.style(), 200, { 'Content-Type': 'text/css' }),
  )
  app.get('/api/records', (context) => context.json(records.places()))
  for (const question of questions) {
    app.get(`/api/records/:record/${question.path}`, async (context) => {
      const { record, ...given } = context.req.param() as { record: string }
      const answer = await question.answer(records.named(record), given, context.req.query())
      return context.json(answer as object)
    })
  }
  app.route('/api', codingWrites(records))
  const sittings = sittingsOf(records)
  app.route('/api/records', steeringRoutes(sittings))
  app.get('/api/live', (context) => liveEvents(context, records, sittings))
  app.notFound((context) => context.json({ fault: 'There is nothing here.' }, 404))
  app.onError((error, context) => {
    if (error instanceof BadInputError) return context.json({ fault: error.message }, 404)
    // The words of other errors may tell of this machine, and others may look on.
    onFault?.(error)
    return context.json({ fault: 'This is a fault of the viewer: its terminal says more.' }, 500)
  })
  return app
}
