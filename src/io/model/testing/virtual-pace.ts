/** Time for tests: it stands still while anything is done, and jumps to whoever waits for the shortest. */
import type { Pace } from '../pace.ts'

export interface VirtualPace extends Pace {
  /** How many wait at present. */
  readonly waiting: number
}

interface Waiter {
  readonly dueMs: number
  /** Who came first goes first, where both are due together. */
  readonly order: number
  /** Undefined once its wait is over. */
  wake: (() => void) | undefined
}

/**
 * Time that begins at 0 and moves only when every promise has run as far as it can. It does not see real input and output: what is
 * tested by it must wait for nothing but this pace.
 */
export function virtualPace(): VirtualPace {
  const heap: Waiter[] = []
  let nowMs = 0
  let order = 0
  let waiting = 0
  let isJumping = false

  function jumpWhenIdle(): void {
    if (isJumping) return
    isJumping = true
    // An immediate runs when no promise has anything left to do.
    setImmediate(() => {
      isJumping = false
      for (let first = heap[0]; first !== undefined && first.wake === undefined; first = heap[0])
        pop(heap)
      const first = heap[0]
      if (first === undefined) return
      nowMs = first.dueMs
      // Whoever is due at the same moment is woken in the same jump.
      for (let next = heap[0]; next !== undefined && next.dueMs <= nowMs; next = heap[0]) {
        pop(heap)
        next.wake?.()
      }
      if (heap.length > 0) jumpWhenIdle()
    })
  }

  return {
    nowMs: () => nowMs,
    get waiting() {
      return waiting
    },
    wait: (ms, signal) => {
      if (signal?.aborted === true) return Promise.resolve()
      return new Promise((resolve) => {
        const waiter: Waiter = { dueMs: nowMs + Math.max(0, ms), order: order++, wake: undefined }
        waiter.wake = () => {
          waiter.wake = undefined
          waiting--
          signal?.removeEventListener('abort', letGo)
          resolve()
        }
        const letGo = (): void => waiter.wake?.()
        signal?.addEventListener('abort', letGo)
        waiting++
        push(heap, waiter)
        jumpWhenIdle()
      })
    },
  }
}

function isBefore(a: Waiter, b: Waiter): boolean {
  return a.dueMs < b.dueMs || (a.dueMs === b.dueMs && a.order < b.order)
}

/** The heap is a binary tree in an array: the parent of i is (i − 1) / 2, and is due no later. */
function push(heap: Waiter[], waiter: Waiter): void {
  let i = heap.push(waiter) - 1
  while (i > 0) {
    const parent = (i - 1) >> 1
    const above = heap[parent] as Waiter
    if (!isBefore(waiter, above)) break
    heap[i] = above
    i = parent
  }
  heap[i] = waiter
}

function pop(heap: Waiter[]): void {
  const last = heap.pop()
  if (last === undefined || heap.length === 0) return
  let i = 0
  for (;;) {
    let child = 2 * i + 1
    const right = heap[child + 1]
    if (right !== undefined && isBefore(right, heap[child] as Waiter)) child++
    const below = heap[child]
    if (below === undefined || !isBefore(below, last)) break
    heap[i] = below
    i = child
  }
  heap[i] = last
}
