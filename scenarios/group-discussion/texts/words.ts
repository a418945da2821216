/** The scenario's own words. */
import type { Ask } from '../../../src/index.ts'
import type { Setting } from '../setting.ts'

/** Who reads, and when. */
export interface Told {
  readonly self: string
  readonly setting: Setting
  readonly round: number
}

/** A line of the scaffold with its blanks filled in. What is filled in is not read again: a name may hold braces. */
export function filled(line: string, { self, setting, round }: Told): string {
  const others = Object.entries(setting.names).filter(([one]) => one !== self)
  const blanks: Readonly<Record<string, string>> = {
    '{name}': (setting.names as Readonly<Record<string, string>>)[self] ?? self,
    '{others}': others.map(([, name]) => name).join(', '),
    '{round}': String(round),
    '{rounds}': String(setting.rounds),
  }
  return line.replace(/\{(?:name|others|round|rounds)\}/g, (blank) => blanks[blank] ?? blank)
}

/** What is asked. The answer's form is told elsewhere. */
export function questionText(ask: Ask, told: Told): string {
  switch (ask.name) {
    case 'hand':
      return `Round ${told.round}. Do you want to speak in this round?`
    case 'next':
      return `Round ${told.round}. Who shall speak next? Name nobody to end the round.`
    case 'vote': {
      const { vote } = told.setting
      const options = vote?.options ?? []
      return [vote?.question ?? '', ...options.map((option) => `- ${option}`)].join('\n')
    }
    default:
      return filled(told.setting.scaffold.question, told)
  }
}
