/** The little that may stand around an answer without changing it: one pair of marks, one full stop. */

const MARKS: readonly (readonly [string, string])[] = [
  ['***', '***'],
  ['**', '**'],
  ['*', '*'],
  ['`', '`'],
  ['"', '"'],
  ["'", "'"],
  ['“', '”'],
  ['‘', '’'],
  ['«', '»'],
]

/** The words as they stand, then without a full stop, without a pair of marks, and without both. No other reading is tolerated. */
export function unwrappings(words: string): readonly string[] {
  const plain = words.trim()
  const found = [plain, withoutStop(plain), withoutMarks(plain)]
  found.push(withoutMarks(withoutStop(plain)), withoutStop(withoutMarks(plain)))
  return [...new Set(found)].filter((one) => one !== '')
}

function withoutStop(words: string): string {
  return words.endsWith('.') ? words.slice(0, -1).trimEnd() : words
}

function withoutMarks(words: string): string {
  for (const [open, close] of MARKS) {
    if (words.length <= open.length + close.length) continue
    if (!words.startsWith(open) || !words.endsWith(close)) continue
    return words.slice(open.length, -close.length).trim()
  }
  return words
}
