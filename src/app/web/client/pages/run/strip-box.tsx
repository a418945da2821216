/** The window on the game of a run: the round in sight is always within it. */
import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'

interface StripBoxProps {
  /** The first tick of the round in sight; another one is brought into the window. */
  readonly at: number
  /** Rounds are rows. */
  readonly isUpright?: true
  readonly children: ComponentChildren
}

export function StripBox({ at, isUpright, children }: StripBoxProps) {
  const box = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const window = box.current
    const round = window?.querySelector('.round-button[aria-current]')?.closest('th')
    if (window === null || !round) return
    // The page itself stays where it is.
    if (isUpright === true) {
      const head = window.querySelector('thead')?.clientHeight ?? 0
      const top = round.offsetTop - head
      const bottom = round.offsetTop + round.offsetHeight - window.clientHeight
      if (window.scrollTop > top || window.scrollTop < bottom) window.scrollTop = top
    } else {
      const names = window.querySelector<HTMLElement>('.strip-who')?.offsetWidth ?? 0
      const left = round.offsetLeft - names
      const right = round.offsetLeft + round.offsetWidth - window.clientWidth
      // Two rounds before it stay in sight.
      if (window.scrollLeft > left || window.scrollLeft < right)
        window.scrollLeft = left - 2 * round.offsetWidth
    }
  }, [at, isUpright])
  return (
    <div
      ref={box}
      class={`scroll-x strip-box${isUpright === true ? ' strip-upright' : ''}`}
      tabIndex={0}
      role="region"
      aria-label="The game by round"
    >
      {children}
    </div>
  )
}
