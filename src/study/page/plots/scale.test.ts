/** Axes have an extent, whatever the data. */
import { describe, expect, test } from 'vitest'
import { scaleOf } from './scale.ts'

describe('a scale', () => {
  test('has the ends that it is given, otherwise those of the data', () => {
    expect(scaleOf([0.2, 0.4], [0, 1])).toEqual({ domain: [0, 1] })
    expect(scaleOf([3, null, 4], null)).toEqual({ zero: false, nice: true })
    expect(scaleOf([], null)).toEqual({ zero: false, nice: true })
  })

  test('has an extent on both sides where all values are the same', () => {
    expect(scaleOf([20, null, 20], null)).toEqual({ domain: [18, 22], nice: true })
    expect(scaleOf([-20], null)).toEqual({ domain: [-22, -18], nice: true })
    expect(scaleOf([0, 0], null)).toEqual({ domain: [-1, 1], nice: true })
  })
})
