/** What the seats' server answers: to whoever shows the secret of a seat, that seat, and nothing else to anybody. */
import { Hono, type Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { streamSSE } from 'hono/streaming'
import { z } from 'zod'
import type { Assets } from '../web/assets.ts'
import { onlyHosts, ownReadsOnly, ownWritesOnly, secureHeaders } from '../web/guard.ts'
import { pageShell } from '../web/page-shell.ts'
import type { SeatPlace } from './desk-seat.ts'
import type { SeatDesk } from './seat-desk.ts'
import type { SeatLinks } from './seat-links.ts'
import type { Received } from './seat-state.ts'

export interface SeatAppOptions {
  readonly desk: SeatDesk
  readonly links: Pick<SeatLinks, 'placeOf'>
  /** The names, without a port, under which the server is reached. */
  readonly hosts: readonly string[]
  /** True where answers cannot be written down any more: none is acknowledged then. */
  readonly isLost?: () => boolean
  readonly assets: Pick<Assets, 'script' | 'style'>
}

/** More than any answer needs. */
const MOST_BYTES = 1_048_576
/** Streams of one seat. A further one ends the oldest: that of a phone which changed its network is dead, and nobody is told for long. */
const MOST_STREAMS = 8
/** Lines are kept open past the patience of what stands between. */
const HEARTBEAT_MS = 15_000

const Consent = z.strictObject({ id: z.string().max(100), given: z.boolean() })
const Answer = z.strictObject({ id: z.string().max(100), reply: z.string() })

export function seatApp({
  desk,
  links,
  hosts,
  assets,
  isLost = () => false,
}: SeatAppOptions): Hono {
  const app = new Hono()
  const streams = new Map<string, Set<() => void>>()
  app.use(secureHeaders())
  app.use(onlyHosts(hosts))
  app.use(ownReadsOnly())
  app.use(ownWritesOnly())
  app.use(
    bodyLimit({
      maxSize: MOST_BYTES,
      onError: (context) => context.json({ fault: 'That is too long.' }, 413),
    }),
  )

  /** Hands over the seat of the secret in the address; whatever it is not, there is nothing. */
  const seated =
    (answer: (context: Context, place: SeatPlace) => Response | Promise<Response>) =>
    (context: Context): Response | Promise<Response> => {
      const place = links.placeOf(context.req.param('secret') ?? '')
      return place === undefined ? nothing(context) : answer(context, place)
    }

  const received = async (
    context: Context,
    place: SeatPlace,
    taken: boolean,
  ): Promise<Response> => {
    // Answers are written at the end of the turn in which they come: what is acknowledged outlives this process.
    for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve))
    if (taken && isLost()) return context.json({ fault: 'That could not be kept.' }, 503)
    const told: Received = { taken, state: desk.state(place) }
    return context.json(told, taken ? 200 : 409)
  }

  app.get('/seat/:secret', (context) =>
    links.placeOf(context.req.param('secret')) === undefined
      ? context.html(NO_SEAT, 404)
      : context.html(pageShell({ page: 'seat', title: 'Taking part', root: '/', told: {} })),
  )
  app.get('/seat.js', async (context) =>
    context.body(await assets.script('seat'), 200, { 'Content-Type': 'text/javascript' }),
  )
  app.get('/style.css', (context) =>
    context.body(assets.style(), 200, { 'Content-Type': 'text/css' }),
  )

  app.get(
    '/seat/:secret/state',
    seated((context, place) => {
      desk.arrive(place)
      return context.json(desk.state(place))
    }),
  )
  app.get(
    '/seat/:secret/events',
    seated((context, place) => stateEvents(context, place, desk, streams)),
  )
  app.post(
    '/seat/:secret/consent',
    seated(async (context, place) => {
      const body = await bodyOf(context, Consent)
      if (body === undefined) return unreadable(context)
      return received(context, place, desk.consent(place, body.id, body.given))
    }),
  )
  app.post(
    '/seat/:secret/answer',
    seated(async (context, place) => {
      const body = await bodyOf(context, Answer)
      if (body === undefined) return unreadable(context)
      return received(context, place, desk.answer(place, body.id, body.reply))
    }),
  )
  app.notFound(nothing)
  // Participants are told nothing of what went wrong here.
  app.onError((_, context) => context.json({ fault: 'Something went wrong.' }, 500))
  return app
}

/** For whoever has lost a piece of the link on the way. */
const NO_SEAT = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Taking part</title></head>
<body><h1>This link leads to no seat</h1><p>Check that all of it was copied, or ask whoever gave it to you.</p></body>
</html>
`

function nothing(context: Context): Response {
  return context.json({ fault: 'There is nothing here.' }, 404)
}

function unreadable(context: Context): Response {
  return context.json({ fault: 'That could not be read.' }, 400)
}

async function bodyOf<T>(context: Context, schema: z.ZodType<T>): Promise<T | undefined> {
  const body: unknown = await context.req.json().catch(() => undefined)
  return schema.safeParse(body).data
}

/** Server-sent events: `state`, now and at every change. */
function stateEvents(
  context: Context,
  place: SeatPlace,
  desk: SeatDesk,
  streams: Map<string, Set<() => void>>,
): Response {
  // Nobody would hear them, and they would go on.
  if (context.req.method === 'HEAD') return context.body(null)
  const key = `${place.run}/${place.participant}`
  const open = streams.get(key) ?? new Set()
  streams.set(key, open)
  const [oldest] = open
  if (open.size >= MOST_STREAMS) oldest?.()
  desk.arrive(place)
  return streamSSE(context, async (stream) => {
    let wake = (): void => {}
    let isDue = true
    const changed = (): void => {
      isDue = true
      wake()
    }
    const unwatch = desk.watch(place, changed)
    const end = (): void => {
      open.delete(end)
      unwatch()
      wake()
    }
    open.add(end)
    stream.onAbort(end)
    try {
      while (open.has(end)) {
        if (isDue) {
          isDue = false
          await stream.writeSSE({ event: 'state', data: JSON.stringify(desk.state(place)) })
          continue
        }
        const woken = new Promise<void>((resolve) => (wake = resolve))
        const heartbeat = setTimeout(() => wake(), HEARTBEAT_MS).unref()
        await woken
        clearTimeout(heartbeat)
        if (!isDue && open.has(end)) await stream.write(': here\n\n')
      }
    } finally {
      end()
    }
  })
}
