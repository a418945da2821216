/** Makes HTML that is well-formed XML as well: every text and every attribute is escaped, and nothing else can get in. */
import { sanitise } from '../../base/sanitise.ts'

/** Markup that is safe as it is. */
export interface Html {
  readonly html: string
}

/** What may stand inside an element: markup, words of anybody, numbers, lists of these; null is nothing. */
export type Inside = Html | string | number | null | readonly Inside[]

export type Attributes = Readonly<Record<string, string | number | undefined>>

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Characters that no XML may hold, beyond those that `sanitise` shows. */
const NO_XML = /[\ufffe\uffff]/g

/** Words of anybody, as they may stand in markup and in attributes: what steers a screen or turns text round is shown instead of obeyed. */
export function escaped(words: string): string {
  return shownPlainly(words).replaceAll(/[&<>"']/g, (one) => ESCAPES[one] as string)
}

/** The same words for a plot, which escapes markup itself. */
export function shownPlainly(words: string): string {
  return sanitise(words).replaceAll(NO_XML, (one) => `\\u{${one.charCodeAt(0).toString(16)}}`)
}

/** Markup from this house. */
export function raw(html: string): Html {
  return { html }
}

/** Elements that hold nothing. */
const EMPTY = new Set(['meta', 'br', 'hr', 'col'])

/** `tag` and the names of attributes are from this house, never from a record. Attributes that are undefined are left out. */
export function el(tag: string, attributes: Attributes = {}, ...inside: readonly Inside[]): Html {
  const told = Object.entries(attributes)
    .flatMap(([name, value]) =>
      value === undefined ? [] : [` ${name}="${escaped(String(value))}"`],
    )
    .join('')
  if (EMPTY.has(tag)) return { html: `<${tag}${told} />` }
  return { html: `<${tag}${told}>${inside.map(markup).join('')}</${tag}>` }
}

export function markup(inside: Inside): string {
  if (inside === null) return ''
  if (typeof inside === 'string') return escaped(inside)
  if (typeof inside === 'number') return String(inside)
  if ('html' in inside) return inside.html
  return inside.map(markup).join('\n')
}
