/** Shares of strategies by treatment and role, as a terminal shows them. */
import type { RoleStrategies } from '../../../study/analysis/measures/population-strategies.ts'
import { fitTable, wrapWords } from '../report/fit-table.ts'

/** Smaller shares are left out. */
const LEAST = 0.005

export function strategiesText(all: readonly RoleStrategies[]): string[] {
  const rows = all.flatMap(({ treatment, role, found }) =>
    [...(found?.shares ?? [])]
      .filter(({ share }) => share >= LEAST)
      .sort((a, b) => b.share - a.share)
      .map(({ names, share, interval }) => [
        treatment,
        role,
        found?.runs ?? 0,
        interval === null
          ? share.toFixed(2)
          : `${share.toFixed(2)} [${interval.map((one) => one.toFixed(2)).join(', ')}]`,
        (found?.error ?? 0).toFixed(3),
        names.join(' = '),
      ]),
  )
  if (rows.length === 0) return []
  return [
    '\nStrategies in the population: shares that make all decisions of a role likeliest, with one rate of errors',
    ...fitTable(['treatment', 'role', 'runs', 'share', 'errors', 'strategy'], rows, 3),
    '',
    ...wrapWords(
      'Strategy frequency estimation method (Dal Bó & Fréchette 2011, American Economic Review 101(1):411–429); 95 % intervals by 200 resamples of runs, seed 1. Those joined by = contradict the same decisions and cannot be told apart. Shares below 0.005 are left out.',
    ),
  ]
}
