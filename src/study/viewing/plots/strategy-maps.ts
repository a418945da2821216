/** The squares on which strategies are placed: two probabilities of cooperation each, and where known strategies stand. */

export interface StrategyMap {
  readonly title: string | null
  readonly x: string
  readonly y: string
  /** Places in `STATES` (CC, CD, DC, DD, own move first): after which of them the probability is taken. */
  readonly across: readonly number[]
  readonly up: readonly number[]
  readonly corners: readonly { readonly label: string; readonly x: number; readonly y: number }[]
}

const at = (label: string, x: number, y: number) => ({ label, x, y })

/** Win-stay, lose-shift and grim look at their own move too: they have no corner on the first map, and one on each of the others. */
export const MAPS: readonly StrategyMap[] = [
  {
    title: null,
    x: 'P(C | the other cooperated)',
    y: 'P(C | the other defected)',
    across: [0, 2],
    up: [1, 3],
    corners: [
      at('always C', 1, 1),
      at('always D', 0, 0),
      at('tit for tat', 1, 0),
      at('anti tit for tat', 0, 1),
    ],
  },
  {
    title: 'after its own C',
    x: 'P(C | CC)',
    y: 'P(C | CD)',
    across: [0],
    up: [1],
    corners: [
      at('always C', 1, 1),
      at('always D', 0, 0),
      at('TFT, WSLS, grim', 1, 0),
      at('anti tit for tat', 0, 1),
    ],
  },
  {
    title: 'after its own D',
    x: 'P(C | DC)',
    y: 'P(C | DD)',
    across: [2],
    up: [3],
    corners: [
      at('always C', 1, 1),
      at('always D, grim', 0, 0),
      at('tit for tat', 1, 0),
      at('WSLS, anti TFT', 0, 1),
    ],
  },
]
