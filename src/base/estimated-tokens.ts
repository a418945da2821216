/** How many tokens words are, where no tokenizer is at hand. */

/** About so many characters of English are one token. */
const CHARACTERS_PER_TOKEN = 4

/** A rough count, rounded up. `characters` are UTF-16 code units. */
export function estimatedTokens(characters: number): number {
  return Math.ceil(characters / CHARACTERS_PER_TOKEN)
}
