/** What single keys do: a part of a page that has one says so for as long as it is shown. */
import { computed, signal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { areKeysOn } from '../parts/key-switch.tsx'

interface KeyDeed {
  readonly key: string
  /** As help tells it. */
  readonly what: string
  readonly deed: () => void
}

const deeds = signal<readonly KeyDeed[]>([])

/** Each key once: of two parts that want it, the later one has it. */
export const keysInUse = computed(() => [
  ...new Map(deeds.value.map((one) => [one.key, one])).values(),
])

export function useKey(key: string, what: string, deed: () => void): void {
  const newest = useRef(deed)
  newest.current = deed
  useEffect(() => {
    const own: KeyDeed = { key, what, deed: () => newest.current() }
    deeds.value = [...deeds.peek(), own]
    return () => {
      deeds.value = deeds.peek().filter((one) => one !== own)
    }
  }, [key, what])
}

/** Hears keys wherever nothing is written and nothing else is opened. */
export function hearKeys(): () => void {
  addEventListener('keydown', onKey)
  return () => removeEventListener('keydown', onKey)
}

function onKey(event: KeyboardEvent): void {
  const { key, target } = event
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !areKeysOn.peek())
    return
  if (
    target instanceof Element &&
    target.closest('textarea, input:not([type=range], [type=checkbox]), select, dialog') !== null
  )
    return
  const found = keysInUse.peek().find((one) => one.key === key.toLowerCase())
  if (found === undefined) return
  event.preventDefault()
  found.deed()
}
