import { describe, expect, test } from 'vitest'
import { assign } from 'xstate'
import { z } from 'zod'
import {
  defineScenario,
  scenarioSetup,
  type Scenario,
} from '../../play/scenario/define-scenario.ts'
import { ask } from '../../play/scenario/effects.ts'
import { tellFault } from '../../play/scenario/fault.ts'
import type { ParticipantId } from '../../record/ids.ts'
import { isProbeAsk } from '../../record/probe.ts'
import { checkScenarioPlay } from '../check-scenario-play.ts'
import { samplePlans } from './sample-plans.ts'

interface Context {
  readonly round: number
  readonly most: number
  readonly bidders: readonly ParticipantId[]
}

const asksOf = ({ bidders, most }: Context, name: string) =>
  bidders.map((of) => ask(of, name, { kind: 'amount', min: 0, max: most, step: 1 }))

/** Three rounds of bids up to a limit that may be changed; sound but for what a test spoils. */
function bidding(more: Partial<Scenario> = {}, name = 'bid'): Scenario {
  const Parameters = z.strictObject({ most: z.int().default(4) })
  const machine = scenarioSetup<z.infer<typeof Parameters>, Context, 'bidder'>().createMachine({
    context: ({ input }) => ({
      round: 1,
      most: input.parameters.most,
      bidders: input.roles.bidder,
    }),
    initial: 'bidding',
    states: {
      bidding: {
        entry: { type: 'effects', params: ({ context }) => asksOf(context, name) },
        on: {
          decided: [
            { guard: ({ context }) => context.round >= 3, target: 'over' },
            {
              target: 'bidding',
              reenter: true,
              actions: assign({ round: ({ context }) => context.round + 1 }),
            },
          ],
        },
      },
      over: { type: 'final' },
    },
  })
  return defineScenario({
    name: 'bidding',
    version: 1,
    summary: '',
    citation: '',
    parameters: Parameters,
    roles: { bidder: { min: 2, max: 2 } },
    machine,
    counterbalance: {},
    parts: ['rules', 'question'],
    read: (_, asked) => [
      { name: 'rules', text: 'Bid.' },
      ...(isProbeAsk(asked.name) ? [] : [{ name: 'question', text: 'How much?' }]),
    ],
    mostTicks: () => 3,
    mostRounds: () => 3,
    amend: ({ context }, { most }) => {
      const amended = { ...(context as Context), most: most as number }
      return { context: amended, effects: asksOf(amended, name) }
    },
    ...more,
  }) as unknown as Scenario
}

const faultsOf = async (scenario: Scenario): Promise<string[]> =>
  (await checkScenarioPlay(scenario, samplePlans(scenario))).faults.map(tellFault)

describe('a scenario that bears what an experiment may do', () => {
  test('has no fault', async () => {
    expect(await faultsOf(bidding())).toEqual([])
  })

  test('puts no question of its own to a probe', async () => {
    const read: Scenario['read'] = () => [{ name: 'question', text: 'How much?' }]
    expect(await faultsOf(bidding({ read }))).toContainEqual(
      expect.stringContaining('read puts a question of its own to a probe'),
    )
  })

  test('reads for a probe without stumbling over its form', async () => {
    const read: Scenario['read'] = (_, { form }) => {
      if (form.kind !== 'amount') throw new Error('only amounts')
      return [{ name: 'question', text: 'How much?' }]
    }
    expect(await faultsOf(bidding({ read }))).toContainEqual(
      expect.stringContaining('read throws: only amounts'),
    )
  })

  test('lists its parts, counts its rounds, and names its asks plainly', async () => {
    expect(await faultsOf(bidding({ parts: ['rules'] }))).toContainEqual(
      expect.stringContaining('a part "question", which the scenario does not list'),
    )
    expect(await faultsOf(bidding({ mostRounds: () => 2 }))).toContainEqual(
      expect.stringContaining('is in round 3, past the 2 that mostRounds declares'),
    )
    expect(await faultsOf(bidding({}, 'bid/now'))).toContainEqual(
      expect.stringContaining('its name holds a stroke'),
    )
  })

  test('goes on as it was where parameters are set to what they are', async () => {
    const forgets: Scenario['amend'] = ({ context }) => ({
      context: { ...(context as Context), round: 1 },
      effects: [],
    })
    expect(await faultsOf(bidding({ amend: forgets }))).toContainEqual(
      expect.stringMatching(/^amend .*change what follows, at tick 3/),
    )
    const asksMore: Scenario['amend'] = ({ context }) => ({
      context,
      effects: asksOf({ ...(context as Context), most: 9 }, 'bid'),
    })
    expect(await faultsOf(bidding({ amend: asksMore }))).toContainEqual(
      expect.stringContaining('parameters that are set to what they are change what follows'),
    )
  })
})
