/** Shuffles made of addressed draws: pure functions of a stream's name and an index, so that they may stand in guards and assigns. */

/** The index-th draw of a named stream, from [0, 1): what a machine is handed as `draw`. */
export type Draw = (stream: string, index: number) => number

/** A uniform permutation of a list (Fisher–Yates), made of the `list.length` draws of a stream from index `from` on. */
export function shuffled<T>(list: readonly T[], draw: Draw, stream: string, from: number): T[] {
  const result = [...list]
  for (let i = result.length - 1; i > 0; i--) {
    const j = Math.floor(draw(stream, from + i) * (i + 1))
    ;[result[i], result[j]] = [result[j] as T, result[i] as T]
  }
  return result
}

/** The list in pieces of equal size, in order. */
export function piecesOf<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, i) =>
    list.slice(i * size, (i + 1) * size),
  )
}
