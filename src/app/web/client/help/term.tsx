/** A word of a sentence that says what it means where one points at it, and in help where one chooses it. */
import { GLOSSARY, type Word } from './glossary.ts'
import { helpAsked } from './help-asked.ts'

interface TermProps {
  readonly of: Word
  /** As it stands in its sentence. */
  readonly children: string
}

export function Term({ of, children }: TermProps) {
  return (
    <button
      type="button"
      class="term"
      title={GLOSSARY[of]}
      aria-haspopup="dialog"
      onClick={() => (helpAsked.value = of)}
    >
      {children}
    </button>
  )
}
