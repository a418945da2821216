/** Groups of lines: what readers of a transcript can choose to see alone. */

/** Group → how it is named to readers. */
export const LINE_GROUPS = {
  talk: 'Talk',
  decisions: 'Decisions',
  payoffs: 'Payoffs',
  facts: 'Facts shown',
  chance: 'Chance',
  events: 'Interventions, crashes',
  probes: 'Probes',
  calls: 'Calls and prompts',
  other: 'Other',
} as const
export type LineGroup = keyof typeof LINE_GROUPS

/** What a kind of entry belongs to. Kinds that are not known here are `other`. */
export function groupOfKind(kind: string): LineGroup {
  return Object.hasOwn(GROUPS, kind) ? (GROUPS[kind] as LineGroup) : 'other'
}

const GROUPS: Readonly<Record<string, LineGroup>> = {
  'message-sent': 'talk',
  'decision-asked': 'decisions',
  'decision-taken': 'decisions',
  'decision-defaulted': 'decisions',
  'payoff-awarded': 'payoffs',
  'fact-shown': 'facts',
  'chance-drawn': 'chance',
  'intervention-applied': 'events',
  'participant-crashed': 'events',
  'participant-removed': 'events',
  'participant-returned': 'events',
  'consent-answered': 'events',
  'probe-asked': 'probes',
  'probe-answered': 'probes',
  'observation-shown': 'calls',
  'model-called': 'calls',
  'human-answered': 'calls',
  'probability-estimated': 'calls',
}
