/** Opens help, as `?` does; hears the keys of all pages. */
import { useEffect } from 'preact/hooks'
import { helpAsked } from './help-asked.ts'
import { HelpDialog } from './help-dialog.tsx'
import { hearKeys, useKey } from './keys.ts'

export function HelpButton() {
  useEffect(hearKeys, [])
  useKey('?', 'this help', () => (helpAsked.value = 'all'))
  useKey('/', 'the search field of the page', toSearch)
  return (
    <>
      <button
        type="button"
        class="help-button"
        aria-haspopup="dialog"
        onClick={() => (helpAsked.value = 'all')}
      >
        <span class="help-word">Help </span>
        <kbd aria-hidden="true">?</kbd>
      </button>
      {helpAsked.value !== null && <HelpDialog word={helpAsked.value} />}
    </>
  )
}

function toSearch(): void {
  document.querySelector<HTMLElement>('main input[type=search]')?.focus()
}
