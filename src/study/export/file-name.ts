/** Names of files, made of words that may be anybody's. */

const MOST = 60

/** Letters, digits, dots, underscores and hyphens of the words, in lower case: no separators, no hidden files, nothing a shell would read. */
export function fileNameOf(words: string): string {
  const name = words
    .normalize('NFKD')
    .replaceAll(/\p{Mark}+/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9._]+/g, '-')
    .replaceAll(/^[-.]+|[-.]+$/g, '')
    .replaceAll(/\.{2,}/g, '.')
    .slice(0, MOST)
  return name === '' ? 'unnamed' : name
}
