/** Agents that send, return, give or contribute by one fixed rule. */
import { defineAgent, type Agent } from '../src/index.ts'

const NOBODY = { persona: null, policy: 'amount-rule' } as const

/** Returns $1, or all that it received if that is less. */
export const m1 = returning(1)
/** Returns $3, or all that it received if that is less. */
export const m3 = returning(3)
/** Returns $5, or all that it received if that is less. */
export const m5 = returning(5)

/** Half of what it may give: of the pot, of the pie, of the endowment. */
export const giveHalf = defineAgent({
  ...NOBODY,
  name: 'give-half',
  summary: 'Gives half of what it may give, rounded down.',
  settings: { rule: 'share', share: 0.5 },
})

/** Returns what was sent where that was tripled. */
export const giveThird = defineAgent({
  ...NOBODY,
  name: 'give-third',
  summary:
    'Gives a third of what it may give, rounded down: what was sent, where that was tripled.',
  settings: { rule: 'share', share: 1 / 3 },
})

export const giveAll = defineAgent({
  ...NOBODY,
  name: 'give-all',
  summary: 'Gives all that it may give.',
  settings: { rule: 'share', share: 1 },
})

export const giveNothing = defineAgent({
  ...NOBODY,
  name: 'give-nothing',
  summary: 'Gives nothing.',
  settings: { rule: 'share', share: 0 },
})

function returning(amount: number): Agent {
  return defineAgent({
    ...NOBODY,
    name: `m${amount}`,
    summary: `Returns ${amount}, or all that it received if that is less (archetype M${amount} of Mannekote et al. 2025).`,
    settings: { rule: 'constant', amount },
  })
}
