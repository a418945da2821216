/** An answer for as long as a component shows it: asked for when it is first drawn, and again when its record has changed. */
import { useEffect, useRef, useState } from 'preact/hooks'
import { ask, type Query } from './ask.ts'
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
  const [answered, setAnswered] = useState<Answered<T> & { readonly key: string | null }>({
    key: null,
    value: undefined,
    fault: undefined,
    isAsking: path !== null,
  })
  const last = useRef({ key: '' as string | null, at: 0 })
  useEffect(() => {
    if (path === null) return undefined
    let isWanted = true
    const rest = last.current.key === key ? last.current.at + REST_MS - performance.now() : 0
    const timer = setTimeout(
      () => {
        last.current = { key, at: performance.now() }
        setAnswered((before) => ({ ...before, isAsking: true }))
        ask<T>(path, query).then(
          (value) => isWanted && setAnswered({ key, value, fault: undefined, isAsking: false }),
          (error: unknown) =>
            isWanted &&
            setAnswered((before) => ({
              key,
              // What was shown of the same question is still what was true when it was asked.
              value: before.key === key ? before.value : undefined,
              fault: error instanceof Error ? error.message : String(error),
              isAsking: false,
            })),
        )
      },
      Math.max(0, rest),
    )
    return () => {
      isWanted = false
      clearTimeout(timer)
    }
  }, [key, change])
  return answered
}
