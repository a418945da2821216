/** Measures of trust: what is sent, and what is made of it together. */
import { A_SHARE, tellShare, type Measure, type MeasureDefinition } from './measure.ts'
import { NO_MULTIPLIER, OWN, BERG, tellMean } from './trust-words.ts'
import type { Meeting, TrustRun } from './trust.ts'

const SENDS: Pick<MeasureDefinition, 'of' | 'applies'> = {
  of: 'seat',
  applies: 'trust-game and imported trust groups; whoever sends; ask send',
}
const NO_SEND = 'no own decision to send'

/** Hands over the rounds in which a seat had a part, with its own amounts only. */
function eachTrustor(
  { run, meetings }: TrustRun,
  work: (seat: number, own: readonly Meeting[]) => void,
): void {
  run.seats.forEach((_, seat) => {
    const mine = meetings.filter(({ trustor }) => trustor === seat)
    if (mine.length > 0)
      work(
        seat,
        mine.filter(({ sent }) => sent?.isOwn === true),
      )
  })
}

const sentShare: Measure<TrustRun> = {
  name: 'sent-share',
  means: 'share of the money that is sent',
  ...A_SHARE,
  ...SENDS,
  definition: `The mean over rounds of what was sent divided by the most that could be sent (the endowment, or the balance where it is carried over). ${OWN}`,
  undefinedWhen: `${NO_SEND}, or nothing could be sent`,
  citation: BERG,
  work: (trust, told) =>
    eachTrustor(trust, (seat, own) =>
      tellMean(
        told,
        seat,
        own.flatMap(({ sent }) =>
          sent === null || !(sent.most > 0) ? [] : sent.value / sent.most,
        ),
        NO_SEND,
      ),
    ),
}

const sentAmount: Measure<TrustRun> = {
  name: 'sent-amount',
  means: 'amount that is sent',
  unit: 'money of the game per round',
  range: [0, null],
  holds: 'number',
  ...SENDS,
  definition: `The mean over rounds of what was sent. ${OWN}`,
  undefinedWhen: NO_SEND,
  citation: BERG,
  work: (trust, told) =>
    eachTrustor(trust, (seat, own) =>
      tellMean(
        told,
        seat,
        own.flatMap(({ sent }) => sent?.value ?? []),
        NO_SEND,
      ),
    ),
}

const sentByRound: Measure<TrustRun> = {
  name: 'sent-share-by-round',
  means: 'share of the money that is sent, round by round',
  ...A_SHARE,
  ...SENDS,
  by: 'round',
  definition: `What was sent in a round divided by the most that could be sent. Rounds are counted from 1; a round without an own decision has no value. ${OWN}`,
  undefinedWhen: 'never; rounds without a value are left out',
  citation: null,
  work: (trust, told) =>
    eachTrustor(trust, (seat, own) => {
      for (const { sent, round } of own)
        if (sent !== null && sent.most > 0) told(seat, round, sent.value / sent.most)
    }),
}

const efficiency: Measure<TrustRun> = {
  name: 'trust-efficiency',
  means: 'how much of the possible gain from trust is made',
  ...A_SHARE,
  of: 'run',
  applies: SENDS.applies,
  definition:
    'The joint payoff minus that of no trust, divided by that of full trust minus that of no trust: since every unit sent adds multiplier − 1, whatever comes back, it is the sum over pairs and rounds of what was sent divided by the sum of what could be sent. What was sent counts, whoever decided it; rounds in which nothing was decided or the return is missing are void and left out.',
  undefinedWhen: 'no round was played to its end, or the multiplier is not above 1 or not known',
  citation: 'No trust is the equilibrium of selfish players: Berg, Dickhaut & McCabe 1995',
  work: ({ meetings, multiplier }, told) => {
    if (multiplier === null) return told(-1, '', null, NO_MULTIPLIER)
    if (multiplier <= 1) return told(-1, '', null, 'a multiplier of at most 1: trust gains nothing')
    let [sum, most] = [0, 0]
    for (const { sent, returned } of meetings) {
      if (sent === null || (returned === null && sent.value > 0)) continue
      sum += sent.value
      most += sent.most
    }
    tellShare(told, -1, '', sum, most, 'no round was played to its end')
  },
}

export const sendMeasures: readonly Measure<TrustRun>[] = [
  sentShare,
  sentAmount,
  sentByRound,
  efficiency,
]
