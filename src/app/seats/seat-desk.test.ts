/** The desk: who waits for what, by whose clock, and what a stale page can do (nothing). */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SeatSetup } from './desk-seat.ts'
import { seatDesk } from './seat-desk.ts'
import type { SeatState } from './seat-state.ts'
import { place, putTo, RUN, turnedClock } from './testing/desk.ts'

const p1 = place('p1')
const p2 = place('p2')

function open(setup: Partial<SeatSetup> = {}) {
  const clock = turnedClock()
  const rest = { debrief: 'Thanks.', ended: null, hasDeclined: false, isLate: false, ...setup }
  const desk = seatDesk(
    [p1, p2].map((one) => ({ ...one, ...rest })),
    clock,
  )
  return { clock, desk }
}

function idOf(state: SeatState): string {
  if (state.kind !== 'asked' && state.kind !== 'consent') throw new Error(`it is ${state.kind}`)
  return state.id
}

describe('time', () => {
  test('runs from when the person has come, and is over for good', async () => {
    const { clock, desk } = open()
    const reply = desk.people.answer(putTo(p1, { timeLimitS: 10 }))
    clock.pass(60_000)
    expect(desk.state(p1)).toMatchObject({ kind: 'asked', leftMs: 10_000 })
    desk.arrive(p1)
    clock.pass(9_999)
    expect(desk.state(p1)).toMatchObject({ kind: 'asked', leftMs: 1 })
    const id = idOf(desk.state(p1))
    clock.pass(1)
    expect(await reply).toEqual({ kind: 'timeout', latencyMs: 10_000 })
    expect(desk.state(p1)).toEqual({ kind: 'waiting', missed: true })
    expect(desk.answer(p1, id, '3')).toBe(false)
  })

  test('is one for all attempts of an ask, and another for the next', async () => {
    const { clock, desk } = open()
    desk.arrive(p1)
    const first = desk.people.answer(putTo(p1, { timeLimitS: 10 }))
    clock.pass(6_000)
    desk.answer(p1, idOf(desk.state(p1)), 'x')
    expect(await first).toEqual({ kind: 'submitted', reply: 'x', latencyMs: 6_000 })
    const second = desk.people.answer(putTo(p1, { timeLimitS: 10, attempt: 1, refused: 'No.' }))
    expect(desk.state(p1)).toMatchObject({ attempt: 1, refused: 'No.', leftMs: 4_000 })
    clock.pass(4_000)
    expect(await second).toEqual({ kind: 'timeout', latencyMs: 4_000 })
    void desk.people.answer(putTo(p1, { timeLimitS: 10, tick: 1 }))
    expect(desk.state(p1)).toMatchObject({ kind: 'asked', leftMs: 10_000 })
  })

  test('that nobody limits never runs out', () => {
    const { clock, desk } = open()
    desk.arrive(p1)
    void desk.people.answer(putTo(p1))
    clock.pass(1e12)
    expect(desk.state(p1)).toMatchObject({ kind: 'asked', leftMs: null })
  })
})

describe('an answer', () => {
  test('counts once, and for the question that it was given to', async () => {
    const { desk } = open()
    const first = desk.people.answer(putTo(p1))
    const id = idOf(desk.state(p1))
    expect(desk.answer(p1, id, '3')).toBe(true)
    expect(desk.answer(p1, id, '4')).toBe(false)
    expect(await first).toMatchObject({ reply: '3' })
    void desk.people.answer(putTo(p1, { tick: 1 }))
    expect(desk.answer(p1, id, '4')).toBe(false)
    expect(desk.state(p1)).toMatchObject({ kind: 'asked' })
  })

  test('of one seat is none of another', () => {
    const { desk } = open()
    void desk.people.answer(putTo(p1))
    void desk.people.answer(putTo(p2))
    expect(desk.answer(p2, idOf(desk.state(p1)), '3')).toBe(false)
    expect(desk.consent(p1, idOf(desk.state(p1)), true)).toBe(false)
  })
})

