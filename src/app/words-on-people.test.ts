/** Which sentences call others people, in the words of the catalogue and in others. */
import { expect, test } from 'vitest'
import { sentencesOnPeople } from './words-on-people.ts'

test.each([
  ['together with another person', 'You take part together with another person.'],
  ['in the plural', 'You take part with 3 other participants, and want to win.'],
  ['with a word between', 'You meet one of several young people.'],
  ['by pronoun', 'What he or she sends is tripled.'],
  ['as somebody else', 'The other player is somebody else in each round.'],
  ['as human', 'You play against human opponents.'],
])('others who are called people are found: %s', (_, sentence) => {
  expect(sentencesOnPeople(sentence)).toEqual([sentence])
})

test.each([
  'You are a participant in an experiment.',
  'You play 3 rounds with the same other player.',
  'How much do you send to the other player, from $0 to $10?',
  'How large is trust between people?',
  'You are playing a game with other players.',
])('players, the reader, and people in general are not: %s', (sentence) => {
  expect(sentencesOnPeople(sentence)).toEqual([])
})

test('of a text the sentence alone is told', () => {
  const text = 'In round 1:\nYou have $10. That person has nothing! Is it fair?'
  expect(sentencesOnPeople(text)).toEqual(['That person has nothing!'])
})
