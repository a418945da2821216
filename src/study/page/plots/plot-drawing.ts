/** What plots can be made of: positions, names and numbers, before anybody decides on colours and sizes. */

export type PlotDrawing =
  | ({ readonly kind: 'rounds' } & RoundPlot)
  | ({ readonly kind: 'areas' } & AreaPlot)
  | ({ readonly kind: 'spread' } & SpreadPlot)
  | ({ readonly kind: 'map' } & StrategyMapPlot)
  | ({ readonly kind: 'network' } & NetworkPlot)
  | ({ readonly kind: 'heat' } & HeatPlot)
  | ({ readonly kind: 'intervals' } & IntervalPlot)

/** Of a scale. */
export type Ends = readonly [least: number, greatest: number]

/** A value from elsewhere, drawn and never tested against. */
export interface DrawnReference {
  readonly label: string
  readonly value: number
}

/** Treatments by whose places colours go; absent or empty where colours go by the places in the plot itself. */
interface InOrder {
  readonly order?: readonly string[]
}

/** Lines with bands, from one occasion to the next. */
export interface RoundPlot extends InOrder {
  readonly points: readonly RoundPoint[]
  readonly x: string
  readonly y: string
  /** Null where the scale ends as the data do. */
  readonly domain: Ends | null
}

export interface RoundPoint {
  readonly series: string
  readonly occasion: number
  readonly mean: number
  readonly low: number | null
  readonly high: number | null
}

/** Shares that add up to 1, from one occasion to the next, a panel for each treatment; bars where there is one occasion. */
export interface AreaPlot {
  readonly points: readonly AreaPoint[]
  /** From the bottom to the top. */
  readonly states: readonly string[]
  /** True where one state is more of something than the one before. */
  readonly isOrdered: boolean
  readonly x: string
  readonly y: string
}

export interface AreaPoint {
  readonly panel: string
  readonly occasion: number
  readonly state: string
  readonly share: number
}

/** Every run a dot, with quartiles and means. */
export interface SpreadPlot extends InOrder {
  readonly spreads: readonly Spread[]
  readonly x: string
  /** Null where the scale ends as the data do. */
  readonly domain: Ends | null
  /** `rows` are those that have the parameters of the line. */
  readonly references: readonly (DrawnReference & { readonly rows: readonly string[] })[]
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

/** Positions in squares of two probabilities, with known corners. */
export interface StrategyMapPlot {
  readonly panels: readonly MapPanel[]
  readonly series: readonly string[]
  /** Of what `count` is the number. */
  readonly counted: string
}

export interface MapPanel {
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
}

/** Who turns to whom: nodes on a circle, in their order. */
export interface NetworkPlot {
  readonly nodes: readonly { readonly name: string; readonly size: number }[]
  /** Places of nodes. */
  readonly ties: readonly { readonly from: number; readonly to: number; readonly weight: number }[]
}

/** Shares in a table, dark where they are high. */
export interface HeatPlot {
  readonly rows: readonly string[]
  readonly columns: readonly string[]
  readonly cells: readonly {
    readonly row: string
    readonly column: string
    /** From 0 to 1; null where there is none. */
    readonly value: number | null
  }[]
}

/** Dots with intervals. Where there is an order and no series, rows have the colours of their treatments. */
export interface IntervalPlot extends InOrder {
  readonly rows: readonly IntervalRow[]
  /** What is measured, with its unit. */
  readonly x: string
  /** Null where the scale ends as the data do. */
  readonly domain: Ends | null
  readonly references: readonly DrawnReference[]
}

export interface IntervalRow {
  /** What the row is about: a treatment, a code. */
  readonly row: string
  /** What is told apart by colour and shape within the row. */
  readonly series: string
  readonly mean: number
  readonly low: number | null
  readonly high: number | null
}
