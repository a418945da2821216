/** Rules on who is named. */
import type { ParticipantId } from '../../../record/ids.ts'
import { mentionsIn } from '../../../record/mentions.ts'
import { nameFinder, type NameFinder } from '../find-names.ts'
import type { MentionsRule } from '../rule.ts'
import type { RunWorld } from '../run-world.ts'
import { foundAt, type Finding, type FoundWords, type RuleView, type SaidLine } from './finding.ts'

/** Fewer than that are no crowd: who names both of two others speaks to them. */
const LEAST_CROWD = 3
const BROADCAST = /(?<![\p{L}\p{N}])@(?:all|everyone)(?![\p{L}\p{N}])/giu

/** Who is named is told by `mentionsIn`, as everywhere; `@all` and `@everyone` count for `everyone` only. Nobody mentions itself. */
export function mentionsFinding(rule: MentionsRule, view: RuleView): Finding {
  switch (rule.mentions) {
    case 'others':
      return namedFinding(
        namedIn(view, () => true),
        rule.least ?? 1,
        'names nobody else',
      )
    case 'absent': {
      const away = awayBefore(view)
      if (away.size === 0) return { holds: false, words: [], says: 'nobody was away' }
      const named = namedIn(view, (one) => away.has(one))
      return namedFinding(named, rule.least ?? 1, 'names nobody who was away')
    }
    case 'everyone':
      return everyoneFinding(rule.share ?? 1, view)
  }
}

interface Named {
  readonly names: ReadonlySet<string>
  readonly words: readonly FoundWords[]
}

function namedFinding({ names, words }: Named, least: number, none: string): Finding {
  const holds = names.size >= least
  const says = names.size === 0 ? none : `names ${[...names].join(', ')}`
  return { holds, words: holds ? words : [], says }
}

function everyoneFinding(share: number, view: RuleView): Finding {
  const called = view.said.flatMap((line) =>
    [...line.words.matchAll(BROADCAST)].map(({ index, 0: found }) =>
      foundAt(line, index, index + found.length),
    ),
  )
  if (called.length > 0) return { holds: true, words: called, says: 'calls everyone' }
  const { names, words } = namedIn(view, () => true)
  const others = othersFor(view.world, view.unit.participant).others.length
  const holds = names.size >= LEAST_CROWD && names.size >= share * others
  return { holds, words: holds ? words : [], says: `names ${names.size} of ${others} others` }
}

/** View → everybody who is named in it: several rules of a codebook ask for it. */
const known = new WeakMap<RuleView, readonly NamedOnce[]>()

interface NamedOnce {
  readonly of: ParticipantId
  readonly name: string
  readonly words: readonly FoundWords[]
}

function namedIn(view: RuleView, isWanted: (participant: ParticipantId) => boolean): Named {
  let all = known.get(view)
  if (all === undefined) known.set(view, (all = view.said.flatMap((line) => namedOn(line, view))))
  const wanted = all.filter(({ of }) => isWanted(of))
  return {
    names: new Set(wanted.map(({ name }) => name)),
    words: wanted.flatMap(({ words }) => words),
  }
}

function namedOn(line: SaidLine, { unit, world }: RuleView): NamedOnce[] {
  const { others, find } = othersFor(world, unit.lines[line.line]?.participant ?? null)
  const found = new Set(
    mentionsIn(
      line.words.replace(BROADCAST, ' '),
      others.map(({ name }) => name),
    ),
  )
  if (found.size === 0) return []
  const places = find(line.words)
  return others
    .filter(({ name }) => found.has(name))
    .map(({ name, of }) => ({
      name,
      of,
      words: places
        .filter((place) => place.of === name)
        .map(({ start, end }) => foundAt(line, start, end)),
    }))
}

interface Others {
  readonly others: readonly Other[]
  readonly find: NameFinder<string>
}

interface Other {
  readonly name: string
  readonly of: ParticipantId
}

/** World → speaker → the others and where their names stand. */
const finders = new WeakMap<RunWorld, Map<ParticipantId | null, Others>>()

function othersFor(world: RunWorld, speaker: ParticipantId | null): Others {
  let own = finders.get(world)
  if (own === undefined) finders.set(world, (own = new Map()))
  let made = own.get(speaker)
  if (made === undefined) {
    const others = othersOf(world, speaker)
    const find = nameFinder(others.map(({ name }) => ({ name, of: name })))
    own.set(speaker, (made = { others, find }))
  }
  return made
}

/** The others by the names that participants see; those without one are known by their id. */
function othersOf({ plan, names }: RunWorld, speaker: ParticipantId | null): Other[] {
  const nameOf = (one: ParticipantId): string => {
    const name = names.get(one) ?? ''
    return name.trim() === '' ? one : name
  }
  const own = speaker === null ? null : nameOf(speaker).toLowerCase()
  return plan.seats
    .map(({ participant }) => ({ name: nameOf(participant), of: participant }))
    .filter(({ name, of }) => of !== speaker && name.toLowerCase() !== own)
}

/** Who had crashed or was removed before the unit, and had not returned by then. */
function awayBefore({ unit, world }: RuleView): ReadonlySet<ParticipantId> {
  const away = new Set<ParticipantId>()
  for (const { seq, entry } of world.absences) {
    if (seq >= unit.seq) break
    if (entry.kind === 'participant-returned') away.delete(entry.of)
    else away.add(entry.of)
  }
  return away
}
