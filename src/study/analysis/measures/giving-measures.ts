/** Measures of dictator and ultimatum games, and of choices between something certain and a risk. */
import type { RunRead } from '../read-runs.ts'
import { decidedIn, type Decided } from './decided.ts'
import { A_SHARE, tellShare, type Measure, type Told } from './measure.ts'
import { meanOf } from './slope.ts'

const OWN = 'Only what the participant decided itself counts.'

/** Undefined for other scenarios. */
export function giverIn(run: RunRead): RunRead | undefined {
  const { name } = run.plan.scenario
  return name === 'dictator-game' || name === 'ultimatum-game' || name === 'lottery-choice'
    ? run
    : undefined
}

/** The mean share of the most that could be given, for each seat that was asked. */
function tellShares(run: RunRead, ask: string, told: Told, none: string): void {
  const decided = decidedIn(run, ask)
  for (const seat of new Set(decided.map((one) => one.seat))) {
    const mean = meanOf(sharesOf(decided.filter((one) => one.seat === seat)))
    if (mean === null) told(seat, '', null, none)
    else told(seat, '', mean)
  }
}

function sharesOf(decided: readonly Decided[]): number[] {
  return decided.flatMap(({ value, isOwn, most }) =>
    isOwn && typeof value === 'number' && most > 0 ? [value / most] : [],
  )
}

const givenShare: Measure<RunRead> = {
  name: 'given-share',
  means: 'share of the money that a dictator gives',
  ...A_SHARE,
  of: 'seat',
  definition: `The mean over rounds of what was given divided by the most that could be given. ${OWN}`,
  undefinedWhen: 'no own decision to give',
  citation: 'Forsythe, Horowitz, Savin & Sefton 1994, Games and Economic Behavior 6(3):347–369',
  applies: 'dictator-game; role dictator; ask give',
  work: (run, told) => tellShares(run, 'give', told, 'no own decision to give'),
}

const offeredShare: Measure<RunRead> = {
  name: 'offered-share',
  means: 'share of the pie that a proposer offers',
  ...A_SHARE,
  of: 'seat',
  definition: `The mean over rounds of the offer divided by the most that could be offered. ${OWN}`,
  undefinedWhen: 'no own decision to offer',
  citation: 'Güth, Schmittberger & Schwarze 1982, Journal of Economic Behavior & Organization 3(4)',
  applies: 'ultimatum-game; role proposer; ask offer',
  work: (run, told) => tellShares(run, 'offer', told, 'no own decision to offer'),
}

const minimumShare: Measure<RunRead> = {
  name: 'acceptable-share',
  means: 'least share of the pie that a responder accepts',
  ...A_SHARE,
  of: 'seat',
  definition: `The mean over rounds of the least acceptable offer divided by the most that could be named. ${OWN}`,
  undefinedWhen: 'no own decision on a least offer',
  citation: 'Oosterbeek, Sloof & van de Kuilen 2004, Experimental Economics 7(2):171–188',
  applies: 'ultimatum-game with method minimum; role responder; ask minimum',
  work(run, told) {
    if (run.plan.scenario.name === 'ultimatum-game')
      tellShares(run, 'minimum', told, 'no own decision on a least offer')
  },
}

const rejectionRate: Measure<RunRead> = {
  name: 'rejection-rate',
  means: 'how often an offer is rejected',
  ...A_SHARE,
  of: 'seat',
  definition: `Of the offers that a responder answered, the share that it rejected. With method each-offer these are all possible offers, not those that were made. ${OWN}`,
  undefinedWhen: 'no own answer to an offer',
  citation: 'Oosterbeek, Sloof & van de Kuilen 2004, Experimental Economics 7(2):171–188',
  applies: 'ultimatum-game with methods direct and each-offer; role responder; ask respond',
  work(run, told) {
    const decided = decidedIn(run, 'respond')
    for (const seat of new Set(decided.map((one) => one.seat))) {
      const own = decided.filter((one) => one.seat === seat && one.isOwn && one.value !== null)
      const rejected = own.filter(({ value }) => value === 'reject').length
      tellShare(told, seat, '', rejected, own.length, 'no own answer to an offer')
    }
  },
}

const BANDS = ['0–20 %', '20–40 %', '40–60 %', '60–100 %'] as const

