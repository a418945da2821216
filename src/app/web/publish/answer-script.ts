/** An answer as a script that hands it over: a page that was opened from a disk may load scripts and nothing else. */

/** What could end the string, the line or the element that it stands in, were the file ever put into a page. */
const ENDING = /[\\'<>\u0000-\u001f\u2028\u2029\ud800-\udfff]/gu

/** `coterieAnswer('path','JSON')`. JSON stays text until it is parsed: as an object literal, its `__proto__` would be no key. */
export function answerScript(path: string, answer: unknown): string {
  return `coterieAnswer(${quoted(path)},${quoted(JSON.stringify(answer))})\n`
}

function quoted(text: string): string {
  return `'${text.replaceAll(ENDING, escape)}'`
}

/** Backslashes and quotes are the many. */
function escape(one: string): string {
  if (one === '\\' || one === "'") return `\\${one}`
  return `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`
}
