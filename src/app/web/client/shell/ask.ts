/** Asks the server; on a static site, its files. */
import { NoAnswer } from './no-answer.ts'
import { siteAnswer } from './site-answer.ts'
import { told } from './told.ts'

export type Query = Readonly<Record<string, string | number | undefined>>

/** @throws NoAnswer in words for people. */
export function ask<T>(path: string, query: Query = {}): Promise<T> {
  return told.isStatic === true ? siteAnswer<T>(path) : serverAnswer<T>(path, query)
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
