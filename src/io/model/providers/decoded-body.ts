/** Undoes what a server did to a body on its way: compression that nobody asked for. */
import { brotliDecompressSync, constants, gunzipSync, inflateSync } from 'node:zlib'
import type { HttpReply } from './http-exchange.ts'

type Decode = (body: Uint8Array, limits: { readonly maxOutputLength: number }) => Uint8Array

// A body that was cut off is read as far as it goes.
const cut = { finishFlush: constants.Z_SYNC_FLUSH }
const gunzip: Decode = (body, limits) => gunzipSync(body, { ...limits, ...cut })

const DECODERS: Readonly<Record<string, Decode>> = {
  gzip: gunzip,
  'x-gzip': gunzip,
  deflate: (body, limits) => inflateSync(body, { ...limits, ...cut }),
  br: (body, limits) =>
    brotliDecompressSync(body, {
      ...limits,
      finishFlush: constants.BROTLI_OPERATION_FLUSH,
    }),
}

/** The body as the server meant it; null where it is not in the encoding that it names, or longer than `mostBytes` when it is unpacked. */
export function decodedBody({ headers, body }: HttpReply, mostBytes: number): Uint8Array | null {
  const encoding = headers['content-encoding']?.trim().toLowerCase() ?? ''
  if (encoding === '' || encoding === 'identity') return body
  try {
    const decode = Object.hasOwn(DECODERS, encoding) ? DECODERS[encoding] : undefined
    return decode?.(body, { maxOutputLength: mostBytes }) ?? null
  } catch {
    return null
  }
}
