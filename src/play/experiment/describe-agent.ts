/** Who takes a seat: the agent that an experiment names, with its settings checked and filled in. */
import { UnknownNameError } from '../../base/errors.ts'
import type { Json } from '../../base/canonical-json.ts'
import type { Seat } from '../../record/seat.ts'
import { HUMAN } from '../agent/policies/human-settings.ts'
import type { AgentRef, PersonaRef } from './agent-ref.ts'
import { personOf, type BookedPeople, type Booking } from './book-people.ts'
import type { Catalogue } from './catalogue.ts'
import { keysOf, problemsOf, type FieldProblem } from './problems.ts'

/** What a reference is looked up in, and the list that problems are added to. */
export interface Lookup {
  readonly catalogue: Catalogue
  readonly people: BookedPeople
  readonly problems: FieldProblem[]
}

/** The seat that an agent takes; undefined where there is a problem. */
export function describeAgent(
  ref: AgentRef,
  { participant, role }: Pick<Seat, 'participant' | 'role'>,
  lookup: Lookup,
  path: FieldProblem['path'],
): Seat | undefined {
  const { catalogue, people, problems } = lookup
  const { policy, agent, persona, name, ...own } = typeof ref === 'string' ? { agent: ref } : ref
  const settings = own as Record<string, Json>
  const who = persona === undefined ? {} : readPersona(persona, lookup, [...path, 'persona'])
  const seatOf = (
    appears: string,
    kind: string,
    all: Readonly<Record<string, Json>>,
    text: string | null,
  ): Seat | undefined => {
    const checked = settle(kind, all, lookup, path)
    if (checked === undefined || who === undefined) return undefined
    if (kind === HUMAN && (text !== null || persona !== undefined)) {
      problems.push({ path: [...path, 'persona'], message: NO_PERSONA })
      return undefined
    }
    const { booking, ...words } = who
    const described = { agent: appears, policy: kind, settings: checked, persona: text, ...words }
    const seat = { participant, role, ...described }
    if (booking !== undefined) people.seat(seat, booking)
    return seat
  }
  if (policy !== undefined) return seatOf(nameOf(name, policy, settings), policy, settings, null)
  const base = catalogue.agents.get(agent as string)
  if (base !== undefined) {
    const merged = { ...base.settings, ...settings }
    return seatOf(name ?? base.name, base.policy, merged, base.persona)
  }
  if (catalogue.policies.has(agent as string))
    return seatOf(name ?? (agent as string), agent as string, settings, null)
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

const NO_PERSONA =
  'a person is who it is, and is told no persona. Leave it out; what people shall read belongs into the scenario, into prompt or into consent.'

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

type Who = Partial<Pick<Seat, 'persona' | 'personaName' | 'attributes'>> & {
  readonly booking?: Booking
}

/** A name of one word is a persona of the catalogue, or of a sample; anything longer is the persona itself. */
function readPersona(
  persona: PersonaRef,
  { catalogue, people, problems }: Lookup,
  path: FieldProblem['path'],
): Who | undefined {
  if (typeof persona !== 'string') {
    const booking = people.book(persona.from, [...path, 'from'], problems)
    return booking && { booking }
  }
  const known = catalogue.personas.get(persona)
  if (known !== undefined) return { persona: known.text }
  const person = people.certain(persona, path, problems)
  if (person === undefined) return undefined
  if (person !== null) return personOf(person, persona.slice(0, persona.indexOf('/')))
  if (/\s/.test(persona.trim())) return { persona }
  const error = new UnknownNameError(
    'persona',
    persona,
    [...catalogue.personas.keys()],
    'Or write the persona itself, in more than one word.',
  )
  problems.push({ path, message: error.message })
  return undefined
}

function settle(
  policy: string,
  settings: Readonly<Record<string, Json>>,
  { catalogue, problems }: Lookup,
  path: FieldProblem['path'],
): Record<string, Json> | undefined {
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
  return (parsed.data ?? {}) as Record<string, Json>
}
