/** Hands files over that the page makes itself: on a server and on a static site alike. */

const SVG = 'http://www.w3.org/2000/svg'
const INK = '#1d1f23'

/** So long a file is kept for the browser to fetch it. */
const KEEP_MS = 30_000

export function download(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), KEEP_MS)
}

/** The drawing as a file: dark on white, in the page's fonts, whatever the page looks like. */
export function svgFile(drawing: SVGSVGElement): string {
  const copy = drawing.cloneNode(true) as SVGSVGElement
  const [, , width = '100', height = '100'] = (copy.getAttribute('viewBox') ?? '').split(' ')
  copy.setAttribute('xmlns', SVG)
  copy.setAttribute('width', width)
  copy.setAttribute('height', height)
  copy.removeAttribute('class')
  // What is drawn in the colour of text takes it from here.
  copy.setAttribute('color', INK)
  const fonts = getComputedStyle(document.body).fontFamily
  for (const text of copy.querySelectorAll('[font-family]')) text.setAttribute('font-family', fonts)
  const ground = document.createElementNS(SVG, 'rect')
  ground.setAttribute('width', '100%')
  ground.setAttribute('height', '100%')
  ground.setAttribute('fill', '#ffffff')
  const first = [...copy.children].find(({ localName }) => !['title', 'desc'].includes(localName))
  copy.insertBefore(ground, first ?? null)
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(copy)}\n`
}
