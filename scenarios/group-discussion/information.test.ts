/** Who knows what: no participant hears or reads words outside its audience, nor before they arrive. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arbitraryLosses } from './losing.contract.ts'
import { staggerFor, talkArbitrary } from './any-talk.contract.ts'
import { Parameters } from './parameters.ts'
import { entriesOf, holdTalk, seatsOf, token, type Talk } from './playing.contract.ts'
import type { Setting } from './setting.ts'

const RUNS = { numRuns: 150 }

const tokensIn = (texts: readonly string[]): string[] =>
  texts.flatMap((text) => text.match(/<p\d+\.\d+>/g) ?? [])

/** Participants by place, as the names that were dealt tell. */
function placesOf({ ticks }: Talk): string[] {
  const { names } = entriesOf(ticks, 'fact-shown').find(({ name }) => name === 'setting')
    ?.data as unknown as Setting
  return Object.entries(names)
    .filter(([, name]) => name !== 'Moderator')
    .sort(([, a], [, b]) => a.localeCompare(b))
    .map(([one]) => one)
}

/** Whether the rules let a listener hear a speaker: written down again, from the words of the parameters alone. */
function mayHear(
  { visibility }: Parameters,
  places: readonly string[],
  speaker: string,
  listener: string,
): boolean {
  if (speaker === listener) return true
  if (visibility === 'all') return true
  if (visibility === 'isolated') return false
  const [from, to] = [places.indexOf(speaker), places.indexOf(listener)]
  if (from < 0 || to < 0) return true
  if (visibility === 'moderator') return false
  if (visibility === 'ring')
    return (from + 1) % places.length === to || (to + 1) % places.length === from
  return visibility.teams.some((team) => team.includes(from + 1) && team.includes(to + 1))
}

describe('in any discussion', () => {
  test('no part that anybody reads holds words outside its audience, or that were not said before', () =>
    fc.assert(
      fc.asyncProperty(talkArbitrary, async (any) => {
        const talk = await holdTalk({ ...any, speaker: arbitraryLosses })
        const messages = entriesOf(talk.ticks, 'message-sent')
        for (const { of, tick, parts, ask } of talk.readings) {
          const known = messages.filter((one) => one.tick < tick && one.audience.includes(of))
          const shown = tokensIn([...parts.map(({ text }) => text), JSON.stringify(ask)])
          const allowed = tokensIn(known.map(({ text }) => text))
          expect(shown.filter((one) => !allowed.includes(one))).toEqual([])
        }
      }),
      RUNS,
    ))

  test('audiences are those that the rules allow, with the speaker among them', () =>
    fc.assert(
      fc.asyncProperty(talkArbitrary, async (any) => {
        const parameters = Parameters.parse(any.parameters)
        const talk = await holdTalk({ ...any, speaker: arbitraryLosses })
        const places = placesOf(talk)
        for (const { from, audience } of entriesOf(talk.ticks, 'message-sent')) {
          if (from === null) {
            expect([...audience].sort()).toEqual(seatsOf(any.speakers, any.moderators).sort())
            continue
          }
          expect(audience).toContain(from)
          for (const listener of audience)
            expect(mayHear(parameters, places, from, listener)).toBe(true)
        }
      }),
      RUNS,
    ))

  test('everything that was heard is read where the whole history is, once, in its order but for those who spoke at once', () =>
    fc.assert(
      fc.asyncProperty(talkArbitrary, async ({ parameters, ...any }) => {
        const talk = await holdTalk({ ...any, parameters: { ...parameters, history: 'whole' } })
        for (const { heard, parts } of talk.readings) {
          const shown = tokensIn(parts.map(({ text }) => text))
          expect([...shown].sort()).toEqual(tokensIn(heard.map(({ text }) => text)).sort())
          const ticks = parts.flatMap(({ source }) =>
            source === undefined ? [] : [Number(source.split('@')[1])],
          )
          expect(ticks).toEqual([...ticks].sort((a, b) => a - b))
        }
      }),
      { numRuns: 60 },
    ))

  test('one’s own words are turns of the assistant, the others’ of the user with their name in brackets', () =>
    fc.assert(
      fc.asyncProperty(talkArbitrary, async (any) => {
        const talk = await holdTalk(any)
        for (const { of, parts } of talk.readings) {
          for (const { role, text, source } of parts) {
            const [said] = tokensIn([text])
            if (said === undefined) continue
            const by = said.slice(1, said.indexOf('.'))
            expect(role ?? 'user').toBe(by === of ? 'assistant' : 'user')
            expect(/^\[(Agent-[A-T]|Moderator)\]: </.test(text)).toBe(by !== of)
            expect(source).toMatch(new RegExp(`^message:${by}@\\d+$`))
          }
        }
      }),
      { numRuns: 60 },
    ))

  test('the run ends within the ticks and rounds that are declared, and the same again', () =>
    fc.assert(
      fc.asyncProperty(talkArbitrary, async (any) => {
        const setting = { ...any, speaker: arbitraryLosses }
        const [one, two] = [await holdTalk(setting), await holdTalk(setting)]
        expect(one.end.how).toBe('finished')
        expect(two.hash).toBe(one.hash)
        const rounds = one.ticks.map(({ round }) => round ?? 0)
        expect(Math.max(...rounds)).toBeLessThanOrEqual(any.parameters.rounds ?? 3)
      }),
      { numRuns: 60 },
    ))
})

