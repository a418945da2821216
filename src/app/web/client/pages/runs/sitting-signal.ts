/** How the sitting that plays a record stands, as the server tells it. */
import { signal, type Signal } from '@preact/signals'
import type { SittingStatus } from '../../../../../study/viewing/sitting-status.ts'
import { onEvent } from '../../shell/changes.ts'

const sittings = new Map<string, Signal<SittingStatus | null | undefined>>()

/** Null where nobody plays the record, undefined until the server has said so. */
export function sittingOf(record: string): Signal<SittingStatus | null | undefined> {
  let sitting = sittings.get(record)
  if (sitting === undefined) sittings.set(record, (sitting = signal(undefined)))
  return sitting
}

interface Told {
  readonly record: string
  readonly sitting: SittingStatus | null
}

// Heard from the first moment: the server says how things stand once, to whoever opens the stream.
onEvent('sitting', (data) => {
  const { record, sitting } = JSON.parse(data) as Told
  sittingOf(record).value = sitting
})
