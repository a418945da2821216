/** Words of others: verbatim, folded where they are long. */
import { plain } from '../../shell/plain.ts'

/** Longer ones are folded, unless they are what the page is about. */
const LONG = 320

export function Words({
  text,
  kind = 'prose',
}: {
  readonly text: string
  readonly kind?: 'prose' | 'code'
}) {
  const shown = plain(text)
  const body =
    kind === 'code' ? <code class="words-code">{shown}</code> : <span class="words">{shown}</span>
  if (shown.length <= LONG) return body
  return (
    <details class="words-long">
      <summary>
        {kind === 'code' ? <code>{begin(shown)}</code> : begin(shown)}
        <small> {shown.length} characters</small>
      </summary>
      {body}
    </details>
  )
}

function begin(text: string): string {
  return `${text.slice(0, 160).replaceAll('\n', ' ')}…`
}
