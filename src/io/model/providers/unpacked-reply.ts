/** Undoes what a server did to a body on its way: compression that nobody asked for. */
import type { Transform } from 'node:stream'
import { constants, createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { boundedBody } from './bounded-body.ts'
import type { HttpReply } from './http-exchange.ts'

// A body that was cut off is read as far as it goes.
const asFarAsItGoes = { finishFlush: constants.Z_SYNC_FLUSH }
const gunzip = (): Transform => createGunzip(asFarAsItGoes)

const UNPACKERS: Readonly<Record<string, () => Transform>> = {
  gzip: gunzip,
  'x-gzip': gunzip,
  deflate: () => createInflate(asFarAsItGoes),
  br: () => createBrotliDecompress({ finishFlush: constants.BROTLI_OPERATION_FLUSH }),
}

/** A body that stays packed: its encoding is `unknown` here, or it is `spoilt` and not in the encoding that it names. */
export interface Packed {
  readonly kind: 'unknown' | 'spoilt'
  readonly encoding: string
}

/** The reply with its body as the server meant it. A body that is longer than `mostBytes` when it is unpacked is cut there. */
export async function unpackedReply(
  reply: HttpReply,
  mostBytes: number,
): Promise<HttpReply | Packed> {
  const encoding = reply.headers['content-encoding']?.trim().toLowerCase() ?? ''
  if (encoding === '' || encoding === 'identity') return reply
  const unpacker = Object.hasOwn(UNPACKERS, encoding) ? UNPACKERS[encoding] : undefined
  if (unpacker === undefined) return { kind: 'unknown', encoding }
  try {
    const held = boundedBody(mostBytes)
    const isWhole = await flowsInto(held.add, unpacker().end(reply.body))
    return { ...reply, body: held.bytes(), isCut: reply.isCut || !isWhole }
  } catch {
    return { kind: 'spoilt', encoding }
  }
}

/** Nothing beyond the limit is unpacked. */
async function flowsInto(
  add: (piece: Uint8Array) => boolean,
  unpacking: Transform,
): Promise<boolean> {
  for await (const piece of unpacking) if (!add(piece as Uint8Array)) return false
  return true
}
