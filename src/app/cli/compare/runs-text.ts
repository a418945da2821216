/** Two runs side by side, for people. */
import { sanitiseLine } from '../../../base/sanitise.ts'
import type {
  ComparedRun,
  DecisionBeside,
  DecisionMade,
  FirstDifference,
  RunsCompared,
  SideBySide,
} from '../../compare-runs.ts'
import { fitTable } from '../report/fit-table.ts'

/** So many decisions are shown unless all are asked for. */
const MOST_ROWS = 40
/** Longer values are cut off. */
const MOST_SHOWN = 80

/** What differs first, then decisions from there on and earnings. */
export function runsText(compared: RunsCompared, isWhole: boolean): string[] {
  const { left, right, plans, sharedTicks, first, earnings } = compared
  const same = sharedTicks === 1 ? '1 tick' : `${sharedTicks} ticks`
  return [
    titleOf('left ', left),
    titleOf('right', right),
    '',
    ...(plans.length === 0 ? [] : ['Plans differ in:', ...plans.map(sideText), '']),
    ...(first === null
      ? [`Every tick is the same: ${same}.`]
      : [
          `The first ${same === '1 tick' ? 'tick is' : `${same} are`} the same. What differs first: ${firstText(compared)}`,
          ...entriesText(first),
          '',
          ...decisionsText(compared, isWhole),
        ]),
    ...(earnings.length === 0
      ? []
      : [
          '',
          'Earnings',
          ...fitTable(
            ['participant', 'role', 'left', 'right', 'difference'],
            earnings.map((one) => [
              one.participant,
              one.role,
              one.left,
              one.right,
              one.left === null || one.right === null ? null : one.right - one.left,
            ]),
            2,
          ),
        ]),
  ]
}

function titleOf(
  side: string,
  { runId, treatment, replicate, status, ticks }: ComparedRun,
): string {
  return sanitiseLine(
    `${side}  ${runId}  ${treatment}, replicate ${replicate}, ${status}, ${ticks} ticks`,
  )
}

function firstText({ first, left, right }: RunsCompared): string {
  if (first === null) return ''
  const { tick, round, place } = first
  const where = `tick ${tick}${round === null ? '' : `, round ${round}`}`
  if (left.ticks <= tick || right.ticks <= tick)
    return `${where}: ${left.ticks <= tick ? 'the left' : 'the right'} run has ended before`
  if (place === null) return `${where}: its round or phase`
  const kinds = [first.left?.kind, first.right?.kind].map((kind) => kind ?? 'nothing')
  return `${where}, entry ${place} (${[...new Set(kinds)].join(' / ')})`
}

/** Two entries of one kind by the values that differ; two that have nothing to do with one another as they are. */
function entriesText({ left, right, differences }: FirstDifference): string[] {
  if (left === null || right === null || left.kind === right.kind) return differences.map(sideText)
  return [left, right].map((entry, side) => {
    const { kind: _, ...others } = entry
    return sanitiseLine(`  ${side === 0 ? 'left' : 'right'}: ${shown(JSON.stringify(others))}`)
  })
}

function sideText({ path, left, right }: SideBySide<string | null>): string {
  return sanitiseLine(`  ${path || '(entry)'}: ${shown(left)} → ${shown(right)}`)
}

function shown(json: string | null): string {
  if (json === null) return 'nothing'
  return json.length > MOST_SHOWN ? `${json.slice(0, MOST_SHOWN).toWellFormed()}…` : json
}

function decisionsText({ decisions, first }: RunsCompared, isWhole: boolean): string[] {
  const from = isWhole ? 0 : (first?.tick ?? 0)
  const told = decisions.filter(({ tick }) => tick >= from)
  if (told.length === 0) return []
  const rows = isWhole ? told : told.slice(0, MOST_ROWS)
  const apart = told.filter(({ differs }) => differs).length
  const more = told.length - rows.length
  return [
    `Decisions${isWhole ? '' : ` from tick ${from} on`}: ${apart} of ${told.length} differ`,
    ...fitTable(
      ['tick', 'round', 'participant', 'role', 'ask', 'left', 'right', ''],
      rows.map(rowOf),
      5,
    ),
    ...(more > 0 ? [`… and ${more} more: --all`] : []),
  ]
}

function rowOf(one: DecisionBeside) {
  const { tick, round, participant, role, ask, left, right, differs } = one
  return [tick, round, participant, role, ask, madeText(left), madeText(right), differs ? '≠' : '']
}

function madeText(made: DecisionMade | null): string {
  if (made === null) return '(not asked)'
  const value = made.value === null ? `(${made.status})` : String(made.value)
  const text = value.length > MOST_SHOWN ? `${value.slice(0, MOST_SHOWN).toWellFormed()}…` : value
  return made.status === 'planted' ? `${text} (planted)` : text
}
