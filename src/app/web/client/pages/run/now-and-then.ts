/** Tells of what changes with every frame only so often: at once, then the last of each interval. */

interface NowAndThen<T> {
  readonly tell: (value: T) => void
  /** Does not wait with what is still to be told. */
  readonly tellNow: () => void
  /** What is still to be told is no longer true. */
  readonly forget: () => void
}

/** @param ms from one telling to the next. */
export function nowAndThen<T>(ms: number, told: (value: T) => void): NowAndThen<T> {
  let waiting: { readonly value: T } | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  const pass = (): void => {
    timer = undefined
    if (waiting === undefined) return
    const { value } = waiting
    waiting = undefined
    timer = setTimeout(pass, ms)
    told(value)
  }
  const forget = (): void => {
    waiting = undefined
    clearTimeout(timer)
    timer = undefined
  }
  return {
    tell(value) {
      waiting = { value }
      if (timer === undefined) pass()
    },
    tellNow() {
      clearTimeout(timer)
      pass()
    },
    forget,
  }
}
