/** Texts measured in Unicode code points, as spans are. */

/** How many a text has. */
export function codePoints(text: string): number {
  // Pairs of surrogates are one code point: most texts have none.
  return text.length - (text.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0)
}

/** Part of a text between two offsets in code points, the end exclusive. */
export function sliceOf(
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
): string {
  return [...text].slice(start, end).join('')
}
