/** The line between the page and its seat: what the seat is told, as it changes, and what the person answers. */
import { signal } from '@preact/signals'
import type { AnswerGiven, ConsentGiven, Received, SeatState } from '../../../seats/seat-state.ts'

/** What the seat was told last, and when; undefined until it is told for the first time. */
export interface Told {
  readonly state: SeatState
  /** By `performance.now()`. */
  readonly atMs: number
}

export const toldLast = signal<Told | undefined>(undefined)

/** False while the server cannot be reached. */
export const isOnline = signal(true)

/** After a refusal of the server itself (it is not there, too many pages are open) the page comes back so often. */
const AGAIN_MS = 3000

const base = location.pathname.replace(/\/$/, '')

let stream: EventSource | undefined

/** Begins to follow the seat, for as long as the page is open. */
export function followSeat(): void {
  open()
  // A phone that slept, or was in a tunnel, need not wait its turn.
  addEventListener('online', reopen)
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible' && !isOnline.value) reopen()
  })
}

function reopen(): void {
  if (isOver()) return
  stream?.close()
  open()
}

/** After that nothing is told any more, and the server may go. */
function isOver(): boolean {
  return toldLast.value?.state.kind === 'over'
}

function open(): void {
  const opened = new EventSource(`${base}/events`)
  stream = opened
  opened.addEventListener('state', (event) => {
    isOnline.value = true
    take(JSON.parse((event as MessageEvent<string>).data) as SeatState)
  })
  opened.onerror = () => {
    isOnline.value = false
    // Otherwise the browser comes back by itself.
    if (opened.readyState === EventSource.CLOSED)
      setTimeout(() => stream === opened && open(), AGAIN_MS)
  }
}

function take(state: SeatState): void {
  toldLast.value = { state, atMs: performance.now() }
  if (!isOver()) return
  stream?.close()
  stream = undefined
}

/** How a submission fared. `stale`: it was for a question that is open no more, or had arrived already. */
export type Sent = 'taken' | 'stale' | 'lost'

export function sendConsent(consent: ConsentGiven): Promise<Sent> {
  return send('consent', consent)
}

export function sendAnswer(answer: AnswerGiven): Promise<Sent> {
  return send('answer', answer)
}

/** Lets the experimenter's machine know that it need not wait. */
export async function sendRead(): Promise<void> {
  await send('read', {})
}

/** Sending the same twice does no harm: a question is answered once. */
async function send(what: string, body: object): Promise<Sent> {
  try {
    const response = await fetch(`${base}/${what}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    })
    const received = (await response.json()) as Partial<Received>
    if (received.state === undefined) return 'lost'
    take(received.state)
    return received.taken === true ? 'taken' : 'stale'
  } catch {
    return 'lost'
  }
}
