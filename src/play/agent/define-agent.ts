/** An agent of the catalogue: a persona and a policy under one name. */
import type { Json } from '../../base/canonical-json.ts'

export interface Agent {
  readonly kind: 'agent'
  /** kebab-case: the name in an experiment's cast. */
  readonly name: string
  readonly summary: string
  /** The text that says who it is; null where it needs none. */
  readonly persona: string | null
  readonly policy: string
  readonly settings: Readonly<Record<string, Json>>
}

/** Declares an agent. */
export function defineAgent(agent: Omit<Agent, 'kind'>): Agent {
  return { kind: 'agent', ...agent }
}

/** A persona of the catalogue: who an agent is, for any policy that reads text. */
export interface Persona {
  readonly kind: 'persona'
  readonly name: string
  readonly text: string
}

/** Declares a persona. */
export function definePersona(persona: Omit<Persona, 'kind'>): Persona {
  return { kind: 'persona', ...persona }
}
