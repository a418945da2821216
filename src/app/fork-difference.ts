/** The one named thing in which a fork differs from its parent: `PATH=VALUE` becomes deeds at the tick of the fork. */
import { BadInputError, nearest } from '../base/errors.ts'
import type { Json } from '../base/canonical-json.ts'
import { isHuman } from '../play/agent/policies/human-settings.ts'
import { keysOf, type FieldProblem } from '../play/experiment/problems.ts'
import { namedSeats } from '../play/experiment/seat-names.ts'
import type { Deed } from '../record/intervention.ts'
import { deedsOf } from './fork-deeds.ts'
import type { ForkPlace } from './fork-place.ts'
import { PATH_KINDS, PEOPLE, TEXTS, type PathKind } from './fork-setting.ts'
import { parseText } from './read-document.ts'

/** What is set, and what is done for it. */
export interface Difference {
  /** As it was written: `cast.column`. */
  readonly path: string
  readonly value: Json
  readonly deeds: readonly Deed[]
}

/**
 * Reads `PATH=VALUE`; values are YAML, except words.
 * @throws BadInputError that lists what there is to set.
 */
export function readDifference(text: string, place: ForkPlace): Difference {
  const equals = text.indexOf('=')
  if (equals <= 0) {
    throw new BadInputError(
      `--set ${text}: this is no PATH=VALUE. Write one such as ${examplesOf(place).slice(0, 3).join(', ')}.`,
    )
  }
  const path = text.slice(0, equals).trim()
  return differenceOf(path, valueOf(path, text.slice(equals + 1)), place)
}

/**
 * The deeds of a path and its value.
 * @throws BadInputError with everything that is wrong, and what there is to set.
 */
export function differenceOf(path: string, value: Json, place: ForkPlace): Difference {
  const kind = kindOf(path)
  if (kind === undefined) throw new BadInputError(noSuchPath(path, place))
  const problems: FieldProblem[] = []
  const rest = path.slice(kind.length + 1)
  const seats = namedSeats(place.seats, problems)
  const deeds = deedsOf({ kind, rest, value, place, seats, problems })
  const [first] = deeds
  if (problems.length > 0 || first === undefined) {
    const told = problems.length > 0 ? problems.map(({ message }) => message) : ['sets nothing']
    throw new BadInputError(told.map((message) => `--set ${path}: ${message}`).join('\n'))
  }
  return { path, value, deeds }
}

function kindOf(path: string): PathKind | undefined {
  const [head] = path.split('.')
  return PATH_KINDS.find((kind) => kind === head)
}

/** Words are taken as they are written, or as YAML quotes them; everything else is YAML. */
function valueOf(path: string, text: string): Json {
  const kind = kindOf(path)
  const isWords = kind !== undefined && TEXTS.includes(kind)
  if (isWords && !/^\s*["']/.test(text)) return text.trim()
  const { value } = parseText(`--set ${path}`, text)
  return value as Json
}

function noSuchPath(path: string, place: ForkPlace): string {
  const known = examplesOf(place)
  const guess = nearest(
    path,
    known.map((one) => one.slice(0, one.indexOf('='))),
  )
  const hint = guess === undefined ? '' : ` Did you mean "${guess}"?`
  return `--set ${path}: there is nothing to set there.${hint} There is: ${known.join(', ')}.`
}

/** What there is to set at this place, each with what its value stands for. */
function examplesOf({ seats, scenario, parameters }: ForkPlace): string[] {
  const roles = [...new Set(seats.map(({ role }) => role))]
  const ids = seats.map(({ participant }) => participant)
  const [one = 'p1'] = ids
  const keys = new Set([...keysOf(scenario.parameters), ...Object.keys(parameters)])
  const people = seats.some(isHuman) ? [PEOPLE] : []
  const settable = scenario.amend === undefined ? [] : [...keys]
  return [
    ...[...new Set([...roles, ...people]), ...ids].map((name) => `cast.${name}=AGENT`),
    ...settable.map((name) => `parameters.${name}=VALUE`),
    `answer.${one}=VALUE`,
    `message.${one}=TEXT`,
    `payoff.${one}=POINTS`,
    ...(settable.includes('names') ? [`names.${one}=NAME`] : []),
    `remove=${one}`,
    `crash=${one}`,
    `crash.${one}=NOTICE`,
    'news=TEXT',
  ]
}
