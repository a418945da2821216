/** Measures of reciprocity: what is returned of what was sent. */
import { A_SHARE, tellShare, type Measure, type MeasureDefinition } from './measure.ts'
import { slopeOf } from './slope.ts'
import { NO_MULTIPLIER, OWN, BERG, tellMean } from './trust-words.ts'
import type { Meeting, TrustRun } from './trust.ts'

const RETURNS: Pick<MeasureDefinition, 'of' | 'applies'> = {
  of: 'seat',
  applies: 'trust-game and imported trust groups; whoever returns; ask return',
}
const NO_RETURN = 'no own decision to return where something was sent'

/** A reply to something: rounds in which nothing could be returned are not among them. */
function eachTrustee(
  { run, meetings }: TrustRun,
  work: (seat: number, own: readonly Reply[]) => void,
): void {
  run.seats.forEach((_, seat) => {
    const mine = meetings.filter(({ trustee }) => trustee === seat)
    if (mine.length > 0) work(seat, mine.flatMap(replyIn))
  })
}

interface Reply {
  readonly sent: number
  readonly received: number | null
  readonly returned: number
}

function replyIn({ sent, received, returned }: Meeting): Reply[] {
  if (sent === null || sent.value <= 0 || returned?.isOwn !== true) return []
  return [{ sent: sent.value, received, returned: returned.value }]
}

const returnedShare: Measure<TrustRun> = {
  name: 'returned-share',
  means: 'share of what was received that is returned',
  ...A_SHARE,
  ...RETURNS,
  definition: `The mean over rounds in which something was sent of what was returned divided by what was received, after multiplication. ${OWN}`,
  undefinedWhen: `${NO_RETURN}; ${NO_MULTIPLIER}`,
  citation: BERG,
  work: (trust, told) =>
    eachTrustee(trust, (seat, own) => {
      if (trust.multiplier === null) told(seat, '', null, NO_MULTIPLIER)
      else tellMean(told, seat, own.flatMap(shareReturned), NO_RETURN)
    }),
}

function shareReturned({ received, returned }: Reply): number[] {
  return received === null || received <= 0 ? [] : [returned / received]
}

const returnedByRound: Measure<TrustRun> = {
  name: 'returned-share-by-round',
  means: 'share of what was received that is returned, round by round',
  ...A_SHARE,
  ...RETURNS,
  by: 'round',
  definition: `What was returned in a round divided by what was received. A round in which nothing was sent, or without an own decision, has no value. ${OWN}`,
  undefinedWhen: 'never; rounds without a value are left out',
  citation: null,
  work: (trust, told) => {
    for (const meeting of trust.meetings)
      for (const share of replyIn(meeting).flatMap(shareReturned))
        if (meeting.trustee >= 0) told(meeting.trustee, meeting.round, share)
  },
}

const returnRatio: Measure<TrustRun> = {
  name: 'return-ratio',
  means: 'what is returned for each unit that was sent',
  unit: 'ratio',
  range: [0, null],
  holds: 'number',
  ...RETURNS,
  definition: `The mean over rounds in which something was sent of what was returned divided by what was sent: 1 where the trustor gets back what it gave. ${OWN}`,
  undefinedWhen: NO_RETURN,
  citation: BERG,
  work: (trust, told) =>
    eachTrustee(trust, (seat, own) =>
      tellMean(
        told,
        seat,
        own.map(({ returned, sent }) => returned / sent),
        NO_RETURN,
      ),
    ),
}

const trustPaid: Measure<TrustRun> = {
  name: 'trust-paid-rate',
  means: 'how often at least as much is returned as was sent',
  ...A_SHARE,
  ...RETURNS,
  definition: `The share of rounds in which something was sent and what was returned is not less. ${OWN}`,
  undefinedWhen: NO_RETURN,
  citation: BERG,
  work: (trust, told) =>
    eachTrustee(trust, (seat, own) => {
      const some = own.filter(({ returned, sent }) => returned >= sent).length
      tellShare(told, seat, '', some, own.length, NO_RETURN)
    }),
}

const reciprocitySlope: Measure<TrustRun> = {
  name: 'reciprocity-slope',
  means: 'how the returned share grows with what was sent',
  unit: 'change of the returned share for the whole that could be sent',
  range: [null, null],
  holds: 'number',
  ...RETURNS,
  definition: `The least-squares slope, over the rounds of the run, of the share of what was received that is returned, on the share of what could be sent that was sent. Positive where more trust is answered by more generosity. ${OWN}`,
  undefinedWhen: `fewer than three rounds in which something was sent and answered, what was sent does not vary, or ${NO_MULTIPLIER}`,
  citation:
    'Ordinary least squares; as regression of returns on amounts in Berg, Dickhaut & McCabe 1995',
  work: (trust, told) => {
    trust.run.seats.forEach((_, seat) => {
      const mine = trust.meetings.filter(({ trustee }) => trustee === seat)
      if (mine.length === 0) return
      if (trust.multiplier === null) return told(seat, '', null, NO_MULTIPLIER)
      const points = mine.flatMap((meeting) =>
        replyIn(meeting).flatMap((reply) =>
          shareReturned(reply).map(
            (share) => [reply.sent / (meeting.sent?.most ?? NaN), share] as const,
          ),
        ),
      )
      const slope = slopeOf(points)
      if (slope !== null) return told(seat, '', slope)
      const few = points.length < 3
      told(seat, '', null, few ? 'fewer than three rounds' : 'what was sent does not vary')
    })
  },
}

export const returnMeasures: readonly Measure<TrustRun>[] = [
  returnedShare,
  returnedByRound,
  returnRatio,
  trustPaid,
  reciprocitySlope,
]
