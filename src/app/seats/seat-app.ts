/** What the seats' server answers: to whoever shows the secret of a seat, that seat, and nothing else to anybody. */
import { Hono, type Context } from 'hono'
import { z } from 'zod'
import type { Assets } from '../web/assets.ts'
import { eventStream, type EventStream } from '../web/event-stream.ts'
import { onlyHosts, ownReadsOnly, ownWritesOnly, secureHeaders, smallBodies } from '../web/guard.ts'
import { pageShell } from '../web/page-shell.ts'
import {
  answerNothing,
  answerScript,
  answerStyle,
  answerUnreadable,
  bodyOf,
} from '../web/plain-answers.ts'
import { placeKey, type SeatPlace } from './desk-seat.ts'
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

/** Streams of one seat. A further one ends the oldest: that of a phone which changed its network is dead, and nobody is told for long. */
const MOST_STREAMS = 8

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
  const streams = new Map<string, Set<EventStream>>()
  app.use(secureHeaders())
  app.use(onlyHosts(hosts))
  app.use(ownReadsOnly())
  app.use(ownWritesOnly())
  app.use(smallBodies())

  /** Hands over the seat of the secret in the address; whatever it is not, there is nothing. */
  const seated =
    (answer: (context: Context, place: SeatPlace) => Response | Promise<Response>) =>
    (context: Context): Response | Promise<Response> => {
      const place = links.placeOf(context.req.param('secret') ?? '')
      return place === undefined ? answerNothing(context) : answer(context, place)
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
  app.get('/seat.js', answerScript(assets, 'seat'))
  app.get('/style.css', answerStyle(assets))

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
      if (body === undefined) return answerUnreadable(context)
      return received(context, place, desk.consent(place, body.id, body.given))
    }),
  )
  app.post(
    '/seat/:secret/answer',
    seated(async (context, place) => {
      const body = await bodyOf(context, Answer)
      if (body === undefined) return answerUnreadable(context)
      return received(context, place, desk.answer(place, body.id, body.reply))
    }),
  )
  app.post(
    '/seat/:secret/read',
    seated((context, place) => received(context, place, desk.read(place))),
  )
  app.notFound(answerNothing)
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

/** Server-sent events: `state`, now and at every change. */
function stateEvents(
  context: Context,
  place: SeatPlace,
  desk: SeatDesk,
  streams: Map<string, Set<EventStream>>,
): Response {
  const key = placeKey(place)
  const open = streams.get(key) ?? new Set()
  streams.set(key, open)
  return eventStream(context, (stream) => {
    const [oldest] = open
    if (open.size >= MOST_STREAMS) oldest?.end()
    open.add(stream)
    desk.arrive(place)
    const tell = (): void =>
      stream.put('state', () => ({ event: 'state', data: JSON.stringify(desk.state(place)) }))
    const unwatch = desk.watch(place, tell)
    tell()
    return () => {
      open.delete(stream)
      unwatch()
    }
  })
}
