/** What stands above a run: which one it is, who sits in it, and where it stands. */
import type { RunSummary } from '../../../io/store/store.ts'
import type { Names } from '../../../record/names.ts'
import { everySeatOf } from '../../../record/plan.ts'
import { seatTold, type SeatTold } from '../seat-told.ts'
import { pageTicksOf } from './run-pages.ts'

/** One who sits in the run. */
export interface HeadSeat extends SeatTold {
  /** True where an intervention seats it, in the place of another. */
  readonly comesLater: boolean
}

export interface RunHead {
  readonly runId: string
  readonly experiment: string
  readonly scenario: { readonly name: string; readonly version: number }
  readonly treatment: string
  readonly replicate: number
  readonly seed: number
  readonly semantics: number
  /** `started` until it has ended. */
  readonly status: string
  /** Why it was aborted or failed. */
  readonly why: string | null
  /** 64 hexadecimal digits; null until it has ended. */
  readonly recordHash: string | null
  readonly startedAt: string
  readonly endedAt: string | null
  readonly ticks: number
  /** All entries of the record, that it started and ended among them. */
  readonly entries: number
  readonly seats: readonly HeadSeat[]
  readonly fork: { readonly parent: string; readonly tick: number } | null
  /** The format of the file that it was read from; null where it was played. */
  readonly importedFrom: string | null
  /** How many ticks stand on a page of its transcript. */
  readonly pageTicks: number
  /** The place of the first entry of each page. */
  readonly pageSeqs: readonly number[]
}

export interface Places {
  readonly entries: number
  readonly pageSeqs: readonly number[]
  readonly names: Names
}

export function runHead(run: RunSummary, { entries, pageSeqs, names }: Places): RunHead {
  const { plan, runId, status, why, recordHash, startedAt, endedAt, ticks, semantics } = run
  const { experiment, scenario, treatment, replicate, seed, fork, imported, seats } = plan
  return {
    ...{ runId, experiment, scenario, treatment, replicate, seed, semantics },
    ...{ status, why, recordHash, startedAt, endedAt, ticks, entries },
    seats: everySeatOf(plan).map((seat, place) => ({
      ...seatTold(seat, names),
      comesLater: place >= seats.length,
    })),
    fork: fork ?? null,
    importedFrom: imported?.format ?? null,
    pageTicks: pageTicksOf(seats.length),
    pageSeqs,
  }
}

/** The runs around a run, in the order of the design. */
export interface RunNeighbours {
  readonly before: string | null
  readonly after: string | null
  readonly forks: readonly { readonly runId: string; readonly tick: number }[]
}
