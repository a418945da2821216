/** One string per value: object keys sorted by code unit, no white space, no undefined. */

export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/**
 * Canonical JSON in the manner of RFC 8785 (JSON Canonicalization Scheme): keys are sorted by UTF-16 code unit,
 * numbers and strings are written as JSON.stringify writes them. Undefined properties are left
 * out; NaN, infinities, lone surrogates and anything that JSON cannot hold are refused, because two different values would
 * otherwise share one string.
 */
export function canonicalJson(value: unknown): string {
  switch (typeof value) {
    case 'string':
      if (!value.isWellFormed()) throw new TypeError('canonical JSON cannot hold a lone surrogate')
      return JSON.stringify(value)
    case 'boolean':
      return value ? 'true' : 'false'
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError(`canonical JSON cannot hold ${value}`)
      return JSON.stringify(value)
    case 'object':
      if (value === null) return 'null'
      return Array.isArray(value)
        ? canonicalArray(value)
        : canonicalObject(value as Record<string, unknown>)
    default:
      throw new TypeError(`canonical JSON cannot hold a ${typeof value}`)
  }
}

function canonicalArray(value: readonly unknown[]): string {
  let items = ''
  for (let i = 0; i < value.length; i++) items += (i === 0 ? '' : ',') + canonicalJson(value[i])
  return `[${items}]`
}

function canonicalObject(value: Record<string, unknown>): string {
  const keys = Object.keys(value)
  if (!isSorted(keys)) keys.sort()
  let items = ''
  for (const key of keys) {
    const item = value[key]
    if (item !== undefined)
      items += `${items === '' ? '' : ','}${canonicalJson(key)}:${canonicalJson(item)}`
  }
  return `{${items}}`
}

function isSorted(keys: readonly string[]): boolean {
  for (let i = 1; i < keys.length; i++)
    if ((keys[i - 1] as string) > (keys[i] as string)) return false
  return true
}
