/** A line in which calls wait for their turn: first come, first served, and every step takes the same time however long it is. */

export interface WaitingLine<Item> {
  readonly length: number
  /** Who is next. */
  readonly first: Item | undefined
  /** True when its turn has come; false when it was sent away, or called off by `signal`. */
  join(item: Item, signal?: AbortSignal): Promise<boolean>
  /** The turn of the first has come. */
  next(): void
  /** Nobody's turn will come. */
  sendAllAway(): void
}

/** One place in the line: it knows its neighbours, so that it can be left from the middle. */
interface Place<Item> {
  readonly item: Item
  before: Place<Item> | undefined
  after: Place<Item> | undefined
  leave(hasTurn: boolean): void
}

/** An empty line. `onCalledOff` is told when somebody's signal took him out of it. */
export function waitingLine<Item>(onCalledOff: () => void): WaitingLine<Item> {
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

  return {
    get length() {
      return length
    },
    get first() {
      return head?.item
    },
    join: (item, signal) => {
      if (signal?.aborted === true) return Promise.resolve(false)
      return new Promise((resolve) => {
        const callOff = (): void => {
          place.leave(false)
          onCalledOff()
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
    sendAllAway: () => {
      for (let place = head; place !== undefined; place = head) place.leave(false)
    },
  }
}
