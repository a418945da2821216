/** The keys of the page, and the switch for those that are single letters. */
import type { Signal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'

interface KeysDialogProps {
  readonly onClose: () => void
  readonly areOn: Signal<boolean>
}

const KEYS: readonly (readonly [keys: string, what: string])[] = [
  ['Y or 1', 'yes, the code applies'],
  ['N or 0', 'no, it does not'],
  ['1 – 9, letters', 'a category, as its button says'],
  ['C', 'cannot tell'],
  ['S', 'mark words: arrows, Shift with arrows, Enter; Escape ends'],
  ['M', 'a note on the answer'],
  [', and .', 'less sure, more sure, where that is asked'],
  ['↑ and ↓', 'another code of the unit'],
  [
    'Enter',
    'the next unit that is not coded (the next code first, where it is asked how sure you are)',
  ],
  ['J and K', 'forth and back'],
  ['U or Backspace', 'undo'],
  ['B', 'the codebook'],
  ['?', 'these keys'],
]

export function KeysDialog({ onClose, areOn }: KeysDialogProps) {
  const box = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => box.current?.showModal(), [])
  return (
    <dialog ref={box} class="coder-keys" aria-labelledby="coder-keys-title" onClose={onClose}>
      <h2 id="coder-keys-title">Keys</h2>
      <table>
        <tbody>
          {KEYS.map(([keys, what]) => (
            <tr key={keys}>
              <th scope="row">
                <kbd>{keys}</kbd>
              </th>
              <td>{what}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <label class="row">
        <input
          type="checkbox"
          checked={areOn.value}
          onChange={(event) => (areOn.value = event.currentTarget.checked)}
        />
        Letters and digits are keys
      </label>
      <p class="quiet">
        Every answer is saved at once. What is undone stays in the record as undone.
      </p>
      <button type="button" class="chief" onClick={() => box.current?.close()}>
        Close
      </button>
    </dialog>
  )
}
