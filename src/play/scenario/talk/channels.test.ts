/** Who hears what, and which channels cannot be. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ParticipantId } from '../../../record/ids.ts'
import {
  audienceOf,
  channelOf,
  listChannel,
  privateChannel,
  publicChannel,
  teamChannel,
} from './channels.ts'
import { everybody, isolated, ring, star, teams, type Visibility } from './visibility.ts'

const seats = (count: number): ParticipantId[] =>
  Array.from({ length: count }, (_, i) => ParticipantId.parse(`p${i + 1}`))
const [P1, P2, P3, P4, P5] = seats(5) as [
  ParticipantId,
  ParticipantId,
  ParticipantId,
  ParticipantId,
  ParticipantId,
]
const FIVE = [P1, P2, P3, P4, P5]
const STRANGER = ParticipantId.parse('p9')

describe('a channel', () => {
  test('is heard by its members, in the order of their seats, the speaker among them', () => {
    expect(audienceOf(publicChannel(FIVE), P2)).toEqual(FIVE)
    expect(audienceOf(privateChannel(P4, P2, FIVE), P4)).toEqual([P2, P4])
    expect(audienceOf(teamChannel('red', [P5, P1], FIVE), P5)).toEqual([P1, P5])
    expect(audienceOf(listChannel([P3, P1, P2], FIVE), P3)).toEqual([P1, P2, P3])
  })

  test('is named after who is on it', () => {
    expect(privateChannel(P4, P2, FIVE).name).toBe('private:p2-p4')
    expect(listChannel([P3, P1], FIVE).name).toBe('list:p1,p3')
    expect(teamChannel('red', [P1], FIVE).name).toBe('team:red')
  })

  test('is heard by all of them where nobody seated speaks', () => {
    expect(audienceOf(teamChannel('red', [P5, P1], FIVE), null, isolated)).toEqual([P1, P5])
  })

  test.each([
    ['nobody is on', () => channelOf('attic', [], FIVE), /nobody is on the channel "attic".*Put/],
    ['a stranger is on', () => teamChannel('red', [P1, STRANGER], FIVE), /"team:red" names p9/],
    ['somebody is on twice', () => listChannel([P1, P1], FIVE), /names p1 twice/],
    ['its two are one', () => privateChannel(P1, P1, FIVE), /names p1 twice/],
    [
      'its speaker is not on',
      () => audienceOf(privateChannel(P1, P2, FIVE), P3),
      /p3 speaks on the channel "private:p1-p2" and is not on it/,
    ],
  ])('that %s is refused, with the mend', (_, make, told) => {
    expect(make).toThrow(told)
  })
})

describe('a visibility rule', () => {
  const heardBy = (rule: Visibility, speaker: ParticipantId) =>
    audienceOf(publicChannel(FIVE), speaker, rule)

  test('says who hears whom', () => {
    expect(heardBy(everybody, P3)).toEqual(FIVE)
    expect(heardBy(isolated, P3)).toEqual([P3])
    expect(heardBy(star(P1, FIVE), P3)).toEqual([P1, P3])
    expect(heardBy(star(P1, FIVE), P1)).toEqual(FIVE)
    expect(heardBy(ring(FIVE, FIVE), P3)).toEqual([P2, P3, P4])
    expect(heardBy(ring(FIVE, FIVE), P1)).toEqual([P1, P2, P5])
    const groups = teams([[P1, P4], [P2]], FIVE)
    expect(FIVE.map((one) => heardBy(groups, one))).toEqual([[P1, P4], [P2], [P3], [P1, P4], [P5]])
  })

  test('that names a stranger is refused', () => {
    expect(() => star(STRANGER, FIVE)).toThrow(/the centre of the star names p9/)
    expect(() => ring([P1, STRANGER], FIVE)).toThrow(/the ring names p9/)
    expect(() => teams([[P1], [P1]], FIVE)).toThrow(/the list of teams names p1 twice/)
  })

  test('adds nobody to a channel and never takes its own words from a speaker', () => {
    const some = fc.subarray([...FIVE], { minLength: 1 })
    const hears = fc.func(fc.boolean()) as fc.Arbitrary<Visibility>
    fc.assert(
      fc.property(some, hears, fc.nat(), (members, rule, index) => {
        const channel = channelOf('some', members, FIVE)
        const speaker = members[index % members.length] as ParticipantId
        const audience = audienceOf(channel, speaker, rule)
        expect(audience).toContain(speaker)
        expect(audience.every((one) => members.includes(one))).toBe(true)
      }),
    )
  })
})
