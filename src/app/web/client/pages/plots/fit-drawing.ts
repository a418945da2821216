/** Cuts a drawing to what is drawn: who drew it reckoned the widths of letters without a screen, and left more room than they take, or less. */

/** Points around it. */
const MARGIN = 4
/** Where there is room, letters are shown larger than they were drawn. */
const LARGER = 1.15

/** The drawing has to stand in the page, in its fonts. */
export function fitDrawing(drawing: SVGSVGElement): void {
  // The ground takes the room that was reckoned.
  for (const one of drawing.querySelectorAll(':scope > rect[fill="transparent"]')) one.remove()
  const { x, y, width, height } = drawing.getBBox()
  // Nothing is measured where the page is not laid out.
  if (width === 0 || height === 0) return
  const [wide, high] = [Math.ceil(width) + 2 * MARGIN, Math.ceil(height) + 2 * MARGIN]
  drawing.setAttribute(
    'viewBox',
    `${Math.floor(x) - MARGIN} ${Math.floor(y) - MARGIN} ${wide} ${high}`,
  )
  drawing.setAttribute('width', String(Math.ceil(wide * LARGER)))
}
