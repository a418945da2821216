/** Which records have changed since the page was opened: told by the server, one stream for the whole page. */
import { signal, type Signal } from '@preact/signals'
import { told } from './told.ts'

const counts = new Map<string, Signal<number>>()

/** A number that grows whenever the record was written to. */
export function changesOf(record: string): Signal<number> {
  let count = counts.get(record)
  if (count === undefined) counts.set(record, (count = signal(0)))
  return count
}

/** False while the server cannot be reached. */
export const isConnected = signal(true)

type Listener = (data: string) => void
const listeners = new Map<string, Set<Listener>>()
let source: EventSource | undefined

/** Hears server-sent events of a name; gives back what ends it. On a static site nothing ever happens. */
export function onEvent(name: string, listener: Listener): () => void {
  if (told.isStatic === true) return () => undefined
  source ??= open()
  let heard = listeners.get(name)
  if (heard === undefined) {
    const known = (heard = new Set<Listener>())
    listeners.set(name, known)
    source.addEventListener(name, (event) => {
      for (const one of known) one((event as MessageEvent<string>).data)
    })
  }
  heard.add(listener)
  return () => heard.delete(listener)
}

function open(): EventSource {
  const stream = new EventSource('/api/live')
  stream.onopen = () => (isConnected.value = true)
  stream.onerror = () => (isConnected.value = false)
  let isFirst = true
  stream.addEventListener('hello', () => {
    // Nobody was told of what was written while there was no stream.
    if (!isFirst) for (const count of counts.values()) count.value++
    isFirst = false
  })
  return stream
}

/** Begins to follow what changes. A page that nobody sees asks nothing, and catches up when it comes to sight. */
export function followChanges(): void {
  const missed = new Set<string>()
  onEvent('changed', (record) => {
    if (document.hidden) missed.add(record)
    else changesOf(record).value++
  })
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) return
    for (const record of missed) changesOf(record).value++
    missed.clear()
  })
}
