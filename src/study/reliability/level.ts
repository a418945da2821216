/** Levels of measurement: what may be said of two values of a code. */

/** `nominal`: the same or not; `ordinal`: less or more; `interval`: how much more; `ratio`: how many times. */
export type Level = 'nominal' | 'ordinal' | 'interval' | 'ratio'

export const LEVELS: readonly Level[] = ['nominal', 'ordinal', 'interval', 'ratio']
