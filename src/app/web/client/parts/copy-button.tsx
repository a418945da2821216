/** Copies a text as it is, and says so. */
import { useEffect, useState } from 'preact/hooks'

interface CopyProps {
  readonly text: () => string
  readonly what: string
  /** Small, beside a line of text, where `what` is plain to see. */
  readonly isSmall?: true
}

export function CopyButton({ text, what, isSmall }: CopyProps) {
  const [said, setSaid] = useState('')
  useEffect(() => {
    if (said === '') return undefined
    const timer = setTimeout(() => setSaid(''), 3_000)
    return () => clearTimeout(timer)
  }, [said])
  return (
    <span class="copy">
      <button
        type="button"
        class={isSmall === true ? 'small' : ''}
        onClick={() =>
          void copy(text()).then((isDone) =>
            setSaid(isDone ? 'Copied.' : 'This browser does not let the page copy.'),
          )
        }
      >
        Copy <span class={isSmall === true ? 'unseen' : ''}>{what}</span>
      </button>
      <span role="status">{said}</span>
    </span>
  )
}

async function copy(text: string): Promise<boolean> {
  return (
    navigator.clipboard?.writeText(text).then(
      () => true,
      () => false,
    ) ?? false
  )
}
