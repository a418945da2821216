import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cellAt, deskOf, done, isOpen, lastAnswered, undone, type Desk } from './coding-desk.ts'
import { OPEN } from './coding-task.ts'

const UNITS = ['u1', 'u2']
const CODES = ['a', 'b', 'c']

/** An answer, one that is taken back, or an undo. */
const deed = fc.oneof(
  fc.record({
    unit: fc.constantFrom(...UNITS),
    code: fc.constantFrom(...CODES),
    value: fc.constantFrom(0, 1, null),
  }),
  fc.constant('undo' as const),
)

test('the code that was answered last has an answer, and no other of its unit was changed to one since', () => {
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 20 }), (deeds) => {
      // Newest last: what stands of what was done.
      const stack: { unit: string; code: string }[] = []
      let desk: Desk = deskOf([])
      for (const one of deeds) {
        if (one === 'undo') {
          desk = undone(desk)?.desk ?? desk
          stack.pop()
          continue
        }
        const next = done(desk, [{ ...one, cell: { ...OPEN, value: one.value } }])
        if (next !== desk) stack.push(one)
        desk = next
      }
      for (const unit of UNITS)
        expect(lastAnswered(desk, unit)).toBe(
          stack.findLast((one) => one.unit === unit && !isOpen(cellAt(desk, unit, one.code)))?.code,
        )
    }),
  )
})
