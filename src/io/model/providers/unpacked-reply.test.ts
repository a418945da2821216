import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { HttpReply } from './http-exchange.ts'
import { unpackedReply } from './unpacked-reply.ts'

const WORDS = 'x'.repeat(100_000)
const packed = gzipSync(WORDS)

const reply = (encoding: string, body: Uint8Array): HttpReply => ({
  kind: 'reply',
  status: 200,
  headers: { 'content-encoding': encoding },
  body,
  isCut: false,
})

async function unpack(encoding: string, body: Uint8Array, mostBytes: number) {
  const unpacked = await unpackedReply(reply(encoding, body), mostBytes)
  return unpacked.kind === 'reply'
    ? { text: Buffer.from(unpacked.body).toString(), isCut: unpacked.isCut }
    : unpacked
}

describe('compression that nobody asked for', () => {
  test.each<[string, Uint8Array]>([
    ['gzip', packed],
    ['GZIP ', packed],
    ['x-gzip', packed],
    ['deflate', deflateSync(WORDS)],
    ['br', brotliCompressSync(WORDS)],
    ['identity', Buffer.from(WORDS)],
  ])('(%s) is undone', async (encoding, body) => {
    expect(await unpack(encoding, body, WORDS.length)).toEqual({ text: WORDS, isCut: false })
  })

  test('is undone as far as the body goes, and marked where the body was cut', async () => {
    const half = { ...reply('gzip', packed.subarray(0, packed.length / 2)), isCut: true }
    const unpacked = await unpackedReply(half, WORDS.length)
    expect(unpacked).toMatchObject({ kind: 'reply', isCut: true })
  })

  test('of more than the limit is undone that far, and marked as cut', async () => {
    expect(await unpack('gzip', packed, 60_000)).toEqual({ text: 'x'.repeat(60_000), isCut: true })
  })

  test('of a kind that is not known is told from a body that is not what it says', async () => {
    for (const encoding of ['zebra', 'constructor', 'gzip, gzip'])
      expect(await unpack(encoding, packed, 1000)).toEqual({ kind: 'unknown', encoding })
    for (const encoding of ['br', 'deflate'])
      expect(await unpack(encoding, packed, 1000)).toEqual({ kind: 'spoilt', encoding })
  })
})
