/** Plays experiments with people in tests: real links, a real server, and somebody behind every link. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Provider } from '../../../io/model/provider.ts'
import type { Row } from '../../../io/store/tables.ts'
import {
  defineExperiment,
  type ExperimentInput,
} from '../../../play/experiment/define-experiment.ts'
import { openSqliteTables } from '../../adapters.ts'
import { loadScenario } from '../../catalogue.ts'
import { runExperiment, type RunOptions, type RunReport } from '../../run-experiment.ts'
import { openSeats, type SeatLink } from '../open-seats.ts'
import { sitThrough, type Manner, type SatThrough } from './person.ts'

export interface Lab {
  place(name: string): string
  remove(): void
}

export function openLab(): Lab {
  const folder = mkdtempSync(join(tmpdir(), 'coterie-people-'))
  return {
    place: (name) => join(folder, name),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

export interface Attended {
  readonly report: RunReport
  readonly links: readonly SeatLink[]
  /** What everybody saw, in the order of the links; empty where nobody was to sit through it. */
  readonly people: readonly SatThrough[]
}

interface AttendedOptions extends Pick<RunOptions, 'stop' | 'concurrency' | 'processes' | 'pilot'> {
  readonly providers?: readonly Provider[]
  /** How the person behind a link behaves; undefined for one who does not come. */
  readonly manner?: (link: SeatLink) => Manner | undefined
  /** Told the links as soon as they are open. */
  readonly onLinks?: (links: readonly SeatLink[]) => void
}

/** Plays an experiment into a record while people sit behind its links. */
export async function playAttended(
  db: string,
  input: ExperimentInput,
  { manner, onLinks, ...options }: AttendedOptions = {},
): Promise<Attended> {
  const experiment = defineExperiment(input)
  const scenario = await loadScenario(experiment.scenario)
  const links: SeatLink[] = []
  const sitting: Promise<SatThrough>[] = []
  const report = await runExperiment(
    { experiment, scenario, own: [], explain: (error) => error },
    {
      ...options,
      db,
      reachPeople: openSeats({
        onOpened(opened) {
          links.push(...opened)
          onLinks?.(opened)
          for (const link of opened) {
            const how = manner?.(link)
            if (how !== undefined) sitting.push(sitThrough(link.link, how))
          }
        },
      }),
    },
  )
  return { report, links, people: await Promise.all(sitting) }
}

/** The rows of a public table. */
export function rowsIn(db: string, table: string): Row[] {
  const tables = openSqliteTables(db)
  try {
    return [...tables.rows(table)]
  } finally {
    tables.close()
  }
}
