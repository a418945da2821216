/** Keeps a provider's key out of everything that could be recorded, printed or thrown. */

/** Shorter ones are the placeholders of local servers (`none`, `ollama`), which are ordinary words. */
const LEAST_SECRET = 8

/** The text without the key. What is not secret is left alone. */
export function withoutKey(text: string, key: string | null): string {
  return key === null || key.length < LEAST_SECRET ? text : text.replaceAll(key, '[key]')
}

const MOST_SAID = 300

/** A server's message as an error may quote it: without key, control characters and line breaks, and short. */
export function quotable(message: string, key: string | null): string {
  // The key goes first: blanks or a cut in its middle would leave a part of it.
  const plain = withoutKey(message, key)
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
  return plain.length > MOST_SAID ? `${plain.slice(0, MOST_SAID).toWellFormed()}…` : plain
}
