/** How a player of a repeated 2 × 2 game answers what happened: conditional cooperation, retaliation, forgiveness, win-stay and lose-shift. */
import type { Match } from './match.ts'
import { A_SHARE, tellShare, type Measure, type MeasureDefinition, type Told } from './measure.ts'
import { STATES, type Side } from './sides.ts'

const DILEMMAS = 'matrix-game with a cooperative option (see cooperation-rate); ask choice'
const AS_PLAYED =
  'What happened in a round is what was carried out, after any noise and whoever decided it; the answer to it is the participant’s own decision, before noise. Rounds that came to nothing are left out, as players leave them out.'

type Common = Omit<MeasureDefinition, 'name' | 'means' | 'definition' | 'undefinedWhen'>
const SHARE: Common = { ...A_SHARE, of: 'seat', citation: null, applies: DILEMMAS }

/** Both sides of a match with cooperation; says why not where there is none. */
function eachSide(match: Match, told: Told, work: (side: Side) => void): void {
  const { cooperation, noCooperation } = match.facts
  // Where there is cooperation, it is what stands for C.
  const sides = cooperation === null ? null : match.sides
  if (sides === null) for (const seat of match.seats) told(seat, '', null, noCooperation)
  else for (const side of sides) work(side)
}

const NO_OUTCOME = 'no round has an outcome'

const stateShares: Measure<Match> = {
  name: 'state-share',
  means: 'how often each pair of moves occurs, own move first',
  ...SHARE,
  by: 'state',
  definition:
    'The shares of CC (mutual cooperation), CD (unilateral: the participant is exploited), DC (it exploits) and DD (mutual defection) among the rounds in which both moved, as they were carried out. They sum to 1.',
  undefinedWhen: 'the game has no cooperative option, or no round has an outcome',
  citation: 'Rapoport & Chammah 1965, Prisoner’s Dilemma, University of Michigan Press',
  work(match, told) {
    eachSide(match, told, ({ seat, state, length }) => {
      const counts = [0, 0, 0, 0]
      for (const one of state) counts[one] = (counts[one] ?? 0) + 1
      STATES.forEach((name, i) => {
        tellShare(told, seat, name, counts[i] ?? 0, length, NO_OUTCOME)
      })
    })
  },
}

const conditional: Measure<Match> = {
  name: 'conditional-cooperation',
  means: 'P(C | what happened last), own move first',
  ...SHARE,
  by: 'state',
  definition: `The share of cooperation among the participant’s own decisions in rounds after CC, CD, DC and DD (own move first): its memory-one strategy as it was played. ${AS_PLAYED}`,
  undefinedWhen: 'the game has no cooperative option, or the state never came before a decision',
  citation: 'Rapoport & Chammah 1965; Nowak & Sigmund 1993, Nature 364:56–58',
  work(match, told) {
    eachSide(match, told, (side) => {
      const { after, cooperative } = answersIn(side)
      STATES.forEach((name, i) => {
        const reason = `no own decision after ${name}`
        tellShare(told, side.seat, name, cooperative[i] ?? 0, after[i] ?? 0, reason)
      })
    })
  },
}

/** Own decisions after each state, and how many of them were to cooperate. */
export function answersIn({ own, state, length }: Side) {
  const [after, cooperative] = [
    [0, 0, 0, 0],
    [0, 0, 0, 0],
  ]
  for (let i = 1; i < length; i++) {
    if (own[i] === -1) continue
    const last = state[i - 1] as number
    after[last] = (after[last] ?? 0) + 1
    if (own[i] === 0) cooperative[last] = (cooperative[last] ?? 0) + 1
  }
  return { after, cooperative }
}

const forgivenessRate: Measure<Match> = {
  name: 'forgiveness-rate',
  means: 'how often the participant cooperates right after the other’s defection',
  ...SHARE,
  definition: `The share of cooperation among the participant’s own decisions in rounds after the other defected (after CD and DD together). ${AS_PLAYED}`,
  undefinedWhen:
    'the game has no cooperative option, or the other never defected before a decision',
  citation: 'Axelrod 1984, The Evolution of Cooperation, Basic Books',
  work(match, told) {
    eachSide(match, told, (side) => {
      const { after, cooperative } = answersIn(side)
      const of = (counts: readonly number[]): number => (counts[1] ?? 0) + (counts[3] ?? 0)
      tellShare(told, side.seat, '', of(cooperative), of(after), NOT_DEFECTED)
    })
  },
}

const NOT_DEFECTED = 'the other did not defect before a decision of the participant'

const forgivenessLag: Measure<Match> = lagMeasure({
  name: 'forgiveness-lag',
  means: 'rounds from the other’s defection to the participant’s next cooperation',
  definition: `A spell begins with a round in which the other defected, unless one is open, and ends with the participant’s next own decision to cooperate in a later round; its length is the number of rounds between (1: in the very next round). The mean over the spells that ended within the run; those that did not are told by unforgiven-share. ${AS_PLAYED}`,
  undefinedWhen: 'the game has no cooperative option, or no defection was followed by cooperation',
  spells: (side) => spellsIn(side, (state) => state === 1 || state === 3, 0),
  none: 'no defection of the other was followed by cooperation',
})

