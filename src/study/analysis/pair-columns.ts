/** The columns in which tests of pairs are told, on terminals and on pages. */
import type { PairTest } from './treatment-tests.ts'

export const PAIR_HEAD = [
  'treatment',
  'role',
  'ask',
  'outcome',
  'runs',
  'U',
  'p',
  'p (Holm)',
  'p (permuted)',
] as const

/** A cell for each column; `~` marks what is not exact. */
export function pairCells(one: PairTest): string[] {
  const isDrawn = one.permutationP !== null && one.permutationMethod !== 'exact'
  return [
    one.to,
    one.role,
    one.ask ?? '',
    one.outcome,
    `${one.toRuns}, ${one.fromRuns}`,
    one.u === null ? '–' : String(one.u),
    `${pText(one.p)}${one.pMethod === 'normal' ? ' ~' : ''}`,
    pText(one.holmP),
    `${pText(one.permutationP)}${isDrawn ? ' ~' : ''}`,
  ]
}

/** To three places; below 0.001 it says so. */
export function pText(p: number | null): string {
  if (p === null) return '–'
  return p < 0.001 ? '<0.001' : p.toFixed(3)
}
