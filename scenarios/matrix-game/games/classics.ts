/** The named classics, each with its source; ranks 1 to 4 stand for points where the source fixes only the order. */
import type { Game, Points } from './game.ts'

const DILEMMA = { row: ['cooperate', 'defect'], column: ['cooperate', 'defect'] } as const
const TWO = { row: ['A', 'B'], column: ['A', 'B'] } as const
const THREE = { row: ['A', 'B', 'C'], column: ['A', 'B', 'C'] } as const

const FOUNDING_STUDY =
  'Akata, Schulz, Coda-Forno, Oh, Bethge & Schulz 2025, Playing repeated games with large language models, Nature Human Behaviour 9(7)'
const NAMES =
  'Bruns 2015, Names for games: locating 2 × 2 games, Games 6(4):495–520, doi:10.3390/g6040495'
const RANKS = 'Points are the ranks 1 (worst) to 4 (best); the source fixes only their order.'

/** A symmetric 2 × 2 table from own points for (own, other): R for CC, S for CD, T for DC, P for DD. */
function symmetric(R: number, S: number, T: number, P: number): Game['payoffs'] {
  return [
    [
      [R, R],
      [S, T],
    ],
    [
      [T, S],
      [P, P],
    ],
  ]
}

/** A square table from a rule for own points, the same for both players. */
function ruled(
  levels: readonly number[],
  own: (mine: number, theirs: number) => number,
): Game['payoffs'] {
  return levels.map((row) => levels.map((column): Points => [own(row, column), own(column, row)]))
}

function levels(lowest: number, highest: number): readonly number[] {
  return Array.from({ length: highest - lowest + 1 }, (_, step) => lowest + step)
}

function numbered(choices: readonly number[]): Game['options'] {
  return { row: choices.map(String), column: choices.map(String) }
}

const claims = levels(2, 5)
const requests = levels(11, 20)
const efforts = levels(1, 7)

