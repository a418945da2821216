/** The cast takes its seats: roles in the scenario's order, participants numbered p1, p2, …, settings checked and filled in. */
import { UnknownNameError } from '../../base/errors.ts'
import type { Json } from '../../base/canonical-json.ts'
import { ParticipantId } from '../../record/ids.ts'
import type { Seat } from '../../record/seat.ts'
import type { Scenario } from '../scenario/define-scenario.ts'
import type { Catalogue } from './catalogue.ts'
import type { AgentRef, Experiment } from './define-experiment.ts'
import { ExperimentError, keysOf, problemsOf, type FieldProblem } from './problems.ts'

type Described = Omit<Seat, 'participant' | 'role'>

/**
 * Seats the cast of an experiment.
 * @throws ExperimentError that names every role, policy, setting or persona that cannot be.
 */
export function seatCast(experiment: Experiment, scenario: Scenario, catalogue: Catalogue): Seat[] {
  const problems: FieldProblem[] = []
  const roles = Object.keys(scenario.roles)
  for (const role of Object.keys(experiment.cast)) {
    if (roles.includes(role)) continue
    const error = new UnknownNameError(
      'role',
      role,
      roles,
      `These are the roles of ${scenario.name}.`,
    )
    problems.push({ path: ['cast', role], message: error.message })
  }
  const seats: Seat[] = []
  for (const [role, size] of Object.entries(scenario.roles)) {
    const cast = experiment.cast[role]
    const agents = cast === undefined ? [] : Array.isArray(cast) ? cast : [cast]
    if (agents.length < size.min || agents.length > size.max) {
      const wanted = size.min === size.max ? `${size.min}` : `${size.min} to ${size.max}`
      problems.push({
        path: cast === undefined ? ['cast'] : ['cast', role],
        message: `role "${role}" takes ${wanted} agent${wanted === '1' ? '' : 's'}, the cast gives ${agents.length}`,
      })
    }
    agents.forEach((agent, i) => {
      const path = Array.isArray(cast) ? ['cast', role, i] : ['cast', role]
      const described = describe(agent, catalogue, path, problems)
      if (described === undefined) return
      seats.push({ participant: ParticipantId.parse(`p${seats.length + 1}`), role, ...described })
    })
  }
  if (problems.length > 0) throw new ExperimentError(problems)
  return seats
}

function describe(
  ref: AgentRef,
  catalogue: Catalogue,
  path: (string | number)[],
  problems: FieldProblem[],
): Described | undefined {
  const { policy, agent, persona, name, ...own } = typeof ref === 'string' ? { agent: ref } : ref
  const settings = own as Record<string, Json>
  const words =
    persona === undefined ? null : personaText(persona, catalogue, [...path, 'persona'], problems)
  if (policy !== undefined) {
    return settle(
      nameOf(name, policy, settings),
      policy,
      settings,
      words,
      catalogue,
      path,
      problems,
    )
  }
  const base = catalogue.agents.get(agent as string)
  if (base !== undefined) {
    const merged = { ...base.settings, ...settings }
    return settle(
      name ?? base.name,
      base.policy,
      merged,
      words ?? base.persona,
      catalogue,
      path,
      problems,
    )
  }
  if (catalogue.policies.has(agent as string)) {
    return settle(
      name ?? (agent as string),
      agent as string,
      settings,
      words,
      catalogue,
      path,
      problems,
    )
  }
  const known = [...catalogue.agents.keys(), ...catalogue.policies.keys()]
  const error = new UnknownNameError(
    'agent or strategy',
    agent as string,
    known,
    'See: coterie list agents, coterie list strategies.',
  )
  problems.push({ path, message: error.message })
  return undefined
}

/** Models appear under their own name, everything else under its policy's. What is simulated says so under any name. */
function nameOf(
  name: string | undefined,
  policy: string,
  { model }: Readonly<Record<string, unknown>>,
): string {
  if (policy !== 'llm' || typeof model !== 'string') return name ?? policy
  if (name === undefined) return model
  return model.startsWith('simulated/') && !/simulated/i.test(name) ? `${name} (simulated)` : name
}

/** A name of one word is a persona of the catalogue; anything longer is the persona itself. */
function personaText(
  persona: string,
  catalogue: Catalogue,
  path: (string | number)[],
  problems: FieldProblem[],
): string | null {
  const known = catalogue.personas.get(persona)
  if (known !== undefined) return known.text
  if (/\s/.test(persona.trim())) return persona
  const error = new UnknownNameError(
    'persona',
    persona,
    [...catalogue.personas.keys()],
    'Or write the persona itself, in more than one word.',
  )
  problems.push({ path, message: error.message })
  return null
}

function settle(
  agent: string,
  policy: string,
  settings: Readonly<Record<string, Json>>,
  persona: string | null,
  catalogue: Catalogue,
  path: (string | number)[],
  problems: FieldProblem[],
): Described | undefined {
  const kind = catalogue.policies.get(policy)
  if (kind === undefined) {
    const error = new UnknownNameError(
      'policy',
      policy,
      [...catalogue.policies.keys()],
      'See: coterie list strategies.',
    )
    problems.push({ path: [...path, 'policy'], message: error.message })
    return undefined
  }
  const parsed = kind.settings.safeParse(settings)
  if (!parsed.success) {
    problems.push(...problemsOf(parsed.error, path, keysOf(kind.settings)))
    return undefined
  }
  return { agent, policy, settings: (parsed.data ?? {}) as Record<string, Json>, persona }
}
