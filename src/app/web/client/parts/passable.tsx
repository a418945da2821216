/** A long list for whoever goes by keyboard: it is entered at what is in sight, and it can be passed. */
import type { ComponentChildren } from 'preact'
import { useRef } from 'preact/hooks'

interface PassableProps {
  /** As it is told: `the transcript`. */
  readonly what: string
  /** Holds one region that is scrolled and takes the focus. */
  readonly children: ComponentChildren
}

export function Passable({ what, children }: PassableProps) {
  const end = useRef<HTMLSpanElement>(null)
  return (
    <div class="passable" onKeyDown={enterInSight}>
      <button type="button" class="pass" onClick={() => end.current?.focus()}>
        Pass {what}
      </button>
      {children}
      <span ref={end} class="passed" tabIndex={-1}>
        End of {what}
      </span>
    </div>
  )
}

/** What is drawn above the window would be first otherwise, and the list would jump back to it. */
function enterInSight(event: KeyboardEvent): void {
  const region = event.target as HTMLElement
  if (event.key !== 'Tab' || event.shiftKey || !region.matches('[role="region"], [role="feed"]'))
    return
  const { top } = region.getBoundingClientRect()
  // A head that sticks to the top is in sight wherever one is.
  const link = [...region.querySelectorAll<HTMLElement>('a, button, summary')].find(
    (one) => one.checkVisibility() && one.getBoundingClientRect().top >= top,
  )
  if (link === undefined) return
  event.preventDefault()
  link.focus({ preventScroll: true })
}
