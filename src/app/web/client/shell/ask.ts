/** Asks the server; on a static site, reads the file that holds its answer. */
import { answerFile } from '../../../../study/viewing/answer-file.ts'
import { told } from './told.ts'

/** What the server, or the site, said in place of an answer. */
export class NoAnswer extends Error {}

export type Query = Readonly<Record<string, string | number | undefined>>

/** @throws NoAnswer in words for people. */
export function ask<T>(path: string, query: Query = {}): Promise<T> {
  return told.isStatic === true ? fileAnswer<T>(path) : serverAnswer<T>(path, query)
}

async function serverAnswer<T>(path: string, query: Query): Promise<T> {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '')
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)]))
  const address = given.length === 0 ? `/api/${path}` : `/api/${path}?${search}`
  const response = await fetch(address).catch(() => {
    throw new NoAnswer('The server does not answer: was coterie view ended?')
  })
  return read<T>(response)
}

/** Writes by the server; a static site has none. @throws NoAnswer in words for people. */
export async function send<T>(path: string, body: unknown): Promise<T> {
  const response = await fetch(`/api/${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => {
    throw new NoAnswer('The server does not answer: was coterie view ended? Nothing was written.')
  })
  return read<T>(response)
}

async function read<T>(response: Response): Promise<T> {
  const answer = (await response.json().catch(() => undefined)) as { fault?: string } | undefined
  if (response.ok && answer !== undefined) return answer as T
  throw new NoAnswer(answer?.fault ?? `The server answered with ${response.status}.`)
}

/** Files of a static site hand their answers over here: a page that was opened from a disk may load scripts and nothing else. */
const handed = new Map<string, unknown>()
const files = new Map<string, Promise<unknown>>()

if (told.isStatic === true)
  Object.assign(globalThis, {
    coterieAnswer: (path: string, json: string) => handed.set(path, JSON.parse(json)),
  })

function fileAnswer<T>(path: string): Promise<T> {
  let file = files.get(path)
  if (file === undefined) {
    file = new Promise((resolve, reject) => {
      const script = document.createElement('script')
      script.src = `data/${answerFile(path)}.js`
      script.onload = () => {
        resolve(handed.get(path))
        handed.delete(path)
        script.remove()
      }
      script.onerror = () =>
        reject(new NoAnswer('This site does not hold that part of the record.'))
      document.head.append(script)
    })
    files.set(path, file)
  }
  return file as Promise<T>
}
