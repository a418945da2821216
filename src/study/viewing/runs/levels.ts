/** Factors and levels in words short enough for the head and the cells of a table. */
import { canonicalJson, type Json } from '../../../base/canonical-json.ts'
import type { ListedFactor } from './run-list.ts'

const MOST_CHARACTERS = 60

/** `0.5`, `tit-for-tat`; of a described agent its name, or else what it is told to do. */
export function levelWords(level: Json): string {
  if (typeof level === 'string') return clipped(level)
  if (typeof level !== 'object' || level === null) return String(level)
  if (Array.isArray(level)) return clipped(level.map((one) => levelWords(one as Json)).join(', '))
  const { name, model, agent, policy } = level as Readonly<Record<string, Json | undefined>>
  for (const one of [name, model, agent]) if (typeof one === 'string') return clipped(one)
  const settings = Object.keys(level).length
  if (typeof policy === 'string' && settings === 1) return clipped(policy)
  return clipped(canonicalJson(level))
}

/** Every factor under the shortest end of its path that no other has. */
export function listedFactors(paths: readonly string[]): ListedFactor[] {
  return paths.map((path) => {
    const parts = path.split('.')
    const ends = parts.map((_, from) => parts.slice(from).join('.')).reverse()
    const isOwn = (end: string): boolean =>
      paths.every((other) => other === path || (other !== end && !other.endsWith(`.${end}`)))
    return { path, name: ends.find(isOwn) ?? path }
  })
}

function clipped(words: string): string {
  return words.length > MOST_CHARACTERS ? `${words.slice(0, MOST_CHARACTERS - 1)}…` : words
}