describe('a seat', () => {
  test('is told of consent, its refusal, and that it is over then', async () => {
    const { desk } = open()
    const { address } = putTo(p1)
    const reply = desk.people.consent(address, 'Do you?')
    expect(desk.state(p1)).toMatchObject({ kind: 'consent', text: 'Do you?' })
    expect(desk.consent(p1, idOf(desk.state(p1)), false)).toBe(true)
    expect(await reply).toEqual({ kind: 'answered', given: false })
    const over = { kind: 'over', how: 'declined', debrief: 'Thanks.', earnings: null }
    expect(desk.state(p1)).toEqual(over)
    expect(open({ hasDeclined: true }).desk.state(p1)).toEqual(over)
  })

  test('is told how its run ended and what it earned there', () => {
    const { desk } = open()
    void desk.people.answer(putTo(p1))
    desk.answer(p1, idOf(desk.state(p1)), '3')
    desk.closed(RUN, 'finished')
    const over = { kind: 'over', how: 'finished', debrief: 'Thanks.' }
    expect(desk.state(p1)).toEqual({ ...over, earnings: 12 })
    expect(desk.state(p2)).toEqual({ ...over, earnings: null })
    const before = open({ debrief: null, ended: { how: 'aborted', earnings: 4 } }).desk
    expect(before.state(p1)).toEqual({ kind: 'over', how: 'aborted', debrief: null, earnings: 4 })
  })

  test('is paused where its run is left', () => {
    const { desk } = open()
    desk.closed(RUN, 'left')
    expect(desk.state(p1)).toEqual({ kind: 'paused' })
  })

  test('that was not set up cannot be reached', async () => {
    const { desk } = open()
    const { address, ...rest } = putTo(place('p3'))
    expect(await desk.people.answer({ address, ...rest })).toMatchObject({ kind: 'unreached' })
    expect(await desk.people.consent(address, 'Do you?')).toMatchObject({ kind: 'unreached' })
  })
})

test('who is told to stop waits for nobody, then or later', async () => {
  const { clock, desk } = open()
  desk.arrive(p1)
  const open1 = desk.people.answer(putTo(p1, { timeLimitS: 1 }))
  const open2 = desk.people.consent(putTo(p2).address, 'Do you?')
  desk.stop()
  clock.pass(5_000)
  const withheld = { kind: 'withheld' }
  expect(await Promise.all([open1, open2])).toEqual([withheld, withheld])
  expect(await desk.people.answer(putTo(p1, { tick: 1 }))).toEqual(withheld)
  expect(await desk.people.consent(putTo(p1).address, 'Do you?')).toEqual(withheld)
  expect(desk.state(p1)).toEqual({ kind: 'paused' })
})

test('whatever happens to a seat, its watchers are told before anybody can see it', () => {
  const step = fc.constantFrom('put', 'answer', 'pass', 'arrive', 'close')
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const { clock, desk } = open()
      let told = desk.state(p1)
      desk.watch(p1, () => (told = desk.state(p1)))
      let tick = 0
      for (const one of steps) {
        const before = desk.state(p1)
        if (one === 'put' && before.kind === 'waiting')
          void desk.people.answer(putTo(p1, { tick: tick++, timeLimitS: 2 }))
        else if (one === 'answer' && before.kind === 'asked') desk.answer(p1, before.id, '1')
        else if (one === 'pass') clock.pass(700)
        else if (one === 'arrive') desk.arrive(p1)
        else if (one === 'close') desk.closed(RUN, 'finished')
        const withoutTime = (state: SeatState): object => ({ ...state, leftMs: 0 })
        expect(withoutTime(told)).toEqual(withoutTime(desk.state(p1)))
      }
    }),
  )
})

describe('who has to come in time', () => {
  test('is not waited for after it: its seat is closed, and says so to whoever comes late', async () => {
    const { clock, desk } = open()
    const reply = desk.people.answer(putTo(p1, { arriveWithinS: 60 }))
    clock.pass(59_999)
    expect(desk.state(p1).kind).toBe('asked')
    clock.pass(1)
    expect(await reply).toEqual({ kind: 'absent', latencyMs: 60_000 })
    desk.arrive(p1)
    expect(desk.state(p1)).toMatchObject({ kind: 'over', how: 'late' })
  })

  test('is waited for once it has come, also where it is asked for consent', async () => {
    const { clock, desk } = open()
    const address = putTo(p1).address
    const consent = desk.people.consent(address, 'Do you?', 60)
    clock.pass(59_000)
    desk.arrive(p1)
    clock.pass(600_000)
    const state = desk.state(p1)
    if (state.kind !== 'consent') throw new Error(state.kind)
    desk.consent(p1, state.id, true)
    expect(await consent).toEqual({ kind: 'answered', given: true })
    void desk.people.answer(putTo(p1, { arriveWithinS: 60 }))
    clock.pass(600_000)
    expect(desk.state(p1).kind).toBe('asked')
  })

  test('is withheld where the work stops before: nothing is said of it', async () => {
    const { clock, desk } = open()
    const reply = desk.people.answer(putTo(p1, { arriveWithinS: 60 }))
    desk.stop()
    clock.pass(60_000)
    expect(await reply).toEqual({ kind: 'withheld' })
    expect(desk.state(p1).kind).toBe('paused')
  })
})

test('who takes the place of somebody that declined is asked: the link does not say that it is over', async () => {
  const desk = open({ hasDeclined: true }).desk
  expect(desk.state(p1)).toMatchObject({ kind: 'over', how: 'declined' })
  const consent = desk.people.consent(putTo(p1).address, 'And you?')
  const state = desk.state(p1)
  if (state.kind !== 'consent') throw new Error(state.kind)
  desk.consent(p1, state.id, true)
  expect(await consent).toEqual({ kind: 'answered', given: true })
})
