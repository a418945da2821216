/** Draws a specification of Vega-Lite as SVG that stands in a page: labelled, without ids of its own, without a script or a link. */
import { el, escaped, raw, shownPlainly, type Html } from './html.ts'
import { THEME } from './theme.ts'

/** A specification of Vega-Lite, as the functions of `plots/` make them: words of a record stand in its data and titles, never in its fields or expressions. */
export type Spec = Readonly<Record<string, unknown>>

export interface Drawing {
  /** Tells the figures of a page apart: letters, digits and hyphens. */
  readonly id: string
  readonly title: string
  /** What is seen, in a sentence or two, for those who cannot see it. */
  readonly description: string
  readonly spec: Spec
}

/** Vega is large: it is loaded when the first plot is drawn. */
export async function draw({ id, title, description, spec }: Drawing): Promise<Html> {
  const [vega, vegaLite] = await Promise.all([import('vega'), import('vega-lite')])
  const whole = { ...(plain(spec) as Spec), config: THEME } as unknown as Parameters<
    typeof vegaLite.compile
  >[0]
  const { spec: compiled } = vegaLite.compile(whole, { logger: SILENT })
  vega.resetSVGDefIds()
  const view = new vega.View(vega.parse(compiled), { renderer: 'none' })
  const svg = await view.toSVG()
  view.finalize()
  return labelled(svg, { id, title, description })
}

/** Every text of a specification as it may be seen: Vega escapes markup, and nothing else. */
function plain(value: unknown): unknown {
  if (typeof value === 'string') return shownPlainly(value).replaceAll(/[\n\t]/g, ' ')
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]))
}

/** Warnings of Vega-Lite would go to the terminal. */
const SILENT = {
  level: () => SILENT,
  error: () => SILENT,
  warn: () => SILENT,
  info: () => SILENT,
  debug: () => SILENT,
}

/** The SVG with a title and a description; its ids, if it has any, are the figure's. Names of spaces are understood in HTML without being told. */
export function labelled(svg: string, { id, title, description }: Omit<Drawing, 'spec'>): Html {
  const open = /^<svg[^>]*>/.exec(svg)?.[0] ?? '<svg>'
  const size = /viewBox="([^"]*)"/.exec(open)?.[1] ?? '0 0 100 100'
  const width = Number(size.split(' ')[2] ?? 100)
  const body = svg
    .slice(open.length, svg.lastIndexOf('</svg>'))
    .replaceAll(/ id="([\w-]+)"/g, ` id="${id}-$1"`)
    .replaceAll(/url\(#([\w-]+)\)/g, `url(#${id}-$1)`)
  const head = `<svg role="img" aria-labelledby="${id}-title ${id}-desc" viewBox="${escaped(size)}" width="${Math.ceil(width)}" class="plot">`
  const named = [
    el('title', { id: `${id}-title` }, title),
    el('desc', { id: `${id}-desc` }, description),
  ]
  return raw(`${head}${named.map(({ html }) => html).join('')}${body}</svg>`)
}
