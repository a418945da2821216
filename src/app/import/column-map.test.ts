/** Columns are found by the map, then by their usual names; what is not there is told. */
import { describe, expect, test } from 'vitest'
import { columnsFor, parseColumnMap } from './column-map.ts'

test('a map in words', () => {
  expect(parseColumnMap('text=utterance, speaker=who,group=dyad')).toEqual({
    text: 'utterance',
    speaker: 'who',
    run: 'dyad',
  })
})

test('what the map leaves out is looked for under usual names, each column once', () => {
  const columns = ['Sender', 'Message', 'group_id', 'Round', 'name']
  expect(columnsFor(columns, {}, 'a.csv')).toEqual({
    speaker: 'name',
    text: 'Message',
    round: 'Round',
    run: 'group_id',
  })
  expect(columnsFor(columns, { speaker: 'Sender', run: 'name' }, 'a.csv')).toEqual({
    speaker: 'Sender',
    text: 'Message',
    round: 'Round',
    run: 'name',
  })
})

describe('errors', () => {
  test.each([
    ['text', /"text" does not say which column/],
    ['=a', /does not say which column/],
    ['words=a', /no field "words"/],
    ['speeker=a', /Did you mean "speaker"/],
    ['text=a,text=b', /"text" is there twice/],
    ['run=a,group=b', /there twice/],
  ])('%s', (words, complaint) => {
    expect(() => parseColumnMap(words)).toThrow(complaint)
  })

  test('a column that is not there is named, with what may have been meant', () => {
    expect(() => columnsFor(['utterance', 'who'], { text: 'utterence' }, 'a.csv')).toThrow(
      /a\.csv: --map says that text is in the column "utterence", and there is none\. Did you mean "utterance"\?/,
    )
    expect(() => columnsFor(['x', 'y'], {}, 'a.csv')).toThrow(
      /no column tells the speaker.*--map speaker=COLUMN.*"x", "y"/,
    )
  })
})
