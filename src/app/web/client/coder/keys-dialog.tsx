/** The keys of the page, and the switch for those that are single letters. */
import { Dialog } from '../parts/dialog.tsx'
import { KeySwitch } from '../parts/key-switch.tsx'

const KEYS: readonly (readonly [keys: string, what: string])[] = [
  ['Y or 1', 'yes, the code applies'],
  ['N or 0', 'no, it does not'],
  ['1 – 9, letters', 'a category, as its button says'],
  ['C', 'cannot tell'],
  ['S', 'mark words: arrows, Shift with arrows, Enter; Escape ends'],
  ['M', 'a note on the answer of the code in sight, or on the one just given'],
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

export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title="Keys" onClose={onClose}>
      <table class="help-keys">
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
      <KeySwitch />
      <p class="quiet">
        Every answer is saved at once. What is undone stays in the record as undone.
      </p>
    </Dialog>
  )
}
