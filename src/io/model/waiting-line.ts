/** A line in which calls wait for their turn: first come, first served, and every step takes the same time however long it is. */

export interface WaitingLine<Item> {
  readonly length: number
  /** Who is next. */
  readonly first: Item | undefined
  /** True when its turn has come; false when it was called off by `signal`, or the line was closed. */
  join(item: Item, signal?: AbortSignal): Promise<boolean>
  /** The turn of the first has come. */
  next(): void
}

/** One place in the line: it knows its neighbours, so that it can be left from the middle. */
interface Place<Item> {
  readonly item: Item
  before: Place<Item> | undefined
  after: Place<Item> | undefined
  leave(hasTurn: boolean): void
}

/**
 * An empty line. `close` sends away at once all who stand in it, and whoever joins later. `onLeft` is told when somebody was called off, and
 * when the line was closed.
 */
export function waitingLine<Item>(onLeft: () => void, close?: AbortSignal): WaitingLine<Item> {
  let head: Place<Item> | undefined
  let tail: Place<Item> | undefined
  let length = 0

  const unlink = ({ before, after }: Place<Item>): void => {
    if (before === undefined) head = after
    else before.after = after
    if (after === undefined) tail = before
    else after.before = before
    length--
  }

  // One listener for all: thousands may stand in line.
  close?.addEventListener(
    'abort',
    () => {
      for (let place = head; place !== undefined; place = head) place.leave(false)
      onLeft()
    },
    { once: true },
  )

  return {
    get length() {
      return length
    },
    get first() {
      return head?.item
    },
    join: (item, signal) => {
      if (close?.aborted === true || signal?.aborted === true) return Promise.resolve(false)
      return new Promise((resolve) => {
        const callOff = (): void => {
          place.leave(false)
          onLeft()
        }
        const place: Place<Item> = {
          item,
          before: tail,
          after: undefined,
          leave: (hasTurn) => {
            signal?.removeEventListener('abort', callOff)
            unlink(place)
            resolve(hasTurn)
          },
        }
        if (tail === undefined) head = place
        else tail.after = place
        tail = place
        length++
        signal?.addEventListener('abort', callOff, { once: true })
      })
    },
    next: () => head?.leave(true),
  }
}
