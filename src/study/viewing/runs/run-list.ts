/** The list of a record's runs, as pages and their search want it: those that were planned and not begun among them. */

/** `planned`: not begun. `started`: begun and not ended. */
export type RunStatus = 'planned' | 'started' | 'finished' | 'aborted' | 'failed'

export const RUN_STATUSES: readonly RunStatus[] = [
  'planned',
  'started',
  'finished',
  'aborted',
  'failed',
]

export interface ListedRun {
  readonly runId: string
  /** Its place among the treatments of the list. */
  readonly treatment: number
  /** From 1. */
  readonly replicate: number
  readonly status: RunStatus
  readonly ticks: number
  /** Wall time, ISO 8601, UTC. */
  readonly startedAt: string | null
  readonly endedAt: string | null
  readonly why: string | null
  /** Its place among the casts of the list; null for a run that was not begun, whose cast the record does not say. */
  readonly cast: number | null
  /** The run it shares its first ticks with. */
  readonly forkOf: string | null
  /** The points of all its participants together; null where nobody was awarded any, absent where they were not added up. */
  readonly earnings?: number | null
}

export interface ListedTreatment {
  readonly name: string
  /** In the order of the list's factors, in words; null where the treatment does not set the factor. */
  readonly levels: readonly (string | null)[]
  /** How many runs were planned; null where the record does not say. */
  readonly planned: number | null
}

/** Who sat in some runs; runs of one design share it. */
export interface ListedCast {
  /** `provider/model`, each once. */
  readonly models: readonly string[]
  /** Agents by their names, each once. */
  readonly agents: readonly string[]
  /** Texts that say who agents are, and the names that these have, each once. */
  readonly personas: readonly string[]
}

export interface ListedFactor {
  /** The path that it sets, such as `cast.row`. */
  readonly path: string
  /** As much of the path's end as tells it from the others. */
  readonly name: string
}

export interface RunList {
  readonly factors: readonly ListedFactor[]
  /** True where all combinations of levels are played, so that the levels say all that the treatments' names say. */
  readonly isCrossed: boolean
  /** In the order of the experiment. */
  readonly treatments: readonly ListedTreatment[]
  readonly casts: readonly ListedCast[]
  /** By treatment and replicate; what was played on its own before its forks. */
  readonly runs: readonly ListedRun[]
}

export type StatusCounts = Readonly<Record<RunStatus, number>>

export function statusCounts(runs: Iterable<Pick<ListedRun, 'status'>>): StatusCounts {
  const counts = { planned: 0, started: 0, finished: 0, aborted: 0, failed: 0 }
  for (const { status } of runs) counts[status]++
  return counts
}

/** The places of treatments that were planned or played on their own; all others came about by forks. */
export function ownTreatments({ runs, treatments }: RunList): number[] {
  const own = new Set<number>()
  for (const { treatment, forkOf } of runs) if (forkOf === null) own.add(treatment)
  return treatments.flatMap(({ planned }, place) =>
    planned !== null || own.has(place) ? [place] : [],
  )
}
