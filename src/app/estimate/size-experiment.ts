/** Sizes of every seat of an experiment, from a few of its plans that are played in memory. */
import type { Range } from '../../record/call-estimate.ts'
import type { ParticipantId } from '../../record/ids.ts'
import type { Plan } from '../../record/plan.ts'
import type { Seat } from '../../record/seat.ts'
import type { AnswerStyle } from '../../play/agent/answer-format.ts'
import type { Catalogue } from '../../play/experiment/catalogue.ts'
import type { Scenario } from '../../play/scenario/define-scenario.ts'
import { choosePlays, type ChosenPlay, type PlanGroup } from './choose-plays.ts'
import { meanSizes, sizesOf, stretched, type SeatSizes } from './seat-sizes.ts'
import { sizePlay, type SizedPlay } from './size-play.ts'

export interface Sizer {
  readonly plays: number
  /** In how many treatments somebody was played. */
  readonly treatments: number
  /** True where some play was longer than is played to the end. */
  readonly isCut: boolean
  sizes(group: PlanGroup, seat: Seat): SeatSizes
  /** How often each model was asked in a plan that was played, where plays of its kind differ. */
  walked(plan: Plan): ReadonlyMap<ParticipantId, number> | undefined
}

export interface Sized {
  readonly scenario: Scenario
  readonly catalogue: Catalogue
  readonly groups: readonly PlanGroup[]
  readonly styleOf: (seat: Seat) => AnswerStyle
}

/** One seat in one play. */
interface Sample {
  readonly group: PlanGroup
  readonly role: string
  readonly signature: string
  readonly sizes: SeatSizes
}

/** Where plays end early, chance or what is decided ends them: so many more are played, as long as they are not too long together. */
const MOST_MORE = 400
const MOST_MORE_TICKS = 40_000

export async function sizeExperiment(sized: Sized): Promise<Sizer> {
  const { groups, styleOf } = sized
  const signatureOf = (seat: Seat): string => {
    const { session, after, opening } = seat.settings
    return JSON.stringify([seat.role, styleOf(seat), seat.persona, session, after, opening])
  }
  const samples: Sample[] = []
  const played = new Map<Plan, ReadonlyMap<ParticipantId, number>>()
  let isCut = false
  const play = async (chosen: ChosenPlay): Promise<number> => {
    const talks = await playTalks(chosen.plan, sized)
    isCut ||= talks.expected.isCut
    const { asks } = talks.expected
    played.set(chosen.plan, new Map([...asks].map(([seat, list]) => [seat, list.length])))
    samples.push(...samplesOf(chosen, talks, signatureOf))
    return talks.expected.ticks
  }
  const open = new Set<PlanGroup>()
  for (const chosen of choosePlays(groups, signatureOf))
    if ((await play(chosen)) < chosen.group.mostTicks) open.add(chosen.group)
  await playMore(open, played, play)
  const varied = new Set([...open].flatMap(({ plans }) => plans))
  const known = new Map<string, SeatSizes>()
  return {
    plays: played.size,
    treatments: new Set([...played.keys()].map(({ treatment }) => treatment)).size,
    isCut,
    walked: (plan) => (varied.has(plan) ? played.get(plan) : undefined),
    sizes: (group, seat) => {
      const signature = signatureOf(seat)
      const key = JSON.stringify([group.key, signature])
      let sizes = known.get(key)
      if (sizes === undefined)
        known.set(key, (sizes = sizesFor(group, seat.role, signature, samples)))
      return sizes
    },
  }
}

/** One plan of every group in turn, until all are played or it has been enough. */
async function playMore(
  open: ReadonlySet<PlanGroup>,
  played: ReadonlyMap<Plan, unknown>,
  play: (chosen: ChosenPlay) => Promise<number>,
): Promise<void> {
  const queues = [...open].map((group) => ({
    group,
    plans: group.plans.filter((plan) => !played.has(plan)).values(),
  }))
  let [plays, ticks] = [0, 0]
  for (let isOver = queues.length === 0; !isOver;) {
    isOver = true
    for (const { group, plans } of queues) {
      const { value: plan } = plans.next()
      if (plan === undefined) continue
      if (plays >= MOST_MORE || ticks >= MOST_MORE_TICKS) return
      ticks += await play({ group, plan })
      plays++
      isOver = false
    }
  }
}

/** Where free words are asked for, or replies are read again in a thread, the same play at three lengths of talk. */
async function playTalks(
  plan: Plan,
  { scenario, catalogue, styleOf }: Sized,
): Promise<Readonly<Record<keyof Range, SizedPlay>>> {
  const play = (talk: keyof Range): Promise<SizedPlay> =>
    sizePlay({ plan, scenario, catalogue, styleOf, talk })
  const expected = await play('expected')
  const hasWords = [...expected.asks.values()].some((list) =>
    list.some(({ kind }) => kind === 'text'),
  )
  const hasThread = plan.seats.some(({ settings }) => settings['session'] !== undefined)
  if (!hasWords && !hasThread) return { low: expected, expected, high: expected }
  return { low: await play('low'), expected, high: await play('high') }
}

function samplesOf(
  { group, plan }: ChosenPlay,
  talks: Readonly<Record<keyof Range, SizedPlay>>,
  signatureOf: (seat: Seat) => string,
): Sample[] {
  const { ticks, isCut } = talks.expected
  const factor = isCut ? group.mostTicks / ticks : 1
  const models = plan.seats.filter(({ policy }) => policy === 'llm')
  // Seats alike in one play are one sample: nobody can tell which of them another plan's seat would be.
  const alike = new Map<string, Seat[]>()
  for (const seat of models) {
    const list = alike.get(signatureOf(seat))
    if (list === undefined) alike.set(signatureOf(seat), [seat])
    else list.push(seat)
  }
  return [...alike].map(([signature, seats]) => {
    const all = seats.map(({ participant }) =>
      sizesOf({
        low: talks.low.asks.get(participant) ?? [],
        expected: talks.expected.asks.get(participant) ?? [],
        high: talks.high.asks.get(participant) ?? [],
      }),
    )
    const mean = meanSizes(all)
    const { expected } = mean.asks
    // The spread of the estimate is that between plays, not that between neighbours.
    const asks = { low: expected, expected, high: expected }
    const sizes = stretched({ ...mean, asks, plays: 1, deviation: 0 }, factor)
    return { group, role: (seats[0] as Seat).role, signature, sizes }
  })
}

/** From the seats most like it: first of its own group, then of plays as long, then of any, stretched. */
function sizesFor(
  group: PlanGroup,
  role: string,
  signature: string,
  samples: readonly Sample[],
): SeatSizes {
  const isHere = (sample: Sample): boolean => sample.group.key === group.key
  const isAsLong = (sample: Sample): boolean => sample.group.mostTicks === group.mostTicks
  const isAlike = (sample: Sample): boolean => sample.signature === signature
  const isSameRole = (sample: Sample): boolean => sample.role === role
  const tiers: ((sample: Sample) => boolean)[] = [
    (sample) => isHere(sample) && isAlike(sample),
    (sample) => isHere(sample) && isSameRole(sample),
    (sample) => isAsLong(sample) && isAlike(sample),
    (sample) => isAsLong(sample) && isSameRole(sample),
    isAlike,
    isSameRole,
    () => true,
  ]
  for (const tier of tiers) {
    const like = samples.filter(tier)
    if (like.length === 0) continue
    return meanSizes(
      like.map(({ sizes, group: from }) => stretched(sizes, group.mostTicks / from.mostTicks)),
    )
  }
  throw new Error('nobody was played')
}
