/** Keeps a question in view for a moment after it was answered: what comes next is mostly there at once, and a page between would only flicker. */
import { useEffect, useState } from 'preact/hooks'
import type { Told } from './seat-line.ts'

const MOMENT_MS = 400

/** What is to be shown of what is told. */
export function useSettled(told: Told): Told {
  const [shown, setShown] = useState(told)
  const isBetween = told.state.kind === 'waiting' && shown.state.kind === 'asked'
  useEffect(() => {
    if (!isBetween) {
      setShown(told)
      return undefined
    }
    const timer = setTimeout(() => setShown(told), MOMENT_MS)
    return () => clearTimeout(timer)
  }, [told, isBetween])
  return isBetween ? shown : told
}
