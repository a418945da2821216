/** What an experiment may name. The front door fills it from the folders of the catalogue. */
import type { Agent, Persona } from '../agent/define-agent.ts'
import type { PolicyKind } from '../agent/policy-kind.ts'

export interface Catalogue {
  readonly policies: ReadonlyMap<string, PolicyKind>
  readonly agents: ReadonlyMap<string, Agent>
  readonly personas: ReadonlyMap<string, Persona>
}
