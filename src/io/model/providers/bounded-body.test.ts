import fc from 'fast-check'
import { expect, test } from 'vitest'
import { boundedBody } from './bounded-body.ts'

test('it holds what came, up to the limit, however it was cut into pieces', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 20 })), fc.nat(200), (pieces, most) => {
      const whole = pieces.flatMap((piece) => [...piece])
      const held = boundedBody(most)
      const wereWhole = pieces.map((piece) => held.add(piece))
      expect([...held.bytes()]).toEqual(whole.slice(0, most))
      expect(wereWhole.every(Boolean)).toBe(whole.length <= most)
    }),
  )
})

test('a million pieces of one byte take no more than their sum, several times', () => {
  const held = boundedBody(10_000_000)
  const piece = new Uint8Array([7])
  for (let i = 0; i < 1_000_000; i++) held.add(piece)
  expect(held.bytes().length).toBe(1_000_000)
  expect(held.bytes().buffer.byteLength).toBeLessThan(3_000_000)
})
