/** Numbers as people read them, the same in every language of a browser. */

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })
const fine = new Intl.NumberFormat('en', { maximumFractionDigits: 2 })

export function count(value: number): string {
  return whole.format(value)
}

/** `1 run`, `24 runs`. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`
}

/** Two decimals at most; a dash where there is no number. */
export function decimal(value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : fine.format(value)
}

export function percent(share: number | null | undefined): string {
  return share === null || share === undefined ? '–' : `${whole.format(share * 100)} %`
}

/** Cents are told of small sums, and more digits of smaller ones. */
export function dollars(usd: number | null | undefined): string {
  if (usd === null || usd === undefined) return '–'
  if (usd !== 0 && Math.abs(usd) < 0.01) return `$${usd.toPrecision(2)}`
  return `$${usd.toFixed(2)}`
}

/** 75 s → `1:15`, with hours where there are any. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  const two = (value: number): string => String(value).padStart(2, '0')
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`
}
