/** What only the scenario itself can check: that everybody is told its own name and everybody else's, and nobody is told two. */
import type { Fault, ParticipantId } from '../../src/index.ts'
import type { Parameters } from './parameters.ts'
import { settingsFor, type Setting } from './setting.ts'
import { tableOf } from './table.ts'
import { filled } from './texts/words.ts'

const MEND = 'Mend scenarios/group-discussion/names.ts or texts/words.ts.'

/** Reads the lines of the scaffold back for as many speakers as there are names for, up to the largest cast. */
export function conformance(parameters: Parameters): Fault[] {
  const { names } = parameters
  const size = typeof names === 'string' ? 20 : Math.min(20, names.length)
  const speaker = Array.from({ length: size }, (_, i) => `p${i + 1}` as ParticipantId)
  const moderator = [`p${size + 1}` as ParticipantId]
  const table = tableOf(parameters, { speaker, moderator }, () => 0.5)
  return settingsFor(table).flatMap((effect) => {
    if (effect.kind !== 'fact-shown') return []
    const setting = effect.data as unknown as Setting
    const told = { self: effect.to, setting, round: 1 }
    const [own, others] = [filled('{name}', told), filled('{others}', told).split(', ')]
    const all = new Set([own, ...others])
    return all.size === size + 1 && !others.includes(own)
      ? []
      : [{ where: `names for ${effect.to}`, what: `told ${[...all].join(', ')}.`, mend: MEND }]
  })
}
