/** Says that a run is played, that it waits for somebody to go on with it, or that it has come to its end while one looked on. */
import { useEffect, useRef, useState } from 'preact/hooks'
import type { RunHead } from '../../../../../study/viewing/run/run-head.ts'
import { counted } from '../../shell/numbers.ts'
import { told } from '../../shell/told.ts'
import { sittingOf } from '../runs/sitting-signal.ts'

interface LiveProps {
  readonly record: string
  readonly head: RunHead
}

/** Its words change when the state of the run does, not with every tick: they are read aloud. */
export function Live({ record, head: { status, ticks } }: LiveProps) {
  const isOpen = status === 'started'
  const wasOpen = useRef(false)
  wasOpen.current ||= isOpen
  const sitting = sittingOf(record).value
  const isLeft = useLasting(isOpen && (sitting === null || told.isStatic === true))
  // A run that had ended before is told by its status.
  if (!wasOpen.current) return null
  const words = !isOpen
    ? `The run has come to its end: ${status} after ${counted(ticks, 'tick')}.`
    : isLeft
      ? 'This run is not at its end, and nobody plays it at present: coterie run with the same experiment and --db goes on with it.'
      : sitting === null || sitting === undefined
        ? ''
        : sitting.state === 'paused'
          ? 'The play is paused.'
          : 'This run is played at this moment.'
  return (
    <p class={isLeft ? 'notice' : 'quiet run-live'} role="status">
      {words}
    </p>
  )
}

/** A process that ends leaves the record a moment before the page has heard how its runs ended. */
const LASTING_MS = 2_500

/** True where something is so and has been for a while. */
function useLasting(isSo: boolean): boolean {
  const [lasts, setLasts] = useState(false)
  useEffect(() => {
    if (!isSo) return setLasts(false)
    const timer = setTimeout(() => setLasts(true), LASTING_MS)
    return () => clearTimeout(timer)
  }, [isSo])
  return isSo && lasts
}
