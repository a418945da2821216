/** The strategies among which players of repeated 2 × 2 games are classified, as automata over what was carried out. */

/** In each state a move (0: C, 1: D), and the state that follows each pair of moves, own first: CC, CD, DC, DD. It begins in state 0. */
export interface Automaton {
  /** As in the catalogue of strategies, where it stands there. */
  readonly name: string
  readonly means: string
  readonly citation: string
  readonly states: readonly {
    readonly move: 0 | 1
    readonly next: readonly [cc: number, cd: number, dc: number, dd: number]
  }[]
}

type State = Automaton['states'][number]
const C = (...next: [number, number, number, number]): State => ({ move: 0, next })
const D = (...next: [number, number, number, number]): State => ({ move: 1, next })

const AXELROD = 'Axelrod 1980, Journal of Conflict Resolution 24(1):3–25'
const SFEM = 'Dal Bó & Fréchette 2011, American Economic Review 101(1):411–429'
const NOISY = 'Fudenberg, Rand & Dreber 2012, American Economic Review 102(2):720–749'

/** Deterministic, without a memory of how many rounds have been played beyond their states. */
export const automata: readonly Automaton[] = [
  {
    name: 'always-cooperate',
    means: 'C in every round (ALLC)',
    citation: SFEM,
    states: [C(0, 0, 0, 0)],
  },
  {
    name: 'always-defect',
    means: 'D in every round (ALLD)',
    citation: SFEM,
    states: [D(0, 0, 0, 0)],
  },
  {
    name: 'tit-for-tat',
    means: 'C first, then the other’s last move (TFT)',
    citation: AXELROD,
    states: [C(0, 1, 0, 1), D(0, 1, 0, 1)],
  },
  {
    name: 'suspicious-tit-for-tat',
    means: 'D first, then the other’s last move (D-TFT)',
    citation: SFEM,
    states: [D(1, 0, 1, 0), C(1, 0, 1, 0)],
  },
  {
    name: 'grim',
    means: 'C until the other defects, then D for ever',
    citation: AXELROD,
    states: [C(0, 1, 0, 1), D(1, 1, 1, 1)],
  },
  {
    name: 'grim-mutual',
    means:
      'C until anybody defects, itself by a slip among them, then D for ever (GRIM of the experiments)',
    citation: SFEM,
    states: [C(0, 1, 1, 1), D(1, 1, 1, 1)],
  },
  {
    name: 'win-stay-lose-shift',
    means: 'C first, then C exactly after CC and DD (WSLS, Pavlov, perfect TFT)',
    citation: 'Nowak & Sigmund 1993, Nature 364:56–58',
    states: [C(0, 1, 1, 0), D(0, 1, 1, 0)],
  },
  {
    name: 'tit-for-two-tats',
    means: 'D after two defections of the other in a row, else C (TF2T)',
    citation: 'Axelrod 1980, Journal of Conflict Resolution 24(3):379–403',
    states: [C(0, 1, 0, 1), C(0, 2, 0, 2), D(0, 2, 0, 2)],
  },
  {
    name: 'tit-for-three-tats',
    means: 'D after three defections of the other in a row, else C (TF3T)',
    citation: NOISY,
    states: [C(0, 1, 0, 1), C(0, 2, 0, 2), C(0, 3, 0, 3), D(0, 3, 0, 3)],
  },
  {
    name: 'two-tits-for-tat',
    means: 'C unless the other defected in one of the last two rounds (2TFT)',
    citation: NOISY,
    states: [C(0, 1, 0, 1), D(2, 1, 2, 1), D(0, 1, 0, 1)],
  },
  {
    name: 'fool-me-once',
    means: 'C until the other’s second defection, then D for ever',
    citation: 'Harper in Knight et al. 2016, Journal of Open Research Software 4',
    states: [C(0, 1, 0, 1), C(1, 2, 1, 2), D(2, 2, 2, 2)],
  },
  {
    name: 'defect-once',
    means: 'D in the first round, then C',
    citation: 'Akata et al. 2025, Nature Human Behaviour 9(7)',
    states: [D(1, 1, 1, 1), C(1, 1, 1, 1)],
  },
  {
    name: 'cooperate-once',
    means: 'C in the first round, then D',
    citation: NOISY,
    states: [C(1, 1, 1, 1), D(1, 1, 1, 1)],
  },
  {
    name: 'alternator',
    means: 'C and D in turn, C first',
    citation: NOISY,
    states: [C(1, 1, 1, 1), D(0, 0, 0, 0)],
  },
  {
    name: 'suspicious-alternator',
    means: 'D and C in turn, D first',
    citation: 'The alternator that begins with the other option; Akata et al. 2025',
    states: [D(1, 1, 1, 1), C(0, 0, 0, 0)],
  },
  {
    name: 'anti-tit-for-tat',
    means: 'C first, then the opposite of the other’s last move',
    citation: 'Hilbe, Nowak & Traulsen 2013, PLoS ONE 8(11)',
    states: [C(1, 0, 1, 0), D(1, 0, 1, 0)],
  },
  {
    name: 'reverse-tit-for-tat',
    means: 'D first, then the opposite of the other’s last move (Bully)',
    citation: 'Nachbar 1992, Journal of Economic Behavior & Organization 19(3):307–326',
    states: [D(0, 1, 0, 1), C(0, 1, 0, 1)],
  },
]

/** The name under which play by the toss of a fair coin is classified: it has no error rate, and predicts nothing. */
export const COIN = 'coin'

/** How often each automaton’s move is not what was chosen; the history goes on as it was carried out. −1 in `own` is no decision, and counts for nothing. */
export function contradictionsOf(
  { states }: Automaton,
  own: Int8Array,
  state: Int8Array,
  length: number,
): number {
  let at = 0
  let contradictions = 0
  for (let i = 0; i < length; i++) {
    const { move, next } = states[at] as State
    const chosen = own[i] as number
    if (chosen >= 0 && chosen !== move) contradictions++
    at = next[state[i] as number] as number
  }
  return contradictions
}
