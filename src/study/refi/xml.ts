/** Words as XML 1.0 can hold them, and elements in text. */

/** What XML 1.0 forbids: controls but tab, line feed and carriage return, lone surrogates, U+FFFE and U+FFFF. */
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]/gu

/** What a parser would take for markup, or would change: line breaks and tabs of attributes become spaces unless they are written as references. */
const SPECIAL = /[&<>"\t\n\r]/g
const SPECIAL_IN_TEXT = /[&<>\r]/g
const ESCAPED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
}

/** The words with U+FFFD in the place of each character that XML 1.0 cannot hold, one for one: offsets stay. `replaced` is told how many there were. */
export function holdable(words: string, replaced?: (count: number) => void): string {
  let count = 0
  const held = words.replace(FORBIDDEN, () => {
    count++
    return '\ufffd'
  })
  if (count > 0) replaced?.(count)
  return held
}

/** Words between tags. */
export function textOf(words: string): string {
  return holdable(words).replace(SPECIAL_IN_TEXT, (one) => ESCAPED[one] ?? one)
}

export type Attributes = Readonly<Record<string, string | number | boolean>>

function attributesOf(attributes: Attributes): string {
  return Object.entries(attributes)
    .map(([name, value]) => {
      const words = holdable(String(value)).replace(SPECIAL, (one) => ESCAPED[one] ?? one)
      return ` ${name}="${words}"`
    })
    .join('')
}

export function opening(name: string, attributes: Attributes = {}): string {
  return `<${name}${attributesOf(attributes)}>`
}

export function closing(name: string): string {
  return `</${name}>`
}

/** A whole element; `inside` is markup already. */
export function element(name: string, attributes: Attributes = {}, inside = ''): string {
  return inside === ''
    ? `<${name}${attributesOf(attributes)}/>`
    : `<${name}${attributesOf(attributes)}>${inside}</${name}>`
}

/** Some elements within a container, which the schema forbids to be empty: nothing where there are none. */
export function* contained(name: string, parts: Iterable<string>): Iterable<string> {
  let isOpen = false
  for (const part of parts) {
    if (!isOpen) yield `${opening(name)}\n`
    isOpen = true
    yield `${part}\n`
  }
  if (isOpen) yield `${closing(name)}\n`
}
