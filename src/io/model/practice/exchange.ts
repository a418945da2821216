/** One exchange: how a request is turned away, answered, or answered badly. */
import type { ServerResponse } from 'node:http'
import { Streams } from '../../../base/random.ts'
import type { Price } from '../price.ts'
import type { Answer } from './answers.ts'
import type { Attendance } from './attendance.ts'
import { chatCompletion, sendError, sendJson } from './chat-completion.ts'
import { failingsAt, type ChooseFailing } from './choose-failing.ts'
import { latencyMsOf, type Latency } from './latency.ts'
import { openLedger, type Ledger } from './ledger.ts'
import { isRejection, misuse, reject, type Failing, type Rates } from './misbehaviours.ts'
import { inputTokensOf, replyTo } from './reply.ts'
import { openGate, type Admission, type ServerLimits } from './server-limits.ts'
import { NO_BODY, type Recurrence, type ServedRequest } from './served-request.ts'

/** How the server behaves. */
export interface ExchangeOptions {
  /** `ANSWER: J` unless told. */
  readonly answer?: Answer
  /** None unless told; whoever is turned away does not wait. */
  readonly latencyMs?: Latency
  /** What goes wrong, and how often; nothing unless told. */
  readonly misbehave?: Rates | ChooseFailing
  readonly limits?: ServerLimits
  /** What the server charges. */
  readonly price?: Price
  /** Decides latencies and failings, together with what is asked; 1 unless told. */
  readonly seed?: string | number
  /** What `/v1/models` lists; any other name is served as well, apart from `no-such-model`. */
  readonly models?: readonly string[]
}

export interface Exchange {
  readonly ledger: Ledger
  /**
   * Answers a request, in whatever way.
   * @throws Error as whoever gives the words does.
   */
  serve(request: ServedRequest, response: ServerResponse): Promise<void>
  /** Every further request is answered in this way, or only the next few; null goes back to normal. */
  behave(how: Failing | null, times?: number): void
}

/** Makes what answers requests. */
export function openExchange(
  options: ExchangeOptions,
  attendance: Attendance,
  recurrence: Recurrence,
): Exchange {
  const streams = new Streams(options.seed ?? 1)
  const { misbehave, latencyMs = 0, answer = () => 'ANSWER: J' } = options
  const choose = typeof misbehave === 'function' ? misbehave : failingsAt(misbehave ?? {}, streams)
  const gate = openGate(options.limits ?? {}, performance.now())
  const { ledger, charge } = openLedger(options.price)
  let behaviour: Failing | null = null
  let timesLeft = Infinity

  const told = (): Failing | null => (behaviour !== null && timesLeft-- > 0 ? behaviour : null)

  const serve: Exchange['serve'] = async (request, response) => {
    const authorization = request.headers.authorization ?? 'none'
    const forced = told()
    const inputTokens = inputTokensOf(request.body)
    if (forced === null) {
      if (turnedAway(request, response, options.models ?? [])) return
      // The request itself is open already.
      const admission = gate.admit(inputTokens, attendance.open.size - 1, performance.now())
      if (admission.kind === 'refused') {
        attendance.countLimited()
        recurrence.takeBack(request.hash)
        return sendBusy(response, admission)
      }
    }
    const failing = forced ?? choose(request)
    if (failing !== null) attendance.countFailing(failing)
    if (failing !== null && isRejection(failing))
      return reject(failing, { response, authorization })

    const given = await answer(request)
    const said = typeof given === 'string' ? { words: given } : given
    const reply = replyTo(request, inputTokens, said)
    charge(request, reply)
    gate.take(reply.outputTokens)
    later(latencyMsOf(latencyMs, request, streams), response, () => {
      if (failing === null) sendJson(response, 200, chatCompletion(reply))
      else misuse(failing, { response, authorization, reply })
    })
  }
  return {
    ledger,
    serve,
    behave: (how, times = Infinity) => {
      behaviour = how
      timesLeft = times
    },
  }
}

/** Acts after a while, unless the connection ends before. */
function later(ms: number, response: ServerResponse, act: () => void): void {
  if (response.destroyed) return
  if (ms <= 0) return act()
  const timer = setTimeout(act, ms)
  response.once('close', () => clearTimeout(timer))
}

/** Answers what is no call of a model; false where it is one. */
function turnedAway(
  { path, body }: ServedRequest,
  response: ServerResponse,
  models: readonly string[],
): boolean {
  if (path === '/v1/models') {
    const data = models.map((id) => ({ id, object: 'model', owned_by: 'practice' }))
    sendJson(response, 200, JSON.stringify({ object: 'list', data }))
  } else if (path !== '/v1/chat/completions') {
    sendError(response, 404, 'no such path: the practice server answers /v1/chat/completions')
  } else if (body === NO_BODY) {
    sendError(response, 400, 'the body is no JSON object')
  } else if (body['stream'] === true) {
    sendError(response, 400, 'the practice server does not stream')
  } else if (body['model'] === 'no-such-model') {
    sendError(response, 404, 'The model no-such-model does not exist', 'model_not_found')
  } else return false
  return true
}

/** Says that too much was asked, and for how long to wait where that is known. */
function sendBusy(
  response: ServerResponse,
  { why, retryAfterMs }: Extract<Admission, { kind: 'refused' }>,
): void {
  const headers: Record<string, string> = {}
  if (retryAfterMs !== null) {
    headers['retry-after'] = String(Math.ceil(retryAfterMs / 1000))
    headers['retry-after-ms'] = String(Math.ceil(retryAfterMs))
  }
  sendError(response, 429, why, 'rate_limit_exceeded', headers)
}
