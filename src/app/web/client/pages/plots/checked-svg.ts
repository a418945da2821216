/** Takes a drawing in: parsed as XML, and refused where it holds anything but shapes and words. */

const ELEMENTS = new Set([
  'svg',
  'g',
  'path',
  'rect',
  'line',
  'circle',
  'text',
  'tspan',
  'title',
  'desc',
  'defs',
  'clipPath',
])

/** What shapes and words need: nothing that runs, leads elsewhere or is fetched. */
const ATTRIBUTES = new Set([
  'd',
  'x',
  'y',
  'x1',
  'x2',
  'y1',
  'y2',
  'r',
  'cx',
  'cy',
  'dx',
  'dy',
  'id',
  'width',
  'height',
  'viewBox',
  'transform',
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-opacity',
  'stroke-width',
  'stroke-dasharray',
  'stroke-dashoffset',
  'stroke-linecap',
  'stroke-linejoin',
  'stroke-miterlimit',
  'opacity',
  'display',
  'text-anchor',
  'dominant-baseline',
  'font-family',
  'font-size',
  'font-weight',
  'font-style',
  'clip-path',
  'xmlns',
  'version',
  'preserveAspectRatio',
])

/** Left out without a word: the drawing is one picture, with its own title and description. */
const NEEDLESS = /^(aria-[a-z]+|role|class|pointer-events|cursor)$/

/** Only places of the drawing itself may be named. */
const REFERENCE = /url\s*\(/i
const OWN_REFERENCE = /^url\(#[\w-]+\)$/

const SVG = 'http://www.w3.org/2000/svg'

/** A drawing that can stand in the page; null where it is no SVG, or holds what no plot needs. */
export function checkedSvg(source: string): SVGSVGElement | null {
  const parsed = new DOMParser().parseFromString(source, 'image/svg+xml')
  const root = parsed.documentElement
  if (!(root instanceof SVGSVGElement) || root.namespaceURI !== SVG) return null
  for (const one of [root, ...root.querySelectorAll('*')])
    if (!isPlain(one, one === root)) return null
  return document.importNode(root, true)
}

function isPlain(one: Element, isRoot: boolean): boolean {
  if (one.namespaceURI !== SVG || !ELEMENTS.has(one.localName)) return false
  for (const { name, value } of [...one.attributes]) {
    if (NEEDLESS.test(name)) {
      if (!isRoot) one.removeAttribute(name)
    } else if (!ATTRIBUTES.has(name) && !name.startsWith('xmlns:')) return false
    else if (REFERENCE.test(value) && !OWN_REFERENCE.test(value)) return false
  }
  return true
}