const rejectionByOffer: Measure<RunRead> = {
  name: 'rejection-rate-by-offer',
  means: 'how often offers are rejected, by the share that was offered',
  ...A_SHARE,
  of: 'seat',
  by: 'band of the offered share, its lower end excluded but for 0',
  definition: `Of the offers in a band that a responder answered, the share that it rejected: from 0 to 20 per cent of the pie, above 20 to 40, above 40 to 60, above 60. ${OWN} Bands without an answer have no value.`,
  undefinedWhen: 'never; bands without a value are left out',
  citation: 'Oosterbeek, Sloof & van de Kuilen 2004, Experimental Economics 7(2):171–188',
  applies: 'ultimatum-game with method direct; role responder; asks offer and respond',
  work(run, told) {
    const answers = decidedIn(run, 'respond')
    for (const seat of new Set(answers.map((one) => one.seat))) {
      const counts = BANDS.map(() => ({ all: 0, rejected: 0 }))
      for (const { share, rejected } of answeredOffers(run, seat)) {
        const place = share <= 0.2 ? 0 : share <= 0.4 ? 1 : share <= 0.6 ? 2 : 3
        const count = counts[place]
        if (count === undefined) continue
        count.all++
        if (rejected) count.rejected++
      }
      counts.forEach(({ all, rejected }, i) => {
        if (all > 0) told(seat, BANDS[i] ?? '', rejected / all)
      })
    }
  },
}

/** Offers with their answers, where each offer is answered by one answer right after it. */
function answeredOffers(run: RunRead, seat: number): { share: number; rejected: boolean }[] {
  const found: { share: number; rejected: boolean }[] = []
  let share: number | null = null
  const responder = run.seats[seat]?.participant
  const tellsMost = new Map<string, number>()
  for (const list of run.ticks) {
    for (const entry of list) {
      if (entry.kind === 'decision-asked' && entry.ask === 'offer') {
        if (entry.form.kind === 'amount') tellsMost.set(entry.of, entry.form.max)
      } else if (entry.kind === 'decision-taken' || entry.kind === 'decision-defaulted') {
        if (entry.ask === 'offer') {
          const most = tellsMost.get(entry.of) ?? NaN
          share = typeof entry.value === 'number' && most > 0 ? entry.value / most : null
        } else if (entry.ask === 'respond' && entry.of === responder) {
          const isOwn = entry.status === 'valid' || entry.status === 'reasked'
          if (isOwn && share !== null) found.push({ share, rejected: entry.value === 'reject' })
          share = null
        }
      }
    }
  }
  return found
}

const riskRate: Measure<RunRead> = {
  name: 'risk-taken',
  means: 'whether the risk is taken',
  ...A_SHARE,
  of: 'seat',
  definition: `1 where the chooser takes the risk, 0 where it takes what is certain. ${OWN}`,
  undefinedWhen: 'no own choice',
  citation: 'Bohnet & Zeckhauser 2004, Journal of Economic Behavior & Organization 55(4):467–484',
  applies: 'lottery-choice with method choice; role chooser; ask choice',
  work(run, told) {
    if (run.plan.scenario.name !== 'lottery-choice') return
    for (const { seat, value, isOwn } of decidedIn(run, 'choice')) {
      if (isOwn) told(seat, '', value === 'risky' ? 1 : 0)
      else told(seat, '', null, 'no own choice')
    }
  },
}

const acceptableRisk: Measure<RunRead> = {
  name: 'acceptable-probability',
  means: 'least probability of a good outcome for which the risk is taken',
  ...A_SHARE,
  unit: 'probability',
  of: 'seat',
  definition: `The least probability that the chooser named (in per cent), divided by 100. ${OWN}`,
  undefinedWhen: 'no own decision',
  citation: 'Bohnet & Zeckhauser 2004, Journal of Economic Behavior & Organization 55(4):467–484',
  applies: 'lottery-choice with method minimum; role chooser; ask minimum',
  work(run, told) {
    if (run.plan.scenario.name === 'lottery-choice')
      tellShares(run, 'minimum', told, 'no own decision')
  },
}

export const givingMeasures: readonly Measure<RunRead>[] = [
  givenShare,
  offeredShare,
  minimumShare,
  rejectionRate,
  rejectionByOffer,
  riskRate,
  acceptableRisk,
]
