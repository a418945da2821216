/** Copies a text as it is, and says so. */
import { useEffect, useState } from 'preact/hooks'

export function CopyButton({ text, what }: { readonly text: () => string; readonly what: string }) {
  const [said, setSaid] = useState('')
  useEffect(() => {
    if (said === '') return undefined
    const timer = setTimeout(() => setSaid(''), 3_000)
    return () => clearTimeout(timer)
  }, [said])
  return (
    <span class="row">
      <button
        type="button"
        onClick={() =>
          void copy(text()).then((isDone) =>
            setSaid(isDone ? 'Copied.' : 'This browser does not let the page copy.'),
          )
        }
      >
        Copy {what}
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
