/** A page of the seat under its heading: whoever goes by keyboard or by ear is there when it comes. */
import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

interface HeadedProps {
  readonly title: string
  readonly children: ComponentChildren
}

export function Headed({ title, children }: HeadedProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  return (
    <section>
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
    </section>
  )
}
