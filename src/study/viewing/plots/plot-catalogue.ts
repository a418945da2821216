/** The plots that a record can be seen in: their names, and what each is about. */

export interface PlotAbout {
  /** As it stands in addresses. */
  readonly name: PlotName
  readonly title: string
  /** What it shows, and of what. */
  readonly about: string
  /** How it is worked out, exactly, with its sources. */
  readonly method: readonly string[]
}

export const PLOT_NAMES = [
  'course',
  'states',
  'payoffs',
  'strategies',
  'network',
  'profiles',
  'reliability',
] as const
export type PlotName = (typeof PLOT_NAMES)[number]

/** `narrow` is for phones: labels on several lines, panels below one another. */
export const PLOT_ROOMS = ['wide', 'narrow'] as const
export type PlotRoom = (typeof PLOT_ROOMS)[number]

const RUN = 'The unit of inference is the run: what happens within one run is not independent.'

export const plotCatalogue: readonly PlotAbout[] = [
  {
    name: 'course',
    title: 'Choices by round',
    about:
      'How often an option was chosen, or how much was given, from one round to the next; a line for each treatment.',
    method: [
      'The n-th time that a participant was asked: in a game that asks once a round, the round. Finished runs; decisions that participants made themselves and that took an option. Means over the seats of a role, then over runs; of two options the first is drawn.',
      `Bands: mean ± 1.96 s/√n over runs (95 %), cut off at 0 and 1 for shares; none for a single run, or where all runs agree. ${RUN} Where runs end at different times, late points rest on fewer runs.`,
    ],
  },
  {
    name: 'states',
    title: 'Outcomes by round',
    about: 'Which outcomes occurred in each round, as shares of runs that add up to 1.',
    method: [
      'Games in a table: the pair of moves as they were carried out, after any noise and whoever decided them, row’s first; rounds in which both moved. C is the option called cooperate, or the dominated one of a prisoner’s dilemma; other games have their options’ names (Rapoport & Chammah 1965, Prisoner’s Dilemma). A round’s share is that of the runs that were in the state, among those that played the round.',
      'Other scenarios: the options of an ask by the n-th time it was put, or amounts in five classes, from the least to the most that could be decided; own decisions, mean over the seats of a role, then over runs.',
    ],
  },
  {
    name: 'payoffs',
    title: 'Payoffs and human reference lines',
    about:
      'What participants earned, run by run; and what people came to with the same parameters, where a study has them.',
    method: [
      'Each dot is a finished run: the mean over the seats of a role. Boxes: quartiles by type 7 of Hyndman & Fan (1996, The American Statistician 50) with the median; diamonds: the mean with its 95 % interval over runs (percentile bootstrap, widened by √(n/(n−1)), up to 200 runs, then normal), as in the report. Of more than 300 runs of a row, 300 are drawn by lot, from a fixed seed; boxes and means are of all.',
      'Reference lines stand beside the treatments that have all parameters on which the figure depends (meta-analyses pool many). They are references, never targets, and nothing is tested against them.',
    ],
  },
  {
    name: 'strategies',
    title: 'Strategy map',
    about:
      'How participants of a repeated dilemma answer cooperation and defection; bubbles are participants, by number.',
    method: [
      'Across: the share of cooperation among a participant’s own decisions in rounds after the other cooperated; up: after the other defected (forgiveness-rate). What happened in a round is what was carried out; the answer to it is the participant’s own decision, before noise. Participants to whom one of the two never happened stand in neither.',
      'The second figure splits both by what the participant itself had done: its memory-one strategy (p_CC, p_CD, p_DC, p_DD), own move first, in which win-stay, lose-shift and grim have corners of their own (Rapoport & Chammah 1965; Nowak & Sigmund 1993, Nature 364, 56–58).',
      'Where there are more than 300 different positions, they are gathered on a grid of 0.05; the numbers say so.',
    ],
  },
  {
    name: 'network',
    title: 'Who answers whom',
    about:
      'A network of those who speak: an arrow leads from who answers to who is answered, as wide as that is frequent.',
    method: [
      'A message answers those participants whom it names (as words of their own, whatever their case; @all names all); where it names nobody, whoever spoke last on the channel of those whom the speaker had heard: the measure answers-to. Participants’ own words in finished runs, without notices and what was planted.',
      'Arrows: messages a run, mean over the finished runs of a treatment in which anybody spoke. Circles: messages of the seat a run. Seats stand on a circle in their order, so that figures can be laid side by side (directed, valued ties: Wasserman & Faust 1994, Social Network Analysis, Cambridge University Press).',
    ],
  },
  {
    name: 'profiles',
    title: 'Behaviour profiles',
    about:
      'What each participant’s coded units were, code by code, and how alike the participants of a run are.',
    method: [
      'Cells: the share of a participant’s coded units to which a code applies, within a run, then the mean over runs. Missing is not false: such units are left out.',
      'Similarity: the mean cosine over the pairs of profiles of a run, then over runs with 95 % intervals, as coterie profiles tells it. Participants that show none of the behaviour have no direction and are left out of it.',
    ],
  },
  {
    name: 'reliability',
    title: 'Reliability of codes',
    about: 'How far coders agree on each code.',
    method: [
      'α: Krippendorff (2019, Content Analysis, 4th ed.); AC1: Gwet (2008, British Journal of Mathematical and Statistical Psychology 61, 29–48); κ: Cohen’s of two coders, Fleiss’ of more; agreement: the share of agreeing pairs of codings. 95 % intervals: percentile bootstrap, 2,000 resamples of whole runs (of units where there is one run) from a fixed seed, as the report draws them. Coders are never resampled, and what was settled is no coder.',
      'Krippendorff asks for an α of .800, and for .667 where conclusions are tentative.',
    ],
  },
]
