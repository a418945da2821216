import fc from 'fast-check'
import { expect, test } from 'vitest'
import { waitingLine } from './waiting-line.ts'

test('whoever came first goes first, and who was called off is gone at once, wherever he stood', async () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant('join' as const) }),
    fc.record({ kind: fc.constant('next' as const) }),
    fc.record({ kind: fc.constant('call-off' as const), who: fc.nat(40) }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 80 }), async (steps) => {
      let calledOff = 0
      const close = new AbortController()
      const line = waitingLine<number>(() => calledOff++, close.signal)
      const offs: AbortController[] = []
      const outcomes: Promise<boolean>[] = []
      const turns: number[] = []
      let model: number[] = []
      for (const one of steps) {
        if (one.kind === 'join') {
          const off = new AbortController()
          model.push(offs.length)
          outcomes.push(line.join(offs.length, off.signal))
          offs.push(off)
        } else if (one.kind === 'next') {
          line.next()
          turns.push(...model.splice(0, 1))
        } else {
          const before = calledOff
          offs[one.who]?.abort()
          expect(calledOff - before).toBe(model.includes(one.who) ? 1 : 0)
          model = model.filter((who) => who !== one.who)
        }
        expect([line.length, line.first]).toEqual([model.length, model[0]])
      }
      close.abort()
      expect([line.length, line.first]).toEqual([0, undefined])
      expect(await line.join(offs.length)).toBe(false)
      const hadTurn = await Promise.all(outcomes)
      expect(hadTurn.flatMap((had, who) => (had ? [who] : []))).toEqual(turns.sort((a, b) => a - b))
    }),
  )
})

test('who was called off beforehand does not join', async () => {
  const line = waitingLine<string>(() => expect.unreachable())
  expect(await line.join('late', AbortSignal.abort())).toBe(false)
  expect(line.length).toBe(0)
})
