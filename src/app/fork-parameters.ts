/** Parameters of the scenario that a fork sets: the whole of a parameter, or a part of it. */
import type { Json } from '../base/canonical-json.ts'
import { BadInputError, nearest } from '../base/errors.ts'
import { keysOf } from '../play/experiment/problems.ts'
import { seatsByRole } from '../play/scenario/define-scenario.ts'
import { amendedParameters } from '../play/scenario/parameters.ts'
import type { Deed } from '../record/intervention.ts'
import { problem, type Setting } from './fork-setting.ts'

/** The deed that sets what stands at a path of the parameters, as they are at the tick. */
export function parametersSet(path: readonly string[], setting: Setting): readonly Deed[] {
  const { scenario, parameters } = setting.place
  const [name = '', ...inner] = path
  if (scenario.amend === undefined) {
    return problem(
      setting,
      `"${scenario.name}" takes its parameters at the start: none can be changed while it is played`,
    )
  }
  const known = [...new Set([...keysOf(scenario.parameters), ...Object.keys(parameters)])]
  if (!known.includes(name)) {
    const guess = nearest(name, known)
    const hint = guess === undefined ? '' : ` Did you mean "${guess}"?`
    return problem(
      setting,
      `"${scenario.name}" has no parameter "${name}".${hint} It has ${known.join(', ')}.`,
    )
  }
  const changed = within(parameters[name], inner, setting.value)
  if (changed === undefined)
    return problem(
      setting,
      `there is nothing at ${path.join('.')}: ${name} is ${JSON.stringify(parameters[name])}`,
    )
  const set = { [name]: changed }
  try {
    const parsed = amendedParameters(scenario, parameters, set)
    for (const complaint of scenario.problems?.(
      parsed,
      seatsByRole(scenario, setting.place.seats),
    ) ?? [])
      problem(setting, complaint)
  } catch (error) {
    if (!(error instanceof BadInputError)) throw error
    return problem(setting, error.message)
  }
  return [{ do: 'set', parameters: set }]
}

/** The value with another one at a path within it; undefined where there is no such place. */
function within(whole: Json | undefined, path: readonly string[], value: Json): Json | undefined {
  const [key, ...rest] = path
  if (key === undefined) return value
  if (typeof whole !== 'object' || whole === null) return undefined
  if (!Array.isArray(whole)) {
    const object = whole as Readonly<Record<string, Json>>
    const inner = rest.length === 0 ? value : within(object[key], rest, value)
    return inner === undefined ? undefined : { ...object, [key]: inner }
  }
  const place = Number(key)
  if (!Number.isInteger(place) || place < 0 || place >= whole.length) return undefined
  const inner = within(whole[place] as Json, rest, value)
  return inner === undefined ? undefined : (whole.with(place, inner) as Json)
}
