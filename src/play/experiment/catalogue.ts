/** What an experiment may name. The front door fills it from the folders of the catalogue. */
import type { Agent, Persona } from '../agent/define-agent.ts'
import type { PolicyKind } from '../agent/policy-kind.ts'
import type { ItemBank, PersonaBank } from './bank.ts'

export interface Catalogue {
  readonly policies: ReadonlyMap<string, PolicyKind>
  readonly agents: ReadonlyMap<string, Agent>
  readonly personas: ReadonlyMap<string, Persona>
  /** Banks under the names by which experiments call them. */
  readonly personaBanks?: ReadonlyMap<string, PersonaBank>
  readonly itemBanks?: ReadonlyMap<string, ItemBank>
}
