/** Shows an answer once it is there; says so while it is not, and why where it will not come. */
import type { ComponentChildren } from 'preact'
import type { Answered } from '../shell/use-answer.ts'
import { plain } from '../shell/plain.ts'

interface AwaitProps<T> {
  readonly answer: Answered<T>
  /** CSS pixels that what is awaited will take: what stands below stays where it is. */
  readonly room?: number
  readonly children: (value: T) => ComponentChildren
}

export function Await<T>({ answer, room, children }: AwaitProps<T>) {
  const { value, fault } = answer
  if (value !== undefined)
    return (
      <>
        {fault !== undefined && <Fault words={fault} />}
        {children(value)}
      </>
    )
  if (fault !== undefined) return <Fault words={fault} />
  return (
    <p class="quiet" role="status" style={room === undefined ? {} : { minHeight: `${room}px` }}>
      Loading…
    </p>
  )
}

export function Fault({ words }: { readonly words: string }) {
  return (
    <p class="fault" role="alert">
      {plain(words)}
    </p>
  )
}

/** Where there is nothing to show: why, and what would make it otherwise. */
export function Empty({ children }: { readonly children: ComponentChildren }) {
  return <p class="empty">{children}</p>
}
