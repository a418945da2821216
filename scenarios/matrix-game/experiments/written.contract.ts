/** Writes the experiments that are too long to be written by hand; the tests keep the files equal to what stands here. */
import {
  dilemmaMatches,
  wordOf,
  type RecordedMatch,
} from '../recorded/recorded-matches.contract.ts'

/** The agents of the released file: what they are called here, and for programs the strategy that makes their moves. */
export const AGENTS = [
  { id: 'gpt4', name: 'gpt-4', program: false },
  { id: 'gpt35', name: 'davinci-003', program: false },
  { id: 'gpt3', name: 'davinci-002', program: false },
  { id: 'j', name: 'always-cooperate', program: true },
  { id: 'f', name: 'always-defect', program: true },
  { id: 'defect_once', name: 'defect-once', program: true },
  { id: 'llama2', name: 'llama-2', program: false },
  { id: 'claude', name: 'claude-2', program: false },
] as const

type Agent = (typeof AGENTS)[number]

const REWRITE = '# Written anew by: npx vitest run scenarios/matrix-game/experiments -u'

/** `showcase.yaml`: the recorded matches, and a few live ones beside them. */
export function showcase(): string {
  const recorded = AGENTS.flatMap((row) =>
    AGENTS.map((column) => {
      const match = dilemmaMatches.find(({ name }) => name === `act_${row.id} act_${column.id}`)
      if (match === undefined) throw new Error(`nobody recorded ${row.id} with ${column.id}`)
      return [
        `  recorded ${row.name} × ${column.name}:`,
        `    cast.row: ${seat(row, match, 0)}`,
        `    cast.column: ${seat(column, match, 1)}`,
      ]
    }),
  )
  const live = LIVE_ROWS.flatMap((row) =>
    LIVE_COLUMNS.map((column) => [
      `  live ${row} × ${column}:`,
      `    cast.row: ${LIVE[row] ?? row}`,
      `    cast.column: ${LIVE[column] ?? column}`,
    ]),
  )
  return [SHOWCASE_HEAD, ...recorded.flat(), '', LIVE_NOTE, ...live.flat(), ''].join('\n')
}

function seat({ name, program }: Agent, match: RecordedMatch, of: 0 | 1): string {
  if (program) return name
  return `{ name: ${name}, policy: moves, moves: [${[...wordOf(match, of)].join(', ')}] }`
}

const SHOWCASE_HEAD = `# What \`npm start\` plays: offline, without a key, in a few seconds.
#
# The prisoner's dilemma of Akata, Schulz, Coda-Forno, Oh, Bethge & Schulz (2025), Playing repeated games
# with large language models, Nature Human Behaviour 9(7): 64 matches of ten rounds. Models make the
# moves that were recorded from them (MIT licence, scenarios/matrix-game/recorded); the three programs
# play live and make the recorded moves of themselves. The table of pairs is the published one: GPT-4
# (row) meets defect-once (column), is defected on once, and defects in nine rounds of ten.
#
# To play it with models of today: prisoners-dilemma.yaml.
#
${REWRITE}
experiment: showcase
about: Who defects on whom in ten rounds of the prisoner's dilemma, as recorded and live?
scenario: matrix-game
parameters: { game: prisoners-dilemma, rounds: 10, labels: [J, F], order: shuffled }
cast: {} # both seats are set by each treatment
seed: 2025
treatments:`

const LIVE_NOTE = `  # Live: strategies, and a seeded stand-in for a model that reads the prompts and answers in prose. It
  # shows what a run with models looks like, and says nothing about any model.`
const LIVE_ROWS = ['tit-for-tat', 'simulated-reciprocator', 'simulated-sloppy']
const LIVE_COLUMNS = ['always-cooperate', 'always-defect', 'defect-once', 'tit-for-tat']
const LIVE: Readonly<Record<string, string>> = Object.fromEntries(
  ['reciprocator', 'sloppy'].map((model) => [
    `simulated-${model}`,
    `{ name: simulated-${model}, policy: llm, model: simulated/${model} }`,
  ]),
)

/** The cover stories, what payoffs were counted in, and the labels for cooperation and defection. */
const STORIES = [
  { framing: 'neutral', units: ['points', 'dollars', 'coins'], labels: ['JF', 'QX', 'RH'] },
  {
    framing: 'cooking',
    units: ['points', 'audience votes', 'prize tokens'],
    labels: ['JF', 'QX', 'RH'],
  },
  {
    framing: 'project',
    units: ['credits', 'reputation points', 'bonus rewards'],
    labels: ['JF', 'QX', 'HR'],
  },
] as const

