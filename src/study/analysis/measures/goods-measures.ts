/** Measures of contributions to a public good. */
import type { Contribution, GoodsRun } from './goods.ts'
import { A_SHARE, tellShare, type Measure, type MeasureDefinition } from './measure.ts'
import { meanOf, slopeOf } from './slope.ts'

const OWN = 'Only contributions that the participant decided itself count.'
const SEAT: Pick<MeasureDefinition, 'of' | 'applies'> = {
  of: 'seat',
  applies: 'public-goods; role member; ask contribution',
}
const NONE = 'no own contribution'
const SCHEDULE = 'Fischbacher & Gächter 2010, American Economic Review 100(1):541–556'

/** The contributions of each member that it decided itself. */
function eachMember(
  { run, contributions }: GoodsRun,
  work: (seat: number, own: readonly Own[]) => void,
): void {
  run.seats.forEach((_, seat) => {
    const mine = contributions.filter((one) => one.seat === seat)
    if (mine.length > 0) work(seat, mine.filter(isOwn))
  })
}

type Own = Contribution & { readonly share: number }

function isOwn(one: Contribution): one is Own {
  return one.isOwn && one.share !== null
}

const contributionShare: Measure<GoodsRun> = {
  name: 'contribution-share',
  means: 'share of the endowment that is contributed',
  ...A_SHARE,
  ...SEAT,
  definition: `The mean over rounds of the contribution divided by the most that could be contributed. ${OWN}`,
  undefinedWhen: NONE,
  citation: 'Ledyard 1995, in Kagel & Roth, Handbook of Experimental Economics, Princeton',
  work: (goods, told) =>
    eachMember(goods, (seat, own) => {
      const mean = meanOf(own.map(({ share }) => share))
      if (mean === null) told(seat, '', null, NONE)
      else told(seat, '', mean)
    }),
}

const byRound: Measure<GoodsRun> = {
  name: 'contribution-share-by-round',
  means: 'share of the endowment that is contributed, round by round',
  ...A_SHARE,
  ...SEAT,
  by: 'round',
  definition: `The contribution of a round divided by the most that could be contributed. Rounds are counted from 1; a round without an own decision has no value. ${OWN}`,
  undefinedWhen: 'never; rounds without a value are left out',
  citation: null,
  work: (goods, told) =>
    eachMember(goods, (seat, own) => {
      for (const { round, share } of own) told(seat, round, share)
    }),
}

const freeRiding: Measure<GoodsRun> = {
  name: 'free-riding-rate',
  means: 'how often nothing is contributed',
  ...A_SHARE,
  ...SEAT,
  definition: `The share of own contributions that are 0. ${OWN}`,
  undefinedWhen: NONE,
  citation: SCHEDULE,
  work: (goods, told) =>
    eachMember(goods, (seat, own) => {
      const zeros = own.filter(({ share }) => share === 0).length
      tellShare(told, seat, '', zeros, own.length, NONE)
    }),
}

const conditional: Measure<GoodsRun> = {
  name: 'conditional-contribution-slope',
  means: 'how contributions follow what the others contributed last',
  unit: 'change of the own share for a change of the others’ mean share',
  range: [null, null],
  holds: 'number',
  ...SEAT,
  definition: `The least-squares slope, over the rounds from the second on, of the own share contributed on the mean share that the others of the participant’s group contributed in the round before (whoever decided it). About 1 for a perfect conditional cooperator, 0 for one who does not look. With groups that are drawn anew, the others are those of the round before. ${OWN}`,
  undefinedWhen: 'fewer than three such rounds, or what the others contributed does not vary',
  citation:
    'Fischbacher, Gächter & Fehr 2001, Economics Letters 71(3):397–404; as regression, not by schedule',
  work(goods, told) {
    const shares = new Map(
      goods.contributions.map((one) => [`${one.round} ${one.seat}`, one.share]),
    )
    const othersMean = (one: Contribution): number | null => {
      const all = one.others.map((seat) => shares.get(`${one.round} ${seat}`) ?? null)
      return all.includes(null) ? null : meanOf(all as number[])
    }
    const means = new Map(
      goods.contributions.map((one) => [`${one.round} ${one.seat}`, othersMean(one)]),
    )
    eachMember(goods, (seat, own) => {
      const points = own.flatMap(({ round, share }): [number, number][] => {
        const before = means.get(`${round - 1} ${seat}`) ?? null
        return before === null ? [] : [[before, share]]
      })
      const slope = slopeOf(points)
      if (slope !== null) return told(seat, '', slope)
      const few = points.length < 3
      told(seat, '', null, few ? 'fewer than three rounds' : 'what the others gave does not vary')
    })
  },
}

const decay: Measure<GoodsRun> = {
  name: 'contribution-slope',
  means: 'how contributions change from round to round',
  unit: 'change of the share per round',
  range: [null, null],
  holds: 'number',
  ...SEAT,
  definition: `The least-squares slope of the share contributed on the number of the round. Negative where contributions decay. ${OWN}`,
  undefinedWhen: 'fewer than three own contributions',
  citation: 'Ledyard 1995, in Kagel & Roth, Handbook of Experimental Economics, Princeton',
  work: (goods, told) =>
    eachMember(goods, (seat, own) => {
      const slope = slopeOf(own.map(({ round, share }) => [round, share]))
      if (slope === null) told(seat, '', null, 'fewer than three own contributions')
      else told(seat, '', slope)
    }),
}

const efficiency: Measure<GoodsRun> = {
  name: 'goods-efficiency',
  means: 'how much of the possible gain from contributing is made',
  ...A_SHARE,
  of: 'run',
  applies: SEAT.applies,
  definition:
    'The joint payoff from the project minus that of no contributions, divided by that of full contributions minus that of none: the share of all that could be contributed that was, whoever decided it. Deductions are not counted. Rounds in which a contribution of the group is missing are void and left out.',
  undefinedWhen:
    'no round was played to its end, or a unit contributed is not worth more than itself to the group',
  citation: null,
  work({ contributions, mpcr, size }, told) {
    if (mpcr === null)
      return told(
        -1,
        '',
        null,
        'the record does not tell what contributions are worth, or it changes',
      )
    if (mpcr * size <= 1)
      return told(-1, '', null, 'contributions are worth no more than themselves to the group')
    const missing = new Set(
      contributions
        .filter(({ share }) => share === null)
        .map(({ round, seat }) => `${round} ${seat}`),
    )
    const shares = contributions.flatMap(({ round, seat, share, others }) =>
      share === null || [seat, ...others].some((one) => missing.has(`${round} ${one}`))
        ? []
        : [share],
    )
    const mean = meanOf(shares)
    if (mean === null) told(-1, '', null, 'no round was played to its end')
    else told(-1, '', mean)
  },
}

export const goodsMeasures: readonly Measure<GoodsRun>[] = [
  contributionShare,
  byRound,
  freeRiding,
  conditional,
  decay,
  efficiency,
]
