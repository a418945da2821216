/** What of a name of several words is a name by itself: who is called Ada Lovelace is spoken to as Ada. */
import type { Named } from './find-names.ts'
import type { RunWorld } from './run-world.ts'

/** Words of names that begin sentences as well: hidden, they would garble more than they tell. */
const EVERYDAY = new Set(
  (
    'the and all any new old big not who what when can may will must let von van der den del mrs miss sir prof ' +
    'one two three four five six seven eight nine ten first second third last'
  ).split(' '),
)
/** A word with a capital letter, of three letters or more. */
const NAME_LIKE = /^\p{Lu}[\p{L}\p{M}'’]{2,}$/u

/**
 * Everything that participants are called, and those words of their names that no other participant's name holds: the "Agent" of "Agent Red" and "Agent Blue" is
 * of neither. A part is found only as it is written or in capitals: "Red" is a name where "red" is none.
 */
export function namesAndParts(
  called: RunWorld['called'],
): Named<RunWorld['called'][number]['participant']>[] {
  const wholes = called.map(({ name, participant }) => ({ name, of: participant }))
  const owners = new Map<string, Set<string>>()
  for (const { name, of } of wholes)
    for (const word of wordsOf(name)) {
      const key = word.toLowerCase()
      owners.set(key, (owners.get(key) ?? new Set()).add(of))
    }
  const parts = wholes.flatMap(({ name, of }) => {
    const words = wordsOf(name)
    if (words.length < 2) return []
    return words
      .filter((word) => NAME_LIKE.test(word) && !EVERYDAY.has(word.toLowerCase()))
      .filter((word) => owners.get(word.toLowerCase())?.size === 1)
      .map((word) => ({ name: word, of, asWritten: true }))
  })
  return [...wholes, ...parts]
}

function wordsOf(name: string): string[] {
  return name.split(/[\s\-_]+/u).filter((word) => word !== '')
}
