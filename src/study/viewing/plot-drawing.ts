/** What is drawn of a figure: positions, names and numbers, before anybody decides on colours and sizes. */

export type PlotDrawing =
  | RoundsDrawing
  | AreasDrawing
  | SpreadDrawing
  | MapDrawing
  | NetworkDrawing
  | HeatDrawing
  | IntervalsDrawing

type Ends = readonly [least: number, greatest: number]

/** Lines with bands, from one occasion to the next. */
export interface RoundsDrawing {
  readonly kind: 'rounds'
  readonly points: readonly {
    readonly series: string
    readonly occasion: number
    readonly mean: number
    readonly low: number | null
    readonly high: number | null
  }[]
  readonly x: string
  readonly y: string
  readonly domain: Ends | null
}

/** Shares that add up to 1, from one occasion to the next, a panel for each treatment; bars where there is one occasion. */
export interface AreasDrawing {
  readonly kind: 'areas'
  readonly points: readonly {
    readonly panel: string
    readonly occasion: number
    readonly state: string
    readonly share: number
  }[]
  /** From the bottom to the top. */
  readonly states: readonly string[]
  /** True where one state is more of something than the one before. */
  readonly isOrdered: boolean
  readonly x: string
  readonly y: string
}

/** Every run a dot, with quartiles and means. */
export interface SpreadDrawing {
  readonly kind: 'spread'
  readonly spreads: readonly Spread[]
  readonly x: string
  readonly domain: Ends | null
  /** `rows` are those that have the parameters of the line. */
  readonly lines: readonly {
    readonly label: string
    readonly value: number
    readonly rows: readonly string[]
  }[]
}

export interface Spread {
  readonly row: string
  readonly series: string
  /** Those that are drawn. */
  readonly values: readonly number[]
  readonly lower: number
  readonly median: number
  readonly upper: number
  readonly mean: number
  readonly low: number | null
  readonly high: number | null
}

/** Positions in a square of two probabilities, with known corners. */
export interface MapDrawing {
  readonly kind: 'map'
  readonly panels: readonly {
    readonly title: string | null
    readonly x: string
    readonly y: string
    readonly corners: readonly { readonly label: string; readonly x: number; readonly y: number }[]
    readonly points: readonly {
      readonly series: string
      readonly x: number
      readonly y: number
      readonly count: number
    }[]
  }[]
  readonly series: readonly string[]
  /** Of what `count` is the number. */
  readonly counted: string
}

/** Who turns to whom: nodes on a circle, in their order. */
export interface NetworkDrawing {
  readonly kind: 'network'
  readonly nodes: readonly { readonly name: string; readonly size: number }[]
  /** Places of nodes. */
  readonly ties: readonly { readonly from: number; readonly to: number; readonly weight: number }[]
}

/** Shares in a table, dark where they are high. */
export interface HeatDrawing {
  readonly kind: 'heat'
  readonly rows: readonly string[]
  readonly columns: readonly string[]
  readonly cells: readonly {
    readonly row: string
    readonly column: string
    readonly value: number | null
  }[]
}

/** Dots with intervals. */
export interface IntervalsDrawing {
  readonly kind: 'intervals'
  readonly rows: readonly {
    readonly row: string
    readonly series: string
    readonly mean: number
    readonly low: number | null
    readonly high: number | null
  }[]
  readonly x: string
  readonly domain: Ends | null
  readonly lines: readonly { readonly label: string; readonly value: number }[]
}
