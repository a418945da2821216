/** An answer for as long as a component shows it: asked for when it is first drawn, and again when its record has changed. */
import { useEffect, useRef, useState } from 'preact/hooks'
import { ask, type Query } from './ask.ts'
import { askInTurn, type InTurn } from './ask-in-turn.ts'
import { changesOf } from './changes.ts'

export interface Answered<T> {
  /** The last answer; it stays while a newer one is on its way. */
  readonly value: T | undefined
  readonly fault: string | undefined
  readonly isAsking: boolean
}

/** So long at least from one question to the next of the same, however often a record changes. */
const REST_MS = 700

/**
 * @param path beneath `/api/`, or null where nothing is to be asked.
 * @param record whose changes make it ask again; none for what does not change.
 */
export function useAnswer<T>(path: string | null, query: Query = {}, record?: string): Answered<T> {
  const key = path === null ? null : `${path}?${JSON.stringify(query)}`
  const change = record === undefined ? 0 : changesOf(record).value
  const [answered, setAnswered] = useState<Kept<T>>({
    key: null,
    value: undefined,
    fault: undefined,
    isAsking: path !== null,
  })
  const line = useRef<InTurn>(undefined)
  useEffect(() => {
    if (path === null) return undefined
    let isWanted = true
    const told = (next: (before: Kept<T>) => Kept<T>): void => {
      if (isWanted) setAnswered(next)
    }
    const asked = askInTurn(() => {
      told((before) => ({ ...before, isAsking: true }))
      return ask<T>(path, query).then(
        (value) => told(() => ({ key, value, fault: undefined, isAsking: false })),
        (error: unknown) =>
          told((before) => ({
            key,
            // What was shown of the same question is still what was true when it was asked.
            value: before.key === key ? before.value : undefined,
            fault: error instanceof Error ? error.message : String(error),
            isAsking: false,
          })),
      )
    }, REST_MS)
    line.current = asked
    return () => {
      isWanted = false
      asked.end()
      line.current = undefined
    }
  }, [key])
  // An answer that is on its way is shown, however often the record changes meanwhile.
  useEffect(() => line.current?.wanted(), [key, change])
  return answered
}

/** With the question that it answers. */
type Kept<T> = Answered<T> & { readonly key: string | null }
