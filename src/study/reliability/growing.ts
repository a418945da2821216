/** Lists of numbers that grow without a box for each. */

export interface Growing<T> {
  readonly length: number
  at(index: number): number
  push(value: number): void
  /** What was pushed so far. */
  list(): T
}

/** An empty list of whole numbers from 0 to 2³² − 1. */
export function growing(): Growing<Uint32Array> {
  return growingIn((length) => new Uint32Array(length))
}

/** An empty list of any numbers. */
export function growingReals(): Growing<Float64Array> {
  return growingIn((length) => new Float64Array(length))
}

function growingIn<T extends Uint32Array | Float64Array>(make: (length: number) => T): Growing<T> {
  let cells = make(64)
  let length = 0
  return {
    get length() {
      return length
    },
    at: (index) => cells[index] as number,
    push(value) {
      if (length === cells.length) {
        const wider = make(cells.length * 2)
        wider.set(cells)
        cells = wider
      }
      cells[length++] = value
    },
    list: () => cells.slice(0, length) as T,
  }
}
