/** Keeps a provider's key, and what else it is told in secret, out of everything that could be recorded, printed or thrown. */

/** Shorter ones are the placeholders of local servers (`none`, `ollama`), which are ordinary words. */
const LEAST_SECRET = 8
/** Of a key this long half is a secret too: a reply that was cut off may end in it. The half of a shorter one may be an ordinary word. */
const LEAST_DIVISIBLE = 32
const STRUCK_OUT = '[key]'

/** Words for the kind of a key, which a server leaves out when it repeats what it was sent. */
const SCHEME = /^(?:bearer|basic|token|(?:api-?)?key)[\s=:]+/i

/** All that must never come back: the key, and the value of every secret header, with and without its scheme. Longer ones come first. */
export function secretsOf(
  key: string | null,
  headers: Readonly<Record<string, string>>,
): readonly string[] {
  const values = Object.values(headers).map((value) => value.trim())
  const bare = values.map((value) => value.replace(SCHEME, ''))
  const secrets = new Set([...(key === null ? [] : [key]), ...values, ...bare])
  // Within a longer one, a shorter one that was struck out first would hide the rest of it.
  return [...secrets]
    .filter(({ length }) => length >= LEAST_SECRET)
    .sort((a, b) => b.length - a.length)
}

/** The text without secrets, and without any half of a long one. What is short is left alone. */
export function withoutKey(text: string, secrets: readonly string[]): string {
  return secrets.reduce(withoutOne, text)
}

function withoutOne(text: string, secret: string): string {
  if (secret.length < LEAST_SECRET) return text
  const plain = text.replaceAll(secret, STRUCK_OUT)
  return secret.length < LEAST_DIVISIBLE ? plain : withoutParts(plain, secret)
}

/** Whatever is half of the key holds a whole quarter of it: quarters are looked for, and what stands around them is held against the key. */
function withoutParts(text: string, key: string): string {
  const quarter = Math.floor(key.length / 4)
  let plain = text
  for (let place = 0; place + quarter <= key.length; place += quarter) {
    const sought = key.slice(place, place + quarter)
    for (let at = plain.indexOf(sought); at >= 0;) {
      const before = commonEnd(plain.slice(Math.max(0, at - place), at), key.slice(0, place))
      const after = commonStart(plain.slice(at, at + key.length), key.slice(place))
      const isHalf = before + after >= Math.floor(key.length / 2)
      if (isHalf) plain = plain.slice(0, at - before) + STRUCK_OUT + plain.slice(at + after)
      at = plain.indexOf(sought, isHalf ? at - before + STRUCK_OUT.length : at + 1)
    }
  }
  return plain
}

function commonStart(a: string, b: string): number {
  let length = 0
  while (length < Math.min(a.length, b.length) && a[length] === b[length]) length++
  return length
}

function commonEnd(a: string, b: string): number {
  let length = 0
  while (length < Math.min(a.length, b.length) && a.at(-1 - length) === b.at(-1 - length)) length++
  return length
}

const MOST_SAID = 300

/** A server's message as an error may quote it: without secrets, control characters and line breaks, and short. */
export function quotable(message: string, secrets: readonly string[]): string {
  // Secrets go first: blanks or a cut in the middle of one would leave a part of it.
  const plain = withoutKey(message, secrets)
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
  return plain.length > MOST_SAID ? `${plain.slice(0, MOST_SAID).toWellFormed()}…` : plain
}
