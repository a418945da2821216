import { describe, expect, test } from 'vitest'
import { gate, through } from './gate.ts'

/** Lets everything happen that can happen by itself. */
const settle = () => new Promise((resolve) => setImmediate(resolve))

describe('a gate', () => {
  test('is open at first, and nobody waits', () => {
    expect(gate().isShut).toBe(false)
    expect(gate().opened()).toBeUndefined()
  })

  test('holds everybody back while it is shut, and lets all in when it is opened', async () => {
    const own = gate()
    own.shut()
    const arrived: number[] = []
    const walkers = [1, 2, 3].map((one) => through(own).then(() => arrived.push(one)))
    await settle()
    expect(arrived).toEqual([])
    own.open()
    await Promise.all(walkers)
    expect(arrived).toEqual([1, 2, 3])
  })

  test('that is shut again at once lets nobody through', async () => {
    const own = gate()
    own.shut()
    let isThrough = false
    const walker = through(own).then(() => (isThrough = true))
    own.open()
    own.shut()
    await settle()
    expect(isThrough).toBe(false)
    own.open()
    await walker
    expect(isThrough).toBe(true)
  })

  test('tells its listeners once for each time it is opened or shut', () => {
    const own = gate()
    const times = { opened: 0, shut: 0 }
    own.onOpened(() => times.opened++)
    own.onShut(() => times.shut++)
    own.open()
    own.shut()
    own.shut()
    own.open()
    own.open()
    expect(times).toEqual({ opened: 1, shut: 1 })
  })
})
