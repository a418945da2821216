/** What may be wider than the page: it is scrolled within its own box, by keyboard too. */
import type { ComponentChildren } from 'preact'

interface WideProps {
  readonly label: string
  readonly children: ComponentChildren
}

export function Wide({ label, children }: WideProps) {
  return (
    <div class="scroll-x" tabIndex={0} role="region" aria-label={label}>
      {children}
    </div>
  )
}
