/** Tables for terminals: aligned, colourless, safe. */
import { describe, expect, test } from 'vitest'
import { drawTable } from './draw-table.ts'

describe('a drawn table', () => {
  test('has numbers to the right, words to the left, nothing for null', () => {
    expect(
      drawTable(
        ['agent', 'points'],
        [
          ['grim', 7],
          ['tit-for-tat', 12.5],
          ['moves', null],
        ],
      ),
    ).toBe(
      [
        'agent        points',
        '───────────  ──────',
        'grim              7',
        'tit-for-tat    12.5',
        'moves',
      ].join('\n'),
    )
  })

  test('keeps hostile cells on their line and prints no escape', () => {
    const drawn = drawTable(['a\u001b[31m'], [['x\ny\u001b[2J'], ['{{braces}}']])
    expect(drawn.split('\n')).toHaveLength(4)
    expect(drawn).not.toContain('\u001b')
    expect(drawn).toContain('x␊y␛[2J')
  })

  test('of no rows is its head', () => {
    expect(drawTable(['only'], [])).toContain('only')
  })
})
