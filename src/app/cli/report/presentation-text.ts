/** The parts of a report that tell how counterbalancing came out, and whether labels and order made a difference. */
import type { Balance } from '../../../study/analysis/balance.ts'
import type { PresentationEffect } from '../../../study/analysis/presentation.ts'
import { signed } from './differences-text.ts'
import { fitTable, wrapWords } from './fit-table.ts'
import { reasonsText } from './tests-text.ts'

/** Nothing where nothing was counterbalanced. `isLong`: only what is not balanced is told row by row. */
export function balanceText(balance: readonly Balance[], isLong: boolean): string[] {
  if (balance.length === 0) return []
  const uneven = balance.filter(({ balanced }) => !balanced)
  const told = isLong ? uneven : balance
  const summary =
    uneven.length === 0
      ? `All ${balance.length} are balanced: the numbers of finished runs of the variants differ by one at most.`
      : `${uneven.length} of ${balance.length} are not balanced: more than one run apart.`
  return [
    '\nCounterbalancing: finished runs of each variant, by treatment',
    ...(told.length === 0
      ? []
      : fitTable(
          ['treatment', 'of', 'variants', 'finished', 'started', 'balanced'],
          told.map(({ treatment, thing, variants, balanced }) => [
            treatment,
            thing,
            variants.map(({ variant }) => variant).join(' / '),
            variants.map(({ finished }) => finished).join(' / '),
            variants.map(({ started }) => started).join(' / '),
            balanced ? 'yes' : 'no',
          ]),
          2,
        )),
    ...wrapWords(summary),
  ]
}

/** Nothing where options were always shown in one way. */
export function presentationText(effects: readonly PresentationEffect[]): string[] {
  if (effects.length === 0) return []
  return [
    '\nLabels and order: the share of an option where it was shown one way, and another',
    ...fitTable(
      ['role', 'ask', 'option', 'shown', 'against', 'runs', 'share', 'share against', 'difference'],
      effects.map((one) => [
        one.role,
        one.ask,
        one.option,
        one.kind === 'order' ? `${one.shown} in order` : `as ${one.shown}`,
        one.kind === 'order'
          ? one.against
          : one.against === 'other labels'
            ? one.against
            : `as ${one.against}`,
        `${one.runs}, ${one.runsAgainst}`,
        one.share === null ? '–' : one.share.toFixed(2),
        one.shareAgainst === null ? '–' : one.shareAgainst.toFixed(2),
        differenceText(one),
      ]),
      3,
    ),
    ...reasonsText(effects),
    ...wrapWords(
      'Shares within finished runs, then means over runs. Differences within treatments (least squares with treatments as blocks, 95 % interval by Student’s t), or within runs where more ' +
        'runs saw both ways. An interval that leaves out 0 says that how the option was shown made a difference; none of this is corrected for how many there are.',
    ),
  ]
}

function differenceText({ difference, interval }: PresentationEffect): string {
  if (difference === null) return '–'
  return interval === null
    ? signed(difference)
    : `${signed(difference)} [${signed(interval[0])}, ${signed(interval[1])}]`
}
