/** How benchmarks are timed: in turn, several times over, medians of ratios. */

export interface Contender {
  readonly name: string
  /** Does a fixed piece of work, and may take milliseconds or seconds. */
  run(): void | Promise<void>
}

export interface Timing {
  readonly name: string
  /** Wall milliseconds, one for each turn. */
  readonly ms: readonly number[]
  /** Its speed as a multiple of the first contender's, turn by turn: above 1 is faster. */
  readonly ratio: { readonly min: number; readonly median: number; readonly max: number }
}

/** Runs the contenders A B C A B C …; the first turn warms up and is not counted. */
export async function inTurn(contenders: readonly Contender[], turns: number): Promise<Timing[]> {
  const ms = contenders.map((): number[] => [])
  for (let turn = 0; turn <= turns; turn++) {
    for (const [i, contender] of contenders.entries()) {
      const start = performance.now()
      await contender.run()
      if (turn > 0) ms[i]?.push(performance.now() - start)
    }
  }
  return contenders.map(({ name }, i) => {
    const own = ms[i] ?? []
    const ratios = own.map((time, turn) => (ms[0]?.[turn] ?? 0) / time).sort((a, b) => a - b)
    return {
      name,
      ms: own,
      ratio: { min: ratios[0] ?? 0, median: median(ratios), max: ratios.at(-1) ?? 0 },
    }
  })
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
