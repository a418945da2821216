/** Profiles of coded behaviour, for terminals. */
import type { ProfilesReport } from '../../study/analysis/compare-profiles.ts'
import { fitTable, wrapWords } from './report/fit-table.ts'
import { tablesText } from './report/tests-text.ts'

/** Rates of each participant, similarity of each run, treatments and their tests. */
export function profilesText(report: ProfilesReport): string[] {
  const { codebook, version, coder, codes, profiles, runs, runsLeftOut, treatments, tests } = report
  return [
    ...wrapWords(`${codebook} ${version}, coded by ${coder}: share of a participant’s coded units`),
    ...fitTable(
      ['treatment', 'run', 'participant', ...codes],
      profiles.map(({ treatment, run, participant, rates }) => [
        treatment,
        run,
        participant,
        ...rates.map((rate) => (rate === null ? '–' : rate.toFixed(2))),
      ]),
      3,
    ),
    '\nHow alike the participants of a run are: mean cosine over pairs of profiles',
    ...fitTable(
      ['treatment', 'run', 'similarity', 'participants', 'left out'],
      runs.map(({ treatment, run, similarity, agents, dropped, reason }) => [
        treatment,
        run,
        similarity === null ? `– (${reason})` : similarity.toFixed(3),
        agents,
        dropped.join(' '),
      ]),
      2,
    ),
    ...wrapWords(
      'Left out: who shows none of the behaviour has no direction, and who was not coded in all codes has no profile.',
    ),
    ...(runsLeftOut === 0
      ? []
      : wrapWords(`Coded runs that are forks or did not finish, left out: ${runsLeftOut}.`)),
    '\nBy treatment: mean over runs, 95 % interval; the run is the unit of inference',
    ...fitTable(
      ['treatment', 'runs', 'similarity'],
      treatments.map(({ treatment, similarity: { mean, runs: count, interval } }) => [
        treatment,
        count,
        mean === null
          ? '–'
          : `${mean.toFixed(3)}${interval === null ? '' : ` [${interval.map((end) => end.toFixed(3)).join(', ')}]`}`,
      ]),
      1,
    ),
    ...tablesText(tests),
  ]
}
