/** What this browser keeps until the server has it: answers on their way, and what can be undone in this window. */
import type { Deed } from '../../../../study/viewing/coder/coding-desk.ts'
import type { WaitingCell } from '../../../../study/viewing/coder/coding-task.ts'

/** A window's own place, so that two windows of one coder do not write over each other. */
const WINDOW = 'coterie-coding-window'
const prefixOf = (key: string): string => `coterie-coding/${key}/`

function windowName(): string {
  const known = sessionStorage.getItem(WINDOW)
  if (known !== null) return known
  const made = crypto.getRandomValues(new Uint32Array(2)).join('-')
  sessionStorage.setItem(WINDOW, made)
  return made
}

/** Keeps what waits; nothing where the browser keeps nothing for anybody. */
export function keepWaiting(key: string, waiting: readonly WaitingCell[]): void {
  quietly(() => {
    const place = prefixOf(key) + windowName()
    if (waiting.length === 0) localStorage.removeItem(place)
    else localStorage.setItem(place, JSON.stringify(waiting))
  })
}

/** What any window of this coder could not send: taken over, for an answer that comes twice is known as one. */
export function leftWaiting(key: string): WaitingCell[] {
  const left: WaitingCell[] = []
  quietly(() => {
    const places = Object.keys(localStorage).filter((place) => place.startsWith(prefixOf(key)))
    for (const place of places.sort()) {
      left.push(...(JSON.parse(localStorage.getItem(place) ?? '[]') as WaitingCell[]))
      localStorage.removeItem(place)
    }
  })
  return left
}

/** Where the coder was, and what it did there last. */
export interface Left {
  readonly unit: string
  readonly deeds: readonly Deed[]
}

export function keepPlace(key: string, left: Left): void {
  quietly(() => sessionStorage.setItem(prefixOf(key), JSON.stringify(left)))
}

export function leftPlace(key: string): Left | undefined {
  let left: Left | undefined
  quietly(() => {
    const text = sessionStorage.getItem(prefixOf(key))
    if (text !== null) left = JSON.parse(text) as Left
  })
  return left
}

/** Browsers may refuse to keep anything, and what they keep may be damaged: answers are sent all the same. */
function quietly(work: () => void): void {
  try {
    work()
  } catch {
    // Nothing is kept then.
  }
}
