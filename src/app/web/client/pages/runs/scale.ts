/** From a value to one of seven steps of a sequential scale, and to the few characters that a cell has room for. */
import type { GridMeasure } from '../../../../../study/viewing/runs/grid-measure.ts'
import { decimal } from '../../shell/numbers.ts'

export const STEPS = 7

export interface Scale {
  readonly least: number
  readonly greatest: number
  readonly isShare: boolean
  /** From 0 to `STEPS` − 1. */
  stepOf(value: number): number
}

/** From the least to the greatest that can be, where the measure has both; else to those that are. */
export function measureScale(
  measure: GridMeasure | undefined,
  range: readonly [number, number] | null,
): Scale {
  const [low, high] = measure?.range ?? [null, null]
  const isBound = low !== null && high !== null
  const [least, greatest] = isBound ? [low, high] : (range ?? [0, 1])
  const width = greatest - least
  return {
    least,
    greatest,
    isShare: measure?.unit === 'share',
    stepOf(value) {
      if (width <= 0) return Math.floor(STEPS / 2)
      const step = Math.floor(((value - least) / width) * STEPS)
      return Math.min(STEPS - 1, Math.max(0, step))
    },
  }
}

/** Shares in per cent, others in three characters or so. */
export function cellWords(value: number, { isShare }: Scale): string {
  if (isShare) return String(Math.round(value * 100))
  const size = Math.abs(value)
  if (size >= 1e6) return `${Math.round(value / 1e6)}M`
  if (size >= 1e3) return `${Math.round(value / 1e3)}k`
  if (size >= 10 || Number.isInteger(value)) return String(Math.round(value))
  return value.toFixed(1)
}

/** In full, as it is told on its own. */
export function valueWords(value: number, { isShare }: Pick<Scale, 'isShare'>): string {
  return isShare ? `${(value * 100).toFixed(1)} %` : decimal(value)
}

/** As the cell has it, and in full where that is more. */
export function spokenWords(value: number, scale: Scale): string {
  const short = `${cellWords(value, scale)}${scale.isShare ? ' %' : ''}`
  const full = valueWords(value, scale)
  return short === full ? full : `${short} (${full})`
}
