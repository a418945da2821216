import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { allHands } from './all-hands.ts'
import { helmFor, type Helm } from './helm.ts'

/** Lets everything happen that can happen by itself. */
const settle = () => new Promise((resolve) => setImmediate(resolve))

/** Pieces of work that end when they are told to. */
function bench(helm: Helm, pieces: number) {
  let begun = 0
  const open: (() => void)[] = []
  const done = allHands(
    helm,
    () => begun < pieces,
    () => {
      begun++
      return new Promise((resolve) => open.push(resolve))
    },
  )
  return {
    done,
    get begun() {
      return begun
    },
    get inFlight() {
      return open.length
    },
    async end(count: number) {
      for (const resolve of open.splice(0, count)) resolve()
      await settle()
    },
  }
}

describe('hands at work', () => {
  test('are as many as the helm says, and never more than there is work', async () => {
    const four = bench(helmFor(4), 10)
    const many = bench(helmFor(40), 10)
    expect(four.inFlight).toBe(4)
    expect(many.inFlight).toBe(10)
    await four.end(3)
    expect(four.inFlight).toBe(4)
  })

  test('grow at once, and shrink as pieces end', async () => {
    const helm = helmFor(2)
    const work = bench(helm, 100)
    helm.retune(6)
    expect(work.inFlight).toBe(6)
    helm.retune(3)
    expect(work.inFlight).toBe(6)
    await work.end(2)
    expect(work.inFlight).toBe(4)
    await work.end(2)
    expect(work.inFlight).toBe(3)
    helm.retune(5)
    expect(work.inFlight).toBe(5)
  })

  test('rest while the gate is shut, and then go on', async () => {
    const helm = helmFor(3)
    const work = bench(helm, 9)
    helm.gate.shut()
    await work.end(3)
    expect(work).toMatchObject({ begun: 3, inFlight: 0 })
    helm.gate.open()
    await settle()
    expect(work).toMatchObject({ begun: 6, inFlight: 3 })
  })

  test('do every piece once, however they are steered', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.oneof(
            fc.record({ end: fc.integer({ min: 1, max: 5 }) }),
            fc.record({ retune: fc.integer({ min: -1, max: 8 }) }),
            fc.record({ shut: fc.boolean() }),
          ),
          { maxLength: 40 },
        ),
        async (deeds) => {
          const helm = helmFor(3)
          const work = bench(helm, 30)
          for (const deed of deeds) {
            if ('end' in deed) await work.end(deed.end)
            else if ('retune' in deed) helm.retune(deed.retune)
            else if (deed.shut) helm.gate.shut()
            else helm.gate.open()
          }
          helm.gate.open()
          await settle()
          while (work.inFlight > 0) await work.end(1)
          await work.done
          expect(work.begun).toBe(30)
        },
      ),
      { numRuns: 100 },
    ))

  test('an error ends the work of one hand; it is thrown when the others are done', async () => {
    let begun = 0
    const work = allHands(
      helmFor(2),
      () => begun < 10,
      async () => {
        const piece = ++begun
        await settle()
        if (piece === 3) throw new Error('out of ink')
      },
    )
    await expect(work).rejects.toThrow('out of ink')
    expect(begun).toBe(10)
  })
})
