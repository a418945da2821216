/** A dialog over the page: Escape or its button closes it, and the focus goes back to where it was. */
import type { ComponentChildren } from 'preact'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'

interface DialogProps {
  readonly title: string
  readonly onClose: () => void
  readonly children: ComponentChildren
}

export function Dialog({ title, onClose, children }: DialogProps) {
  const box = useRef<HTMLDialogElement>(null)
  const id = useId()
  useLayoutEffect(() => box.current?.showModal(), [])
  return (
    <dialog ref={box} class="dialog" aria-labelledby={id} onClose={onClose}>
      <div class="dialog-head">
        <h2 id={id}>{title}</h2>
        <button type="button" class="small" onClick={() => box.current?.close()}>
          Close
        </button>
      </div>
      <div class="dialog-body" tabIndex={0} role="region" aria-labelledby={id}>
        {children}
      </div>
    </dialog>
  )
}
