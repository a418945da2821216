/** A drawing that the server made, as part of the page: the one place where markup comes in. */
import { useLayoutEffect, useRef } from 'preact/hooks'
import { Fault } from '../../parts/await.tsx'
import { fitDrawing } from './fit-drawing.ts'

interface DrawingProps {
  /** Checked; null where it was refused. */
  readonly drawing: SVGSVGElement | null
  /** Says what the box that scrolls holds. */
  readonly label: string
}

export function Drawing({ drawing, label }: DrawingProps) {
  const box = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    if (drawing === null) return
    box.current?.replaceChildren(drawing)
    fitDrawing(drawing)
  }, [drawing])
  if (drawing === null)
    return <Fault words="This drawing was refused: it holds more than shapes and words." />
  return <div class="plot-drawing" ref={box} tabIndex={0} role="region" aria-label={label} />
}
