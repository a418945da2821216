/** Patience for tests that is not used up while the machine stands still. */

const STEP_MS = 10

/**
 * Calls back once this process has run for so long: in every hundredth of a second whatever had come was dealt with, however slow the machine is.
 * Gives back what calls it off.
 */
export function afterRunning(ms: number, act: () => void): () => void {
  let leftMs = ms
  const timer = setInterval(() => {
    leftMs -= STEP_MS
    if (leftMs > 0) return
    clearInterval(timer)
    act()
  }, STEP_MS)
  return () => clearInterval(timer)
}
