/** What is done at the tick of a fork for each kind of path that can be set. */
import { assertNever } from '../base/assert-never.ts'
import type { Json } from '../base/canonical-json.ts'
import { isHuman } from '../play/agent/policies/human-settings.ts'
import { AgentRef } from '../play/experiment/agent-ref.ts'
import { BookedPeople } from '../play/experiment/book-people.ts'
import { describeAgent } from '../play/experiment/describe-agent.ts'
import type { DecisionAsked } from '../record/decision-entries.ts'
import { fitValue } from '../record/fit-value.ts'
import type { ParticipantId } from '../record/ids.ts'
import type { Deed } from '../record/intervention.ts'
import type { Value } from '../record/ask.ts'
import type { Seat } from '../record/seat.ts'
import { parametersSet } from './fork-parameters.ts'
import type { ForkPlace } from './fork-place.ts'
import { PEOPLE, problem, words, type Setting } from './fork-setting.ts'

/** The deeds that set it; none where there is a problem. */
export function deedsOf(setting: Setting): readonly Deed[] {
  const { kind, rest, value, place } = setting
  switch (kind) {
    case 'cast':
      return replacements(setting)
    case 'parameters':
      return parametersSet(rest.split('.'), setting)
    case 'answer':
      return answers(setting)
    case 'message':
      return forSeat(setting, rest, (who) => {
        return { do: 'say', who, channel: 'public', audience: everybody(place), text: words(value) }
      })
    case 'payoff':
      if (typeof value === 'number')
        return forSeat(setting, rest, (who) => ({ do: 'pay', who, points: value }))
      return problem(setting, `${JSON.stringify(value)} is no number of points`)
    case 'names':
      return names(setting)
    case 'remove':
      if (rest !== '') return problem(setting, 'write remove=SEAT')
      return forSeat(setting, words(value), (who) => ({ do: 'remove', who }))
    case 'crash': {
      const notice = rest === '' ? null : words(value)
      return forSeat(setting, rest === '' ? words(value) : rest, (who) => {
        const told = notice === null ? 'never' : 'at-once'
        return {
          do: 'crash',
          who,
          lasting: 'permanent',
          notice,
          told,
          audience: everybody(place),
        }
      })
    }
    case 'news':
      if (rest !== '') return problem(setting, 'write news=TEXT: everybody hears it')
      return [{ do: 'news', audience: everybody(place), text: words(value) }]
    default:
      return assertNever(kind)
  }
}

function everybody({ seats }: ForkPlace): [ParticipantId, ...ParticipantId[]] {
  return seats.map(({ participant }) => participant) as [ParticipantId, ...ParticipantId[]]
}

function forSeat(
  { seats }: Setting,
  name: string,
  deed: (who: ParticipantId) => Deed,
): readonly Deed[] {
  const seat = seats.one(name, [])
  return seat === undefined ? [] : [deed(seat.participant)]
}

function replacements(setting: Setting): readonly Deed[] {
  const { rest, value, place, seats, problems } = setting
  const { catalogue } = place
  const ref = AgentRef.safeParse(value)
  if (!ref.success) {
    return problem(
      setting,
      `${JSON.stringify(value)} is no agent: name one of the catalogue, or write { policy: llm, model: … }`,
    )
  }
  const people = peopleMeant(rest, place)
  return (people ?? seats.several(rest, []) ?? []).flatMap((who): Deed[] => {
    const at = place.seats.find(({ participant }) => participant === who) as Seat
    const lookup = { catalogue, people: new BookedPeople(new Map()), problems }
    const seat = describeAgent(ref.data, at, lookup, ['cast', rest])
    return seat === undefined ? [] : [{ do: 'replace', who, seat }]
  })
}

/** Everybody who is a person, whatever the role: nobody can ask them in a fork. Undefined where something else is meant. */
function peopleMeant(name: string, { seats }: ForkPlace): ParticipantId[] | undefined {
  const people = seats.filter(isHuman)
  if (name !== PEOPLE || people.length === 0 || seats.some(({ role }) => role === PEOPLE))
    return undefined
  return people.map(({ participant }) => participant)
}

/** `SEAT` or `SEAT.ASK`, checked against what the parent's participants were asked at the tick. */
function answers(setting: Setting): readonly Deed[] {
  const { rest, value, place, problems } = setting
  const asked = place.entries.filter((entry) => entry.kind === 'decision-asked')
  const [name, ask] = seatAndAsk(rest, place)
  if (typeof value !== 'string' && typeof value !== 'number' && value !== null)
    return problem(
      setting,
      `${JSON.stringify(value)} is no answer: give an option, an amount or words`,
    )
  return forSeat(setting, name, (who) => {
    const own = asked.filter((entry) => entry.of === who && (ask === null || entry.ask === ask))
    if (own.length === 0) {
      const there = asked.map(({ of, ask: what }) => `${of} ("${what}")`).join(', ')
      const what = ask === null ? '' : ` "${ask}"`
      problems.push({
        path: [],
        message: `${who} is not asked${what} at tick ${place.tick}. Asked are ${there}`,
      })
    }
    for (const entry of own) {
      if (fitValue(entry.form, value) === undefined)
        problems.push({ path: [], message: misfit(entry, value) })
    }
    return { do: 'answer', who, ask, value }
  })
}

function misfit({ of, ask, form }: DecisionAsked, value: Value): string {
  const wanted =
    form.kind === 'choice'
      ? `one of ${form.options.join(', ')}`
      : form.kind === 'amount'
        ? `a number from ${form.min} to ${form.max} in steps of ${form.step}`
        : `words, at most ${form.maxLength} characters`
  return `${JSON.stringify(value)} does not answer "${ask}" of ${of}: it must be ${wanted}`
}

/** A seat's name may hold a dot (`speaker.3`): the longest beginning that is a seat is it. */
function seatAndAsk(rest: string, { seats }: ForkPlace): [name: string, ask: string | null] {
  const parts = rest.split('.')
  const isNumbered = seats.some(({ role }) => role === parts[0]) && /^\d+$/.test(parts[1] ?? '')
  const length = isNumbered ? 2 : 1
  const ask = parts.slice(length).join('.')
  return [parts.slice(0, length).join('.'), ask === '' ? null : ask]
}

/** One of the names that the scenario keeps in its parameter `names`, by place among those of its role. */
function names(setting: Setting): readonly Deed[] {
  const { rest, value, place, seats } = setting
  const list = place.parameters['names']
  if (!Array.isArray(list)) {
    const what =
      list === undefined
        ? `"${place.scenario.name}" has no parameter "names"`
        : `names is ${JSON.stringify(list)} here: set the whole list, parameters.names=[…]`
    return problem(setting, what)
  }
  const seat = seats.one(rest, [])
  if (seat === undefined) return []
  const held = place.seats.filter(({ role }) => role === seat.role)
  const changed = list.with(held.indexOf(seat), words(value)) as Json
  return parametersSet(['names'], { ...setting, value: changed })
}
