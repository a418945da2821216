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
  const rest = {
    debrief: 'Thanks.',
    unit: 'points',
    ended: null,
    hasDeclined: false,
    isLate: false,
    ...setup,
  }
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
    const over = {
      kind: 'over',
      how: 'declined',
      debrief: 'Thanks.',
      earned: null,
      isToRead: false,
    }
    expect(desk.state(p1)).toEqual(over)
    expect(open({ hasDeclined: true }).desk.state(p1)).toEqual(over)
  })

  test('is told how its run ended and what it earned there', () => {
    const { desk } = open()
    void desk.people.answer(putTo(p1))
    desk.answer(p1, idOf(desk.state(p1)), '3')
    desk.closed(RUN, 'finished')
    const over = { kind: 'over', how: 'finished', debrief: 'Thanks.', isToRead: true }
    expect(desk.state(p1)).toEqual({ ...over, earned: '12 points' })
    expect(desk.state(p2)).toEqual({ ...over, earned: null })
    const before = open({ debrief: null, ended: { how: 'aborted', earnings: 4 } }).desk
    expect(before.state(p1)).toMatchObject({ how: 'aborted', debrief: null, earned: '4 points' })
  })

  test.each<[Partial<SeatSetup>, string | null]>([
    [{ unit: '$', ended: { how: 'finished', earnings: 0.1 + 0.2 } }, '$0.3'],
    [{ unit: 'credits', ended: { how: 'finished', earnings: 1 } }, '1 credit'],
    [{ unit: null, ended: { how: 'finished', earnings: 4 } }, null],
  ])('%j earned %s', (setup, earned) => {
    expect(open(setup).desk.state(p1)).toMatchObject({ kind: 'over', earned })
  })

  test('is unread where its person came, there is something to read, and nobody has said that it was read', () => {
    const { desk } = open()
    desk.closed(RUN, 'finished')
    expect(desk.unread).toBe(0)
    desk.arrive(p1)
    desk.arrive(p2)
    expect(desk.unread).toBe(2)
    expect([desk.read(p1), desk.read(p1)]).toEqual([true, false])
    expect(desk.unread).toBe(1)
    desk.stop()
    expect(desk.unread).toBe(1)
    const bare = open({ debrief: null, unit: null }).desk
    bare.arrive(p1)
    bare.closed(RUN, 'finished')
    expect([bare.unread, bare.read(p1)]).toEqual([0, false])
  })

  test('of somebody who declined, or whose run goes on, is not waited for', () => {
    const declined = open({ hasDeclined: true }).desk
    declined.arrive(p1)
    declined.closed(RUN, 'finished')
    expect(declined.unread).toBe(0)
    const { desk } = open()
    desk.arrive(p1)
    expect([desk.unread, desk.read(p1)]).toEqual([0, false])
    desk.closed(RUN, 'left')
    expect(desk.unread).toBe(0)
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
