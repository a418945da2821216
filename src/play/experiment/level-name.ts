/** What a level is called in the names of treatments. */
import type { Json } from '../../base/canonical-json.ts'

const MOST_CHARACTERS = 80

/** The fields whose levels are told in words; the others describe agents and parameters. */
const TOLD: readonly string[] = ['prompt', 'history', 'probes', 'interventions']

/** The name of one of the levels of a path, that none of the others has. */
export function levelName(path: string, level: Json, levels: readonly Json[]): string {
  if (!TOLD.includes(path.split('.')[0] ?? '')) return described(level)
  const name = clipped(told(level))
  const alike = levels.filter((other) => clipped(told(other)) === name)
  return alike.length < 2 ? name : `${name} (${alike.indexOf(level) + 1})`
}

/** `off`, `last 3`, `at round 3, crash speaker.7`. */
function told(level: Json): string {
  if (typeof level === 'string') return level.replaceAll(/\s+/g, ' ').trim()
  if (typeof level !== 'object' || level === null) return String(level)
  if (Array.isArray(level)) return level.map(told).join(' ')
  return Object.entries(level)
    .map(([key, value]) => `${key} ${told(value as Json)}`)
    .join(', ')
}

/** `tit-for-tat`, `0.5`, or for a described agent `moves(moves=J F J)`. */
function described(level: Json): string {
  if (typeof level === 'string') return level
  if (typeof level !== 'object' || level === null) return String(level)
  if (Array.isArray(level)) return level.map(described).join(' ')
  const { policy: own, agent, name: given, ...rest } = level as Record<string, Json>
  const policy = own ?? agent
  if (typeof given === 'string') return given
  const settings = Object.entries(rest).map(([key, value]) => `${key}=${described(value)}`)
  const inner = settings.join(', ')
  const name =
    policy === undefined
      ? `(${inner})`
      : settings.length === 0
        ? described(policy)
        : `${described(policy)}(${inner})`
  return clipped(name)
}

function clipped(name: string): string {
  return name.length > MOST_CHARACTERS ? `${name.slice(0, MOST_CHARACTERS - 3)}…` : name
}
