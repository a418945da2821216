/** Asks the same again and again, as often as it is wanted and no oftener than is good. */

export interface InTurn {
  /** Asks: at once, or when the last question has been answered and rested from. What is wanted meanwhile is asked once. */
  wanted(): void
  /** Nothing is asked from then on. */
  end(): void
}

/** @param restMs so long at least from one question to the next. */
export function askInTurn(ask: () => Promise<unknown>, restMs: number): InTurn {
  let askedAt = -Infinity
  let [isWanted, isAsking, isOver] = [false, false, false]
  let timer: ReturnType<typeof setTimeout> | undefined

  const next = (): void => {
    if (!isWanted || isAsking || isOver || timer !== undefined) return
    timer = setTimeout(
      () => {
        timer = undefined
        askedAt = performance.now()
        ;[isWanted, isAsking] = [false, true]
        const answered = (): void => {
          isAsking = false
          next()
        }
        ask().then(answered, answered)
      },
      Math.max(0, askedAt + restMs - performance.now()),
    )
  }
  return {
    wanted() {
      isWanted = true
      next()
    },
    end() {
      isOver = true
      clearTimeout(timer)
    },
  }
}
