/** Declared probes become those of a plan. */
import type { Probe } from '../../record/probe.ts'
import { answerFormOf } from './declared-probe.ts'
import type { Experiment } from './define-experiment.ts'
import { note, phaseProblem, roundProblem } from './play-span.ts'
import type { FieldProblem } from './problems.ts'
import type { Cell } from './resolve-interventions.ts'

/** The probes that are not switched off, in the order in which they are declared. Problems are added to the cell's. */
export function resolveProbes(
  declared: NonNullable<Experiment['probes']>,
  cell: Omit<Cell, 'seat'>,
): Probe[] {
  return Object.entries(declared).flatMap(([name, probe]) => {
    if (probe === 'off') return []
    const path = ['probes', name]
    checkTime(probe.at, [...path, 'at'], cell)
    const of = cell.seats.several(probe.of, [...path, 'of'])
    if (of === undefined) return []
    const { at, question } = probe
    return [{ name, of, at, question, form: answerFormOf(probe.answer) }]
  })
}

function checkTime(
  at: Probe['at'],
  path: FieldProblem['path'],
  { span, problems }: Omit<Cell, 'seat'>,
): void {
  if (typeof at === 'string') return
  if ('phase' in at) note(problems, [...path, 'phase'], phaseProblem(at.phase, span))
  else
    at.rounds.forEach((one, i) => note(problems, [...path, 'rounds', i], roundProblem(one, span)))
}
