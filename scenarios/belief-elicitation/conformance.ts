/** What only this scenario can check: that the forecaster is told the game, the partner and the groups of its parameters. */
import type { Fault } from '../../src/index.ts'
import type { Parameters } from './game.ts'
import { rulesOf } from './play.ts'
import { gameText, groupsText, partnerText } from './words.ts'

const NUMBER = '(\\d+(?:\\.\\d+)?(?:e[+-]?\\d+)?)'
const MEND = 'Mend the words in scenarios/belief-elicitation/words.ts.'

/** The numbers and groups of the words are read back, and compared with the parameters. */
export function conformance(parameters: Parameters): Fault[] {
  const { attribute, partner, endowment, multiplier, rounds } = parameters
  const rules = rulesOf(parameters, attribute?.values ?? [])
  const game = gameText(rules)
  const faults = [
    differing('game', numbersIn(game, [`receives \\$${NUMBER} and`, `earns \\$${NUMBER},`]), [
      endowment,
      endowment,
    ]),
    differing(
      'game',
      numbersIn(game, [`receives ${NUMBER} times`, `trustee earns ${NUMBER} times`]),
      [multiplier, multiplier],
    ),
  ]
  if (partner !== undefined) {
    const told = numbersIn(partnerText(rules), [
      `for ${NUMBER} rounds?[;.]`,
      `returns \\$${NUMBER},`,
    ])
    faults.push(differing('partner', told, [rounds, partner.returns]))
  }
  if (attribute !== undefined) {
    const told = groupsText(rules).split('\n').slice(1)
    const listed = attribute.values.map(({ said }) => `- ${said}`)
    faults.push(differing('groups', told, listed))
  }
  return faults.flat()
}

function numbersIn(text: string, told: readonly string[]): readonly (number | null)[] {
  return told.map((words) => {
    const found = new RegExp(words).exec(text)?.[1]
    return found === undefined ? null : Number(found)
  })
}

function differing(where: string, told: readonly unknown[], meant: readonly unknown[]): Fault[] {
  const [said, should] = [told, meant].map((one) => JSON.stringify(one))
  return said === should
    ? []
    : [{ where, what: `told ${String(said)}, and it is ${String(should)}.`, mend: MEND }]
}
