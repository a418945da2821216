/** The switch for keys that are single letters: they may get in the way of other tools that speak or listen. */
import { signal } from '@preact/signals'

export const areKeysOn = signal(true)

export function KeySwitch() {
  return (
    <label class="row">
      <input
        type="checkbox"
        checked={areKeysOn.value}
        onChange={(event) => (areKeysOn.value = event.currentTarget.checked)}
      />
      Letters, digits and signs are keys
    </label>
  )
}
