/** Tells refusals that come whatever the load is from those that a smaller load would spare. */

export interface ChanceRefusals {
  /** While it finds out how many come by chance, the load shall not grow. */
  readonly isTesting: boolean
  begun(): void
  replied(): void
  /** True where no more were refused than come by chance: such a refusal says nothing of the load. */
  refused(): boolean
  /** The load was made smaller, to so many calls in flight; `mayTest`: what is refused then may be tested. */
  lightened(limit: number, mayTest: boolean): void
}

/** More than this share of refusals is never put down to chance. */
const MOST_BY_CHANCE = 0.4
/** Nor this one while one call at a time is tested: a smaller load than that takes longer to find. */
const MOST_AT_ONE = 0.3
/** What is taken for chance beyond the share. */
const BENEFIT_OF_DOUBT = 1
/** A test lasts for a round trip's worth of replies, this many at least. */
const FEWEST_REPLIES = 20
/** One refusal in a test proves nothing. */
const FEWEST_REFUSALS = 2
/** A smaller load was in vain, it seems, where it is refused again within two round trips, or so many calls if that is more. */
const ROUND_TRIPS_IN_VAIN = 2
const FEWEST_IN_VAIN = 10

/**
 * Some servers refuse a share of calls for reasons that are not ours, as those do that hand calls on to others. A smaller load is an experiment: it ends
 * refusals that were due to load, and changes nothing about chance. Where it was made smaller twice in a row, what is refused is counted for a
 * round trip at a load that stays the same. That share is chance from then on: each call that begins brings a credit of it, each
 * refusal spends 1, and who has no credit left is refused for load.
 */
export function chanceRefusals(): ChanceRefusals {
  /** Since the load was made smaller, or a test came to its end. */
  let begun = 0
  let replies = 0
  let refusals = 0
  /** Undefined during a test. */
  let share: number | undefined = 0
  let credit = 0
  let mostCredit = 0
  let roundTrip = 0
  let isDoubted = false

  function endTest(): void {
    // A standard deviation more than there were, because few were counted.
    const found = (refusals + Math.sqrt(refusals)) / (replies + refusals)
    share = refusals < FEWEST_REFUSALS ? 0 : Math.min(MOST_BY_CHANCE, found)
    mostCredit = share === 0 ? 0 : Math.max(BENEFIT_OF_DOUBT, share * testLength())
    credit = mostCredit
    isDoubted = share > 0
    begun = 0
  }

  const testLength = (): number => Math.max(FEWEST_REPLIES, roundTrip)

  return {
    get isTesting() {
      return share === undefined
    },
    begun: () => {
      begun++
      if (share !== undefined) credit = Math.min(mostCredit, credit + share)
    },
    replied: () => {
      replies++
      if (share === undefined && replies >= testLength()) endTest()
    },
    refused: () => {
      refusals++
      if (share === undefined)
        return refusals <= BENEFIT_OF_DOUBT + (roundTrip < 2 ? MOST_AT_ONE : MOST_BY_CHANCE) * begun
      if (credit < 1) return false
      credit--
      return true
    },
    lightened: (limit, mayTest) => {
      const wasInVain = begun <= Math.max(FEWEST_IN_VAIN, ROUND_TRIPS_IN_VAIN * roundTrip)
      share = mayTest && isDoubted && wasInVain ? undefined : 0
      isDoubted = true
      roundTrip = limit
      begun = replies = refusals = credit = mostCredit = 0
    },
  }
}
