/** Requests as no browser sends them: bytes on a line, and what comes back. */
import { connect } from 'node:net'
import { afterRunning } from '../../../io/model/testing/running-time.ts'

export interface RawAnswer {
  /** 0 where the line was closed without an answer. */
  readonly status: number
  /** Names in small letters. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly text: string
}

export interface RawRequest {
  readonly method?: string
  readonly target?: string
  /** Absent ones of these are left out: `host` where it is null. */
  readonly host?: string | null
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** Sends a request and reads until the line is closed, or was silent for `patienceMs`: streams are open for ever. */
export async function rawRequest(
  port: number,
  { method = 'GET', target = '/', host, headers = {}, body = '' }: RawRequest,
  patienceMs = 60_000,
): Promise<RawAnswer> {
  const lines = [
    `${method} ${target} HTTP/1.1`,
    ...(host === null ? [] : [`Host: ${host ?? `127.0.0.1:${port}`}`]),
    'Connection: close',
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...(body === '' ? [] : [`Content-Length: ${Buffer.byteLength(body)}`]),
  ]
  const text = await exchange(port, `${lines.join('\r\n')}\r\n\r\n${body}`, patienceMs)
  return parsed(text)
}

function exchange(port: number, sent: string, patienceMs: number): Promise<string> {
  return new Promise((resolve) => {
    const line = connect(port, '127.0.0.1')
    let got = ''
    const end = (): void => {
      stopWaiting()
      line.destroy()
      resolve(got)
    }
    let stopWaiting = afterRunning(patienceMs, end)
    line.on('data', (chunk) => {
      got += chunk.toString('latin1')
      stopWaiting()
      stopWaiting = afterRunning(patienceMs, end)
    })
    line.on('close', end)
    line.on('error', end)
    line.write(sent, 'latin1')
  })
}

function parsed(text: string): RawAnswer {
  const [head = '', ...rest] = text.split('\r\n\r\n')
  const [first = '', ...lines] = head.split('\r\n')
  const headers = lines.map((line): [string, string] => {
    const at = line.indexOf(':')
    return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()]
  })
  return {
    status: Number(first.split(' ')[1] ?? 0),
    headers: Object.fromEntries(headers),
    body: rest.join('\r\n\r\n'),
    text,
  }
}
