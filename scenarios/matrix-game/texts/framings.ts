/** Cover stories: the words in which one and the same game is told. */

export interface Framing {
  readonly name: string
  /** Where the story was used before, or what it is for. */
  readonly source: string
  /** Opens the instructions. */
  readonly opening: string
  /** What an option, a round and the other player are called. */
  readonly option: string
  readonly round: string
  readonly other: string
  readonly unit: string
}

export const framings: readonly Framing[] = [
  {
    name: 'neutral',
    source: 'plain game frame, as in Akata et al. 2025',
    opening:
      'You are playing a game with another player, and you want to earn as many {unit} as you can.',
    option: 'Option',
    round: 'Round',
    other: 'the other player',
    unit: 'points',
  },
  {
    name: 'cooking',
    source: 'cooking contest frame, as in the robustness checks of Akata et al. 2025',
    opening:
      'You and another chef enter a cooking contest together, and you want to win as many {unit} as you can.',
    option: 'Recipe',
    round: 'Round',
    other: 'the other chef',
    unit: 'points',
  },
  {
    name: 'project',
    source: 'joint project frame, as in the robustness checks of Akata et al. 2025',
    opening:
      'You and a colleague work on a project side by side, and you want to collect as many {unit} as you can.',
    option: 'Approach',
    round: 'Round',
    other: 'your colleague',
    unit: 'credits',
  },
  // These two differ in the name alone, as in the study.
  {
    name: 'community',
    source: 'Community Game, after Liberman, Samuels and Ross 2004',
    opening:
      'You are playing the Community Game with another player, and you want to earn as many {unit} as you can.',
    option: 'Option',
    round: 'Round',
    other: 'the other player',
    unit: 'points',
  },
  {
    name: 'wall-street',
    source: 'Wall Street Game, after Liberman, Samuels and Ross 2004',
    opening:
      'You are playing the Wall Street Game with another player, and you want to earn as many {unit} as you can.',
    option: 'Option',
    round: 'Round',
    other: 'the other player',
    unit: 'points',
  },
]

export function framingNamed(name: string): Framing {
  const framing = framings.find((one) => one.name === name)
  if (framing === undefined) throw new Error(`no framing named "${name}"`)
  return framing
}
