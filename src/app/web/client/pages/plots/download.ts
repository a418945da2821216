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

interface SvgWords {
  readonly title: string
  /** Below the title: what is shown. */
  readonly shown: string
  /** Below the drawing. */
  readonly notes: readonly string[]
}

/** Points of a line of words, and of a letter. */
const LINE = 15
const LETTER = 6.2

/** The drawing as a file: dark on white, in the page's fonts, whatever the page looks like, with the words without which nobody knows what it shows. */
export function svgFile(drawing: SVGSVGElement, { title, shown, notes }: SvgWords): string {
  const copy = drawing.cloneNode(true) as SVGSVGElement
  const [x = 0, y = 0, width = 100, height = 100] = (copy.getAttribute('viewBox') ?? '')
    .split(' ')
    .map(Number)
  const inLines = (words: string): string[] => brokenAt(words, Math.floor((width - 12) / LETTER))
  const [above, below] = [[...inLines(title), ...inLines(shown)], notes.flatMap(inLines)]
  const titles = inLines(title).length
  const top = y - LINE * above.length - 10
  const box = [x, top, width, LINE * (above.length + below.length) + height + 20]
  copy.setAttribute('xmlns', SVG)
  copy.setAttribute('viewBox', box.join(' '))
  copy.setAttribute('width', String(width))
  copy.setAttribute('height', String(box[3]))
  copy.removeAttribute('class')
  // What is drawn in the colour of text takes it from here.
  copy.setAttribute('color', INK)
  const said = (words: string, line: number, from: number, weight: string): SVGElement =>
    shape('text', words, {
      x: x + 6,
      y: from + LINE * (line + 1),
      fill: INK,
      'font-family': 'sans-serif',
      'font-size': 11,
      'font-weight': weight,
    })
  copy.append(
    ...above.map((words, line) => said(words, line, top, line < titles ? 'bold' : 'normal')),
    ...below.map((words, line) => said(words, line, y + height, 'normal')),
  )
  const fonts = getComputedStyle(document.body).fontFamily
  for (const text of copy.querySelectorAll('[font-family]')) text.setAttribute('font-family', fonts)
  const ground = shape('rect', '', { x, y: top, width, height: box[3] ?? 0, fill: '#ffffff' })
  const first = [...copy.children].find(({ localName }) => !['title', 'desc'].includes(localName))
  copy.insertBefore(ground, first ?? null)
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(copy)}\n`
}

function shape(
  name: string,
  words: string,
  attributes: Readonly<Record<string, string | number>>,
): SVGElement {
  const made = document.createElementNS(SVG, name) as SVGElement
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value))
  made.textContent = words
  return made
}

/** At words; at most so many letters in a line, unless a word has more. */
function brokenAt(words: string, letters: number): string[] {
  const lines: string[] = []
  for (const word of words.split(/\s+/)) {
    const last = lines.at(-1)
    if (last === undefined || last.length + word.length + 1 > letters) lines.push(word)
    else lines[lines.length - 1] = `${last} ${word}`
  }
  return lines
}
