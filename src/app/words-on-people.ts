/** Finds the sentences of a text that call others people. */

const PEOPLE =
  '(?:persons?|people|humans?|participants?|subjects?|students?|volunteers?|man|men|woman|women)'
/** What points at somebody else: "you are a participant" does not. */
const WHICH =
  '(?:(?:an)?other|others?|that|those|these|the|same|several|all|each|both|real|human|fellow)'

const CALLS_PEOPLE = new RegExp(
  [
    String.raw`\b${WHICH} (?:[\w-]+ )?${PEOPLE}\b`,
    String.raw`\bhuman (?:players?|partners?|opponents?|beings?)\b`,
    String.raw`\b(?:some|any)(?:one|body) else\b`,
    String.raw`\b(?:he or she|she or he|him or her|his or her)\b`,
  ].join('|'),
  'i',
)

/** English alone is known, and names are not: a text without such sentences may still pass a program off as somebody. */
export function sentencesOnPeople(text: string): string[] {
  return text
    .split(/(?<=[.!?:])\s+|\n+/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => CALLS_PEOPLE.test(sentence))
}