const unforgiven: Measure<Match> = {
  name: 'unforgiven-share',
  means: 'spells after the other’s defection that no cooperation ends',
  ...SHARE,
  definition:
    'Of the spells of forgiveness-lag that begin before the last round, the share that runs to the end of the run without the participant’s cooperation.',
  undefinedWhen:
    'the game has no cooperative option, or the other did not defect before the last round',
  citation: null,
  work(match, told) {
    eachSide(match, told, (side) => {
      const { lengths, open } = spellsIn(side, (state) => state === 1 || state === 3, 0)
      tellShare(told, side.seat, '', open, lengths.length + open, NOT_DEFECTED)
    })
  },
}

const retaliationRate: Measure<Match> = {
  name: 'retaliation-rate',
  means: 'how often the participant defects right after being exploited',
  ...SHARE,
  definition: `The share of defection among the participant’s own decisions in rounds after CD: 1 − P(C | CD). ${AS_PLAYED}`,
  undefinedWhen: 'the game has no cooperative option, or CD never came before a decision',
  citation: 'Axelrod 1984, The Evolution of Cooperation, Basic Books (provocability)',
  work(match, told) {
    eachSide(match, told, (side) => {
      const { after, cooperative } = answersIn(side)
      const all = after[1] ?? 0
      tellShare(told, side.seat, '', all - (cooperative[1] ?? 0), all, 'no own decision after CD')
    })
  },
}

const retaliationLag: Measure<Match> = lagMeasure({
  name: 'retaliation-lag',
  means: 'rounds from being exploited to the participant’s next defection',
  definition: `A spell begins with a round of CD (the participant cooperated, the other defected) and ends with the participant’s next own decision to defect; its length is the number of rounds between (1: in the very next round). The mean over the spells that ended within the run; CD within a spell begins no other. ${AS_PLAYED}`,
  undefinedWhen: 'the game has no cooperative option, or no round of CD was followed by defection',
  spells: (side) => spellsIn(side, (state) => state === 1, 1),
  none: 'no round of CD was followed by a defection of the participant',
})

interface Spells {
  readonly lengths: readonly number[]
  /** Spells that begin before the last round and do not end. */
  readonly open: number
}

/** Stretches from a state to the participant's next own move of a kind (0: C, 1: D). */
function spellsIn(side: Side, begins: (state: number) => boolean, ends: 0 | 1): Spells {
  const lengths: number[] = []
  let since: number | null = null
  for (let i = 0; i < side.length; i++) {
    if (since !== null && side.own[i] === ends) {
      lengths.push(i - since)
      since = null
    }
    if (since === null && begins(side.state[i] as number)) since = i
  }
  return { lengths, open: since !== null && since < side.length - 1 ? 1 : 0 }
}

interface Lag extends Pick<MeasureDefinition, 'name' | 'means' | 'definition' | 'undefinedWhen'> {
  spells(side: Side): Spells
  readonly none: string
}

function lagMeasure({ spells, none, ...words }: Lag): Measure<Match> {
  return {
    ...words,
    unit: 'rounds',
    range: [1, null],
    holds: 'number',
    of: 'seat',
    citation: 'Axelrod 1984, The Evolution of Cooperation, Basic Books; the lag is ours',
    applies: DILEMMAS,
    work(match, told) {
      eachSide(match, told, (side) => {
        const { lengths } = spells(side)
        if (lengths.length === 0) told(side.seat, '', null, none)
        else told(side.seat, '', lengths.reduce((a, b) => a + b, 0) / lengths.length)
      })
    },
  }
}

const exploitation: Measure<Match> = {
  name: 'exploitation-balance',
  means: 'how much more often the participant exploits than it is exploited',
  unit: 'difference of shares',
  range: [-1, 1],
  holds: 'number',
  of: 'seat',
  definition: 'The share of DC minus the share of CD among the rounds with an outcome.',
  undefinedWhen: 'the game has no cooperative option, or no round has an outcome',
  citation: null,
  applies: DILEMMAS,
  work(match, told) {
    eachSide(match, told, ({ seat, state, length }) => {
      let balance = 0
      for (const one of state) balance += one === 2 ? 1 : one === 1 ? -1 : 0
      if (length === 0) told(seat, '', null, NO_OUTCOME)
      else told(seat, '', balance / length)
    })
  },
}

export const responseMeasures: readonly Measure<Match>[] = [
  stateShares,
  conditional,
  forgivenessRate,
  forgivenessLag,
  unforgiven,
  retaliationRate,
  retaliationLag,
  exploitation,
]
