/** What is near enough to be seen soon, and how much room the window has. */
import { signal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { PlotRoom } from '../../../../../study/viewing/plots/plot-catalogue.ts'

/** CSS pixels below and above the window. */
const NEAR = 300

/** True once the element has come near the window; it stays so. */
export function useSeen(of: RefObject<Element | null>): boolean {
  const [isSeen, setSeen] = useState(false)
  useEffect(() => {
    if (of.current === null || isSeen) return undefined
    const observer = new IntersectionObserver(
      (entries) => entries.some(({ isIntersecting }) => isIntersecting) && setSeen(true),
      { rootMargin: `${NEAR}px` },
    )
    observer.observe(of.current)
    return () => observer.disconnect()
  }, [isSeen])
  return isSeen
}

const phone = matchMedia('(max-width: 680px)')

/** Which drawing is asked for. */
export const plotRoom = signal<PlotRoom>(phone.matches ? 'narrow' : 'wide')
phone.addEventListener('change', () => (plotRoom.value = phone.matches ? 'narrow' : 'wide'))
