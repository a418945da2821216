/** A status as a word with a mark: colour never stands alone. */
import { plainLine } from '../shell/plain.ts'

const MARKS: Readonly<Record<string, string>> = {
  finished: '✓',
  started: '●',
  aborted: '⊘',
  failed: '✕',
  planned: '○',
}

/** `started` is a run that has not ended. */
export function Status({ of }: { readonly of: string }) {
  return (
    <span class={`status status-${MARKS[of] === undefined ? 'other' : of}`}>
      <span aria-hidden="true">{MARKS[of] ?? '·'}</span> {plainLine(of)}
    </span>
  )
}