describe('in staggered talk', () => {
  const staggeredTalk = fc
    .record({ speakers: fc.integer({ min: 2, max: 7 }), seed: fc.nat(1_000_000) })
    .chain((cast) => staggerFor(cast.speakers).map((order) => ({ ...cast, order })))

  test('a message is heard by those who begin at the tick of its arrival or later, and by nobody before', () =>
    fc.assert(
      fc.asyncProperty(staggeredTalk, async ({ speakers, seed, order }) => {
        const parameters = { brief: 'The brief.', rounds: 3, order }
        const { ticks, readings } = await holdTalk({ parameters, speakers, seed })
        const messages = entriesOf(ticks, 'message-sent').filter(({ from }) => from !== null)
        const askedAt = new Map(readings.map(({ of, tick }) => [token(of, tick), tick]))
        for (const { text, launched, arrived = 0 } of messages) {
          expect(launched).toBe(askedAt.get(text))
          expect(arrived).toBeGreaterThan(launched ?? 0)
          for (const { tick, heard } of readings)
            expect(heard.some((one) => one.text === text)).toBe(arrived <= tick)
        }
        const arrivals = messages.map(({ arrived = 0 }) => arrived)
        expect(arrivals).toEqual([...arrivals].sort((a, b) => a - b))
      }),
      RUNS,
    ))

  test('what was given by place is what happens: of a round one hears whoever arrives no later than one begins', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(9), fc.integer({ min: 1, max: 9 })), {
          minLength: 2,
          maxLength: 6,
        }),
        async (times) => {
          const staggered = {
            launches: times.map(([at]) => at),
            delays: times.map(([, late]) => late),
          }
          const parameters = { brief: 'The brief.', rounds: 2, order: { staggered } }
          const speaker = ({ ask, tick }: { ask: { of: string }; tick: number }) =>
            token(ask.of, tick)
          const { readings } = await holdTalk({ parameters, speakers: times.length, speaker })
          const all = seatsOf(times.length)
          for (const { of, round, heard } of readings) {
            const [begins] = times[all.indexOf(of)] as [number, number]
            const inRound = heard.filter(({ from, tick }) => {
              const at = readings.findLast((one) => one.tick <= tick)
              return from !== null && at?.round === round
            })
            const expected = all.filter((_, i) => {
              const [launch, delay] = times[i] as [number, number]
              return launch + delay <= begins
            })
            expect(inRound.map(({ from }) => from).sort()).toEqual([...expected].sort())
          }
        },
      ),
      { numRuns: 80 },
    ))

  test('the end of a round is a barrier: the next begins with everything said', async () => {
    const order = { staggered: { launches: { every: 1 }, delays: [9, 9, 9] } }
    const parameters = { brief: 'The brief.', rounds: 2, order }
    const speaker = ({ ask, tick }: { ask: { of: string }; tick: number }) => token(ask.of, tick)
    const { readings } = await holdTalk({ parameters, speakers: 3, speaker })
    const heard = readings.map((one) => one.heard.filter(({ from }) => from !== null).length)
    expect(heard).toEqual([0, 0, 0, 3, 3, 3])
  })
})