const dilemmas: readonly Game[] = [
  {
    name: 'prisoners-dilemma',
    title: 'Prisoner’s dilemma',
    summary:
      'Each gains by defecting whatever the other does, yet both would rather both cooperate.',
    citation: FOUNDING_STUDY,
    options: DILEMMA,
    payoffs: symmetric(8, 0, 10, 5),
  },
  {
    name: 'axelrod-prisoners-dilemma',
    title: 'Prisoner’s dilemma of Axelrod’s tournaments',
    summary: 'The prisoner’s dilemma with the points of the computer tournaments: 3, 0, 5, 1.',
    citation:
      'Axelrod 1980, Effective choice in the prisoner’s dilemma, Journal of Conflict Resolution 24(1):3–25',
    options: DILEMMA,
    payoffs: symmetric(3, 0, 5, 1),
  },
  {
    name: 'flood-dresher-prisoners-dilemma',
    title: 'Prisoner’s dilemma of Flood and Dresher',
    summary:
      'The first prisoner’s dilemma played, a hundred times in 1950: the points favour column.',
    citation: 'Flood 1958, Some experimental games, Management Science 5(1):5–26',
    options: DILEMMA,
    payoffs: [
      [
        [0.5, 1],
        [-1, 2],
      ],
      [
        [1, -1],
        [0, 0.5],
      ],
    ],
  },
  {
    name: 'donation-game',
    title: 'Donation game',
    summary: 'Each may pay a cost of 1 to give the other a benefit of 3.',
    citation: 'Nowak 2006, Five rules for the evolution of cooperation, Science 314:1560–1563',
    options: DILEMMA,
    payoffs: symmetric(2, -1, 3, 0),
    note: 'The form is the source’s; benefit 3 and cost 1 are chosen here.',
  },
  {
    name: 'public-goods-pair',
    title: 'Public goods game of two, all or nothing',
    summary: 'Each keeps 20 points or puts them in a common pot that pays both 0.8 for each point.',
    citation:
      'Isaac & Walker 1988, Group size effects in public goods provision, Quarterly Journal of Economics 103(1):179–199',
    options: DILEMMA,
    payoffs: symmetric(32, 16, 36, 20),
    note: 'The form is the source’s; two players, 20 points and a return of 0.8 are chosen here.',
  },
  {
    name: 'chicken',
    title: 'Chicken',
    summary: 'The one who does not yield wins, unless neither does, which is the worst for both.',
    citation:
      'Rapoport & Chammah 1966, The game of chicken, American Behavioral Scientist 10(3):10–28',
    options: DILEMMA,
    payoffs: symmetric(3, 2, 4, 1),
    note: RANKS,
  },
  {
    name: 'hawk-dove',
    title: 'Hawk and dove',
    summary:
      'Doves share a prize of 2, a hawk takes it from a dove, two hawks fight at a cost of 4.',
    citation: 'Maynard Smith 1982, Evolution and the Theory of Games, Cambridge University Press',
    options: DILEMMA,
    payoffs: symmetric(1, 0, 2, -1),
    note: 'The form is V/2, 0, V, (V − C)/2 with prize V = 2 and cost C = 4; cooperate is dove.',
  },
  {
    name: 'snowdrift',
    title: 'Snowdrift game',
    summary:
      'Clearing the road costs 4, shared if both shovel, and is worth 6 to each whoever shovels.',
    citation:
      'Hauert & Doebeli 2004, Spatial structure often inhibits the evolution of cooperation in the snowdrift game, Nature 428:643–646',
    options: DILEMMA,
    payoffs: symmetric(4, 2, 6, 0),
    note: 'The form is b − c/2, b − c, b, 0; benefit b = 6 and cost c = 4 are chosen here.',
  },
  {
    name: 'volunteers-dilemma',
    title: 'Volunteer’s dilemma of two',
    summary:
      'One volunteer, at a cost of 1, is enough for both to get 2; without any, both get nothing.',
    citation: 'Diekmann 1985, Volunteer’s dilemma, Journal of Conflict Resolution 29(4):605–610',
    options: DILEMMA,
    payoffs: symmetric(1, 1, 2, 0),
    note: 'The form is the source’s; benefit 2 and cost 1 are chosen here. Cooperate is to volunteer.',
  },
  {
    name: 'stag-hunt',
    title: 'Stag hunt',
    summary: 'Hunting the stag together is best for both, but hunting the hare is safe.',
    citation: `Skyrms 2004, The Stag Hunt and the Evolution of Social Structure, Cambridge University Press; order as in ${NAMES}`,
    options: DILEMMA,
    payoffs: symmetric(4, 1, 3, 2),
    note: RANKS,
  },
  {
    name: 'deadlock',
    title: 'Deadlock',
    summary: 'Defecting is best whatever the other does, and both prefer that both defect.',
    citation: NAMES,
    options: DILEMMA,
    payoffs: symmetric(2, 1, 4, 3),
    note: RANKS,
  },
  {
    name: 'harmony',
    title: 'Harmony',
    summary: 'Cooperating is best whatever the other does, and both prefer that both cooperate.',
    citation: NAMES,
    options: DILEMMA,
    payoffs: symmetric(4, 3, 2, 1),
    note: RANKS,
  },
]

