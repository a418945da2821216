/** The files that `coterie init` makes. */
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { BadInputError } from '../base/errors.ts'

const EXPERIMENT = `# Who cooperates with whom? Play it:  coterie run experiment.yaml
experiment: cooperation
scenario: matrix-game
parameters: { game: prisoners-dilemma, rounds: 10 }
cast:
  row: { policy: llm, model: simulated/reciprocator }   # a stand-in that needs no network
  column: tit-for-tat
factors:
  cast.column: [tit-for-tat, grim, always-defect]
counterbalance: [labels, order]
replicates: 8
seed: 42
invalid: { reask: 2, then: forfeit }
`

const OWN_GAME = `// A scenario and an experiment of one's own, in one file. Play it:  coterie run own-game.ts
import { z } from 'zod'
import { ask, defineScenario, isProbeAsk, pay, scenarioSetup, show, type ParticipantId } from 'coterie'

/** Dictator game (Forsythe et al. 1994): one participant divides a sum, the other has no say. */
const Parameters = z.strictObject({ sum: z.number().min(1).default(10) })
type Parameters = z.infer<typeof Parameters>

interface Context {
  sum: number
  giver: ParticipantId
  receiver: ParticipantId
}

const machine = scenarioSetup<Parameters, Context, 'giver' | 'receiver'>().createMachine({
  context: ({ input }) => ({
    sum: input.parameters.sum,
    giver: input.roles.giver[0],
    receiver: input.roles.receiver[0],
  }),
  initial: 'giving',
  states: {
    giving: {
      entry: {
        type: 'effects',
        params: ({ context: { giver, sum } }) => [
          show(giver, 'sum', sum),
          ask(giver, 'give', { kind: 'amount', min: 0, max: sum, step: 1 }),
        ],
      },
      on: {
        decided: {
          target: 'over',
          actions: {
            type: 'effects',
            params: ({ context: { giver, receiver, sum }, event }) => {
              const given = event.decisions[giver]
              // A forfeit is null, and no gift of nothing: then nobody is paid.
              if (typeof given !== 'number') return []
              return [pay(giver, sum - given), pay(receiver, given)]
            },
          },
        },
      },
    },
    over: { type: 'final' },
  },
})

export const dictator = defineScenario({
  name: 'own-dictator',
  version: 1,
  summary: 'One participant divides a sum.',
  citation: 'Forsythe, Horowitz, Savin & Sefton 1994.',
  parameters: Parameters,
  roles: { giver: { min: 1, max: 1 }, receiver: { min: 1, max: 1 } },
  machine,
  counterbalance: {},
  read: (seen, { name }) => [
    { name: 'rules', text: \`You have \${seen.facts('sum')[0]} points. You may give any whole number of them to another person, who has no say.\` },
    // A probe brings a question of its own.
    { name: 'question', text: isProbeAsk(name) ? '' : 'How many do you give?' },
  ],
  parts: ['rules', 'question'],
  mostTicks: () => 1,
})

export default {
  experiment: 'own-dictator',
  scenario: 'own-dictator',
  cast: { giver: { policy: 'llm', model: 'simulated/mixed' }, receiver: 'uniform' },
  factors: { 'parameters.sum': [10, 100] },
  replicates: 20,
}
`

const CODEBOOK = `# What is said, and in what way: a codebook to begin with. Everything in it is explained in docs/codebooks.md.
codebook: talk
version: 1                  # a changed codebook is another version
unit: message               # what is coded: message, turn, exchange, decision or run
context: { before: 2 }      # so many messages are shown with it
codes:
  promise:
    definition: The speaker commits itself to something that it will do.
    include:
      - Commitments on a condition ("if you do, I will").
    exclude:
      - Predictions of what others will do.
    examples:
      - { text: "I promise to share.", why: "a commitment" }
    counterExamples:
      - { text: "You will share, I am sure.", why: "the other's deed" }
    rule: { terms: [i promise, i will, "i'll", count on me] }
  tone:
    level: ordinal
    definition: How friendly the message is.
    categories:
      cold: It is curt, distant or hostile.
      plain: It is neither.
      warm: It is friendly or thankful.
  names_somebody:
    structural: true        # its rule alone codes it
    definition: The message names another participant.
    rule: { mentions: others }
`

const README = `# A small lab

- \`experiment.yaml\`: a prisoner's dilemma. \`coterie run experiment.yaml\`, then \`coterie report logs/cooperation.sqlite\`.
- \`own-game.ts\`: a scenario and an experiment of one's own. \`coterie run own-game.ts\`.
- \`codebook.yaml\`: codes for what is said, with definitions and examples.
- \`logs/\`: the records, one SQLite file for each experiment. \`coterie replay logs/cooperation.sqlite\` proves that they come out again.
`

const FILES: Readonly<Record<string, string>> = {
  'experiment.yaml': EXPERIMENT,
  'own-game.ts': OWN_GAME,
  'codebook.yaml': CODEBOOK,
  'README.md': README,
}

/**
 * Makes the project.
 * @throws BadInputError where the folder has something in it already.
 */
export function makeProject(dir: string): string[] {
  const stat = statSync(dir, { throwIfNoEntry: false })
  if (stat?.isDirectory() === false) {
    throw new BadInputError(`${dir}: this is a file. Name a folder that is new or empty.`)
  }
  if (stat !== undefined && readdirSync(dir).length > 0) {
    throw new BadInputError(
      `${dir}: there is something in this folder already. Name one that is new or empty.`,
    )
  }
  mkdirSync(dir, { recursive: true })
  for (const [name, text] of Object.entries(FILES)) writeFileSync(join(dir, name), text)
  return Object.keys(FILES)
}
