/** Makes words of others safe to print: what would steer a terminal or turn text round is shown instead of obeyed. */

/**
 * What is not text but an instruction: C0 controls and DEL, C1 controls, line and paragraph separators, marks that reorder
 * text (bidi), characters that are not seen at all (tags, zero-width spaces, byte order marks), lone surrogates. Joiners and variation
 * selectors stay: emoji and many scripts need them.
 */
const UNSAFE =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}\ud800-\udfff]/gu

const LINE_BREAKS_AND_TABS = /[\t\n]/g

/** The text with every unsafe character made visible: controls as their pictures (␛), others as `\u{202e}`. Line feeds and tabs stay. */
export function sanitise(text: string): string {
  return text.replaceAll(UNSAFE, visible)
}

/** The same for text that must stay on one line: line feeds and tabs become pictures too. */
export function sanitiseLine(text: string): string {
  return sanitise(text).replaceAll(LINE_BREAKS_AND_TABS, visible)
}

function visible(character: string): string {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x20) return String.fromCodePoint(0x2400 + code)
  if (code === 0x7f) return '␡'
  return `\\u{${code.toString(16)}}`
}