const coordinations: readonly Game[] = [
  {
    name: 'battle-of-the-sexes',
    title: 'Battle of the sexes',
    summary: 'Both want to choose alike, but row prefers A and column prefers B.',
    citation: FOUNDING_STUDY,
    options: TWO,
    payoffs: [
      [
        [10, 7],
        [0, 0],
      ],
      [
        [0, 0],
        [7, 10],
      ],
    ],
  },
  {
    name: 'bach-or-stravinsky',
    title: 'Bach or Stravinsky',
    summary: 'The battle of the sexes with the textbook’s points: 2 and 1 together, nothing apart.',
    citation: 'Osborne & Rubinstein 1994, A Course in Game Theory, MIT Press',
    options: TWO,
    payoffs: [
      [
        [2, 1],
        [0, 0],
      ],
      [
        [0, 0],
        [1, 2],
      ],
    ],
  },
  {
    name: 'coordination',
    title: 'Pure coordination',
    summary: 'Both get a point if they choose alike; nothing tells the options apart.',
    citation: 'Schelling 1960, The Strategy of Conflict, Harvard University Press',
    options: TWO,
    payoffs: symmetric(1, 0, 0, 1),
    note: 'The form is the source’s; the points are chosen here.',
  },
  {
    name: 'hi-lo',
    title: 'Hi-lo',
    summary: 'Both get 2 if both choose A, 1 if both choose B, and nothing otherwise.',
    citation: 'Bacharach 2006, Beyond Individual Choice, Princeton University Press',
    options: TWO,
    payoffs: symmetric(2, 0, 0, 1),
    note: 'The form is the source’s; the points are chosen here.',
  },
  {
    name: 'assurance',
    title: 'Assurance',
    summary: 'Each wants to choose as the other does, and both are best off if both choose A.',
    citation: `Sen 1967, Isolation, assurance and the social rate of discount, Quarterly Journal of Economics 81(1):112–124; order as in ${NAMES}`,
    options: TWO,
    payoffs: symmetric(4, 1, 2, 3),
    note: RANKS,
  },
  {
    name: 'leader',
    title: 'Leader',
    summary: 'One should leave A alone: it pays both, and more to the one who leaves.',
    citation:
      'Rapoport 1967, Exploiter, leader, hero, and martyr: the four archetypes of the 2 × 2 game, Behavioral Science 12(2):81–84',
    options: TWO,
    payoffs: symmetric(2, 3, 4, 1),
    note: RANKS,
  },
  {
    name: 'hero',
    title: 'Hero',
    summary: 'One should leave A alone: it pays both, but more to the one who stays.',
    citation:
      'Rapoport 1967, Exploiter, leader, hero, and martyr: the four archetypes of the 2 × 2 game, Behavioral Science 12(2):81–84',
    options: TWO,
    payoffs: symmetric(2, 4, 3, 1),
    note: RANKS,
  },
  {
    name: 'compromise',
    title: 'Compromise',
    summary:
      'A is best whatever the other does and gives both the second best, although one could have more.',
    citation: NAMES,
    options: TWO,
    payoffs: symmetric(3, 4, 2, 1),
    note: RANKS,
  },
  {
    name: 'minimum-effort',
    title: 'Minimum effort (weakest link) of two',
    summary: 'Each is paid for the smaller of the two efforts and pays for its own.',
    citation:
      'Van Huyck, Battalio & Beil 1990, Tacit coordination games, strategic uncertainty, and coordination failure, American Economic Review 80(1):234–248',
    options: numbered(efforts),
    // whole tenths until the last step, so that each amount is the decimal it should be
    payoffs: ruled(efforts, (mine, theirs) => (6 + 2 * Math.min(mine, theirs) - mine) / 10),
    note: 'Points are the source’s dollars: 0.60 + 0.20 × the smaller effort − 0.10 × one’s own.',
  },
]