/** `robustness.yaml`: cover story × labels × unit × order of options. */
export function robustness(): string {
  const treatments = STORIES.flatMap(({ framing, units, labels }) =>
    labels.flatMap((pair) =>
      units.flatMap((unit) =>
        ['shuffled', 'fixed', 'reversed'].flatMap((order) => [
          `  ${framing} ${[...pair].join('-')} ${unit} ${order}:`,
          `    parameters.framing: ${framing}`,
          `    parameters.labels: [${[...pair].join(', ')}]`,
          `    parameters.unit: ${unit}`,
          `    parameters.order: ${order}`,
        ]),
      ),
    ),
  )
  return [ROBUSTNESS_HEAD, ...treatments, ''].join('\n')
}

const ROBUSTNESS_HEAD = `# The robustness checks of Akata et al. (2025), Playing repeated games with large language models, Nature
# Human Behaviour 9(7): does GPT-4 forgive a player that defects once, whatever the game is called?
#
# As published: three cover stories, three pairs of labels, three units for each story; GPT-4 in the row
# seat; options named in an order drawn anew each round (\`shuffled\`). The first label is cooperation;
# as in the released files, H is cooperation in the story of the project and defection in the others.
# Otherwise: the words of the stories are ours; the orders \`fixed\` (cooperation first) and \`reversed\`
# are added, to tell a preference for a place from a preference for an option.
#
# Before running: see prisoners-dilemma.yaml about models and providers.
#
${REWRITE}
experiment: akata-robustness
about: Does forgiving depend on cover story, labels, unit or order (replica of Akata et al. 2025)?
scenario: matrix-game
parameters: { game: prisoners-dilemma, rounds: 10 }
cast:
  row:
    name: gpt-4
    policy: llm
    model: openai/gpt-4-0613
    temperature: 0
    maxTokens: 1
    answer: bare
  column: defect-once
treatments:`

/** `all-games.yaml`: the study's 144 games, every ordered pair of five models. */
export function allGames(): string {
  const rows = Array.from({ length: 12 }, (_, i) => 12 * i).map((first) => {
    const names = Array.from({ length: 12 }, (_, i) => `akata-${first + i + 1}`)
    return names.map((name) => `    - ${name}`).join('\n')
  })
  return [ALL_GAMES_HEAD, ...rows, ''].join('\n')
}

const ALL_GAMES_HEAD = `# The tournament of Akata et al. (2025), Playing repeated games with large language models, Nature Human
# Behaviour 9(7): 144 two-by-two games, ten rounds each, every ordered pair of five models: 3,600 matches,
# 72,000 calls. \`coterie plan\` tells what that costs; shorten the lists to begin with.
#
# As published: the tables with their slips (fifteen repeat a rank); ten rounds, told in advance; options
# named in an order drawn anew each round, the same for both; temperature 0; one token; the five models of
# the released files (claude-instant-1 among them, davinci-002 not).
# Otherwise: the words are ours; labels are J and F, exchanged at random between runs, where the study
# drew two letters for each game (in two batches); and the second player is told its own payoffs, where
# the released program told it, in all 144 games, the two cells in which the players differ the wrong
# way round. Data of this file are therefore no replica of column's prompts, and should not be.
#
# Before running: see prisoners-dilemma.yaml about models and providers.
#
${REWRITE}
experiment: akata-all-games
about: How well do models do in all kinds of two-by-two games (replica of Akata et al. 2025)?
scenario: matrix-game
parameters: { rounds: 10, order: shuffled }
cast: {} # both seats are factors
counterbalance: [labels]
factors:
  cast.row:
    - &gpt-4
      name: gpt-4
      policy: llm
      model: openai/gpt-4
      temperature: 0
      maxTokens: 1
      answer: bare
    - &davinci-003
      name: davinci-003
      policy: llm
      model: openai/text-davinci-003
      temperature: 0
      maxTokens: 1
      answer: bare
    - &claude-2
      name: claude-2
      policy: llm
      model: anthropic/claude-2
      temperature: 0
      maxTokens: 1
      answer: bare
    - &claude-instant-1
      name: claude-instant-1
      policy: llm
      model: anthropic/claude-instant-1
      temperature: 0
      maxTokens: 1
      answer: bare
    - &llama-2
      name: llama-2
      policy: llm
      model: replicate/meta/llama-2-70b-chat
      temperature: 0
      maxTokens: 1
      answer: bare
  cast.column:
    - *gpt-4
    - *davinci-003
    - *claude-2
    - *claude-instant-1
    - *llama-2
  parameters.game:`
