/** The rules of the game in words, from the reader's side. */
import { pointsOf, type Act } from '../payoffs.ts'
import type { Rules } from '../rules.ts'
import { amount, gain, optionText } from './words.ts'

export function framingText({ unit }: Rules): string {
  return `You are playing a game with other players, and you want to earn as many ${unit} as you can.`
}

export function rulesText(rules: Rules): string {
  return [
    lengthText(rules),
    partnerText(rules),
    'When you meet a player, you both choose at the same time:',
    ...cellLines(rules),
    ...punishmentLines(rules),
    ...reputationLines(rules),
  ].join('\n')
}

function lengthText({ you, players, rounds }: Rules): string {
  const length =
    rounds === null ? 'several rounds' : rounds === 1 ? 'a single round' : `${rounds} rounds`
  return `There are ${players} players, who keep their names throughout. You are ${you}. The game lasts for ${length}.`
}

const RESOLVED = {
  each: 'You meet the player whom you choose, and everybody who chooses you: there is no limit to how many meet one player.',
  mutual: 'Two players meet if they choose each other. Whoever is not chosen back meets nobody.',
  'drawn-order':
    'Players take their turn in an order that is drawn: whoever is free meets the player it chose, if that one is free too. Whoever is left over meets nobody.',
} as const

function partnerText({ selection, resolution, together, limited }: Rules): string {
  const when = together === 1 ? 'In each round' : `Every ${together} rounds`
  const whom = limited ? 'one of the players near to it' : 'one of the others'
  const stay = together === 1 ? '' : ` Those who met stay together for ${together} rounds.`
  return selection === 'chosen'
    ? `${when} every player chooses ${whom}. ${RESOLVED[resolution]}${stay}`
    : `${when} a partner is drawn for every player, ${whom}. You meet the player who is drawn for you, and everybody for whom you are drawn.${stay}`
}

const ACTS: readonly [Act, Act] = ['cooperative', 'selfish']

function cellLines(rules: Rules): string[] {
  const acts = rules.order.map((i) => ACTS[i] as Act)
  return acts.flatMap((own) =>
    acts.map((other) => {
      const [mine, theirs] = [
        pointsOf(rules.payoffs, own, other),
        pointsOf(rules.payoffs, other, own),
      ]
      return `- If you choose ${optionText(own, rules)} and the other player chooses ${optionText(other, rules)}, you earn ${amount(mine, rules.unit)} and the other player earns ${amount(theirs, rules.unit)}.`
    }),
  )
}

function punishmentLines(rules: Rules): string[] {
  const { punishment, sanction, unit } = rules
  const who = {
    none: '',
    direct: 'After that, each of the two may punish the other.',
    'third-party':
      'After that, an outsider is drawn for each of the two, who learns what both chose and may punish that player.',
    both: 'After that, each of the two may punish the other; and for each of the two an outsider is drawn, who learns what both chose and may punish that player too.',
  }[punishment]
  if (punishment === 'none') return []
  return [
    who,
    `Whoever is punished loses ${amount(sanction.loss, unit)}, for each time.`,
    `If you punish a player who chose ${optionText('selfish', rules)}, you ${gain(sanction.just, unit)}.`,
    `If you punish a player who chose ${optionText('cooperative', rules)}, you ${gain(sanction.unjust, unit)}.`,
  ]
}

function reputationLines(rules: Rules): string[] {
  const { reputation, reputed, punishment } = rules
  if (!reputed) return []
  const isPlay = reputation.counts === 'play' || reputation.counts === 'both'
  const isPunishing =
    (reputation.counts === 'punishment' || reputation.counts === 'both') && punishment !== 'none'
  const seen =
    reputation.seenBy === 'all'
      ? 'Every player has a reputation, which is the same for all and begins at 0.'
      : 'Every player has a reputation with you, which begins at 0 and counts only what you have met with yourself.'
  const lines: [string, number][] = [
    ...(isPlay
      ? ([
          [`choosing ${optionText('cooperative', rules)}`, reputation.cooperate],
          [`choosing ${optionText('selfish', rules)}`, reputation.defect],
        ] as [string, number][])
      : []),
    ...(isPunishing
      ? ([
          [`punishing a player who chose ${optionText('selfish', rules)}`, reputation.just],
          [`punishing a player who chose ${optionText('cooperative', rules)}`, reputation.unjust],
          ['not punishing where it could', reputation.spare],
        ] as [string, number][])
      : []),
  ]
  return [
    seen,
    ...lines.map(
      ([deed, adds]) => `- For ${deed}, a player's reputation changes by ${signed(adds)}.`,
    ),
  ]
}

function signed(figure: number): string {
  return figure > 0 ? `+${figure}` : String(figure)
}