const conflicts: readonly Game[] = [
  {
    name: 'matching-pennies',
    title: 'Matching pennies',
    summary: 'Row wins a point from column if they choose alike, and loses one otherwise.',
    citation:
      'von Neumann & Morgenstern 1944, Theory of Games and Economic Behavior, Princeton University Press',
    options: TWO,
    payoffs: [
      [
        [1, -1],
        [-1, 1],
      ],
      [
        [-1, 1],
        [1, -1],
      ],
    ],
  },
  {
    name: 'asymmetric-matching-pennies',
    title: 'Asymmetric matching pennies',
    summary: 'Matching pennies in which one of row’s wins is worth eight times its losses.',
    citation:
      'Goeree & Holt 2001, Ten little treasures of game theory and ten intuitive contradictions, American Economic Review 91(5):1402–1422',
    options: TWO,
    payoffs: [
      [
        [320, 40],
        [40, 80],
      ],
      [
        [40, 80],
        [80, 40],
      ],
    ],
  },
  {
    name: 'inspection-game',
    title: 'Inspection game',
    summary:
      'Row works (A) or shirks (B), column inspects (A) or trusts (B), and inspecting costs points.',
    citation: 'Fudenberg & Tirole 1991, Game Theory, MIT Press',
    options: TWO,
    payoffs: [
      [
        [2, 1],
        [2, 2],
      ],
      [
        [0, -1],
        [4, -4],
      ],
    ],
    note: 'The form is the source’s; wage 4, cost of work 2, output 6 and cost of inspection 1 are chosen here.',
  },
  {
    name: 'rock-paper-scissors',
    title: 'Rock, paper, scissors',
    summary: 'B beats A, C beats B and A beats C; the winner takes a point from the loser.',
    citation:
      'von Neumann & Morgenstern 1944, Theory of Games and Economic Behavior, Princeton University Press',
    options: THREE,
    payoffs: [
      [
        [0, 0],
        [-1, 1],
        [1, -1],
      ],
      [
        [1, -1],
        [0, 0],
        [-1, 1],
      ],
      [
        [-1, 1],
        [1, -1],
        [0, 0],
      ],
    ],
    note: 'A is rock, B is paper, C is scissors.',
  },
  {
    name: 'shapley-game',
    title: 'Shapley’s game',
    summary:
      'Rock-paper-scissors without a loser’s loss: learning by fictitious play goes round for ever.',
    citation:
      'Shapley 1964, Some topics in two-person games, in Advances in Game Theory, Princeton University Press',
    options: THREE,
    payoffs: [
      [
        [1, 0],
        [0, 0],
        [0, 1],
      ],
      [
        [0, 1],
        [1, 0],
        [0, 0],
      ],
      [
        [0, 0],
        [0, 1],
        [1, 0],
      ],
    ],
  },
  {
    name: 'entry-deterrence',
    title: 'Entry deterrence',
    summary:
      'Row stays out (A) or enters (B), and column would accommodate (A) or fight (B) an entry.',
    citation: 'Selten 1978, The chain store paradox, Theory and Decision 9(2):127–159',
    options: TWO,
    payoffs: [
      [
        [1, 5],
        [1, 5],
      ],
      [
        [2, 2],
        [0, 0],
      ],
    ],
    note: 'The normal form of one market of the chain store game.',
  },
  {
    name: 'travelers-dilemma',
    title: 'Traveler’s dilemma, small',
    summary:
      'Both are paid the smaller claim; the one who claimed less gets 2 more, the other 2 less.',
    citation:
      'Basu 1994, The traveler’s dilemma: paradoxes of rationality in game theory, American Economic Review 84(2):391–395',
    options: numbered(claims),
    payoffs: ruled(claims, (mine, theirs) => Math.min(mine, theirs) + 2 * Math.sign(theirs - mine)),
    note: 'The source’s claims run from 2 to 100; here from 2 to 5.',
  },
  {
    name: 'request-game-11-20',
    title: '11–20 money request game',
    summary:
      'Each gets what it requests, and 20 more if that is exactly one less than the other’s request.',
    citation:
      'Arad & Rubinstein 2012, The 11–20 money request game: a level-k reasoning study, American Economic Review 102(7):3561–3573',
    options: numbered(requests),
    payoffs: ruled(requests, (mine, theirs) => mine + (mine === theirs - 1 ? 20 : 0)),
  },
]

/** Dilemmas, then games of coordination, then games of conflict. */
export const classics: readonly Game[] = [...dilemmas, ...coordinations, ...conflicts]
