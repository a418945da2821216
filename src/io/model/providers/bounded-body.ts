/** Holds the body of a reply as it comes, and no more of it than was agreed. */

export interface BoundedBody {
  /** Takes the next piece; false where it went beyond the limit, up to which all is held. */
  add(piece: Uint8Array): boolean
  /** All that was taken. */
  bytes(): Uint8Array
}

/** Most replies come in one piece, which is kept as it is; others are gathered in a buffer that grows, so that a server that trickles costs no more. */
export function boundedBody(mostBytes: number): BoundedBody {
  let held: Uint8Array = new Uint8Array(0)
  let length = 0
  return {
    add: (piece) => {
      const taken = piece.subarray(0, mostBytes - length)
      if (length === 0) held = taken
      else {
        if (length + taken.length > held.length) {
          const larger = new Uint8Array(Math.min(mostBytes, 2 * (length + taken.length)))
          larger.set(held.subarray(0, length))
          held = larger
        }
        held.set(taken, length)
      }
      length += taken.length
      return taken.length === piece.length
    },
    bytes: () => held.subarray(0, length),
  }
}
