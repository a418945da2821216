/** What a matrix game comes to for both together: which cells, coordination, equilibria, turn taking. */
import { NO_OUTCOME, PAYOFFS_NULL, RUN, shareOf, withPayoffs } from './game-parts.ts'
import type { Match } from './match.ts'
import { A_SHARE, tellShare, type Measure } from './measure.ts'

const cellShares: Measure<Match> = {
  name: 'cell-share',
  means: 'how often each cell of the table is played',
  ...A_SHARE,
  ...RUN,
  applies: 'matrix-game of two options each; ask choice',
  by: 'cell',
  definition:
    'The share of each cell, row’s option then column’s with a slash between, among the rounds with an outcome, as they were carried out. They sum to 1.',
  undefinedWhen: NO_OUTCOME,
  citation: null,
  work(match, told) {
    const [rows, columns] = match.facts.options
    if (rows.length !== 2 || columns.length !== 2) return
    const counts = [0, 0, 0, 0]
    for (const cell of match.cells) counts[cell] = (counts[cell] ?? 0) + 1
    rows.forEach((row, i) => {
      columns.forEach((column, j) => {
        const some = counts[2 * i + j] ?? 0
        tellShare(told, -1, `${row}/${column}`, some, match.cells.length, NO_OUTCOME)
      })
    })
  },
}

const coordination: Measure<Match> = {
  name: 'coordination-rate',
  means: 'how often both play the option of the same place',
  ...A_SHARE,
  ...RUN,
  definition:
    'The share of rounds in which row and column carried out the option of the same place in the table (both the first, both the second …), among the rounds with an outcome.',
  undefinedWhen: NO_OUTCOME,
  citation: 'As in Akata et al. 2025, Nature Human Behaviour 9(7)',
  work({ complete, played }, told) {
    const same = complete.filter((round) => played[0][round] === played[1][round]).length
    tellShare(told, -1, '', same, complete.length, NO_OUTCOME)
  },
}

const equilibriumRate: Measure<Match> = {
  name: 'equilibrium-rate',
  means: 'how often a pure equilibrium of the stage game is played',
  ...A_SHARE,
  ...RUN,
  definition:
    'The share of rounds that ended in a cell in which neither gains by another option of its own, among the rounds with an outcome. 0 in games without such a cell.',
  undefinedWhen: PAYOFFS_NULL,
  citation: 'Nash 1951, Annals of Mathematics 54(2):286–295',
  work(match, told) {
    withPayoffs(match, told, (parts, places) => told(-1, '', shareOf(places, parts.equilibria)))
  },
}

const turnTaking: Measure<Match> = {
  name: 'turn-taking',
  means: 'how much both take turns between the two equilibria',
  ...A_SHARE,
  ...RUN,
  definition:
    'Of all pairs of consecutive rounds with an outcome, the share in which both rounds were pure equilibria of the stage game and not the same one. 1 where the two equilibria alternate throughout (the two coordinated cells of the battle of the sexes, the two lopsided ones of chicken).',
  undefinedWhen:
    'the game has not exactly two pure equilibria, there are fewer than two rounds with an outcome, or the payoffs are not known',
  citation: 'Turn taking: Lau & Mui 2008, Theory and Decision 65(2):153–183; the index is ours',
  work(match, told) {
    withPayoffs(match, told, ({ equilibria }, places) => {
      if (equilibria.filter(Boolean).length !== 2)
        return told(-1, '', null, 'the game has not exactly two pure equilibria')
      let turns = 0
      for (let i = 1; i < places.length; i++) {
        const [before, now] = [places[i - 1] as number, places[i] as number]
        if (before !== now && equilibria[before] === true && equilibria[now] === true) turns++
      }
      tellShare(told, -1, '', turns, places.length - 1, 'fewer than two rounds with an outcome')
    })
  },
}

export const outcomeMeasures: readonly Measure<Match>[] = [
  cellShares,
  coordination,
  equilibriumRate,
  turnTaking,
]
