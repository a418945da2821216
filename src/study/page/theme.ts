/** How all plots look: one palette, one size of type, the page's own colour of text. */

/** Paul Tol's "bright" scheme (2021, Colour Schemes, SRON/EPS/TN/09-002): told apart with any kind of colour blindness, on white and on black. */
export const PALETTE = [
  '#4477aa',
  '#ee6677',
  '#228833',
  '#aa3377',
  '#66ccee',
  '#ccbb44',
  '#999999',
] as const

/** Colour never stands alone: shapes tell the same. */
export const SHAPES = [
  'circle',
  'square',
  'triangle-up',
  'diamond',
  'cross',
  'triangle-down',
  'triangle-right',
] as const

/** Reference lines, and whatever is no datum. */
export const REFERENCE = '#c8650f'

/** Plots are so many points wide, their axes' labels beside. */
export const WIDTH = 560

const INK = 'currentColor'
const FONT = 'system-ui, sans-serif'

/** The configuration of Vega-Lite. `currentColor` takes the page's colour of text, in the light, in the dark and on paper. */
export const THEME = {
  background: 'transparent',
  font: FONT,
  view: { stroke: null },
  axis: {
    labelColor: INK,
    titleColor: INK,
    tickColor: INK,
    domainColor: INK,
    gridColor: INK,
    gridOpacity: 0.14,
    domainOpacity: 0.5,
    tickOpacity: 0.5,
    labelFontSize: 11,
    titleFontSize: 11,
    titleFontWeight: 'normal',
    // Widths are estimated, without a screen, at four fifths of the size for each letter: about 70 letters.
    labelLimit: 620,
  },
  header: {
    labelColor: INK,
    titleColor: INK,
    labelFontSize: 11,
    titleFontSize: 11,
    labelLimit: 170,
  },
  legend: {
    labelColor: INK,
    titleColor: INK,
    labelFontSize: 11,
    titleFontSize: 11,
    titleFontWeight: 'normal',
    labelLimit: 240,
    orient: 'top',
    // Room for the names of reference lines, which stand on top of plots.
    offset: 20,
    symbolOpacity: 1,
    columns: 4,
  },
  title: { color: INK, fontSize: 12 },
  text: { color: INK },
  range: { category: [...PALETTE], symbol: [...SHAPES] },
} as const
