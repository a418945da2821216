/** How much time is left: seen at every second, said at a few. */
import { useEffect, useState } from 'preact/hooks'
import { duration } from '../shell/numbers.ts'

/** Seconds at which it is said aloud. */
const SAID_AT = [300, 120, 60, 30, 10] as const

interface TimeLeftProps {
  /** By `performance.now()`. */
  readonly endsAtMs: number
}

export function TimeLeft({ endsAtMs }: TimeLeftProps) {
  const [nowMs, setNowMs] = useState(performance.now())
  const [startS] = useState(() => secondsTo(endsAtMs, performance.now()))
  useEffect(() => {
    const timer = setInterval(() => setNowMs(performance.now()), 250)
    return () => clearInterval(timer)
  }, [])
  const leftS = secondsTo(endsAtMs, nowMs)
  const said = [startS, ...SAID_AT.filter((at) => at < startS)].findLast((at) => leftS <= at)
  return (
    <div class={leftS <= 10 ? 'time-left time-short' : 'time-left'}>
      <span role="timer" aria-label="Time left">
        {duration(leftS * 1000)}
      </span>{' '}
      <span aria-hidden="true">left</span>
      <span class="unseen" aria-live="polite">
        {said === undefined ? '' : inWords(said)}
      </span>
    </div>
  )
}

function secondsTo(endMs: number, nowMs: number): number {
  return Math.max(0, Math.ceil((endMs - nowMs) / 1000))
}

function inWords(seconds: number): string {
  const [m, s] = [Math.floor(seconds / 60), seconds % 60]
  const minutes = m === 0 ? [] : [m === 1 ? '1 minute' : `${m} minutes`]
  const rest = s === 0 ? [] : [s === 1 ? '1 second' : `${s} seconds`]
  return `${[...minutes, ...rest].join(' ')} left`
}
