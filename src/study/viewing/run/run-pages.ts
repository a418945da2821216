/** Which ticks of a run stand on which page. */

/** Columns on a page of the game's strip. */
export const STRIP_COLUMNS = 50

/** Ticks on a page of the transcript: fewer where many sit, so that pages are about as heavy. It never changes while a run grows. */
export function pageTicksOf(seats: number): number {
  return Math.max(10, Math.floor(200 / Math.max(1, seats)))
}

/** The page on which an entry stands: the last one that does not begin behind it. */
export function pageOfEntry(pageSeqs: readonly number[], seq: number): number {
  let [low, high] = [0, pageSeqs.length - 1]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((pageSeqs[middle] as number) <= seq) low = middle
    else high = middle - 1
  }
  return Math.max(0, low)
}
