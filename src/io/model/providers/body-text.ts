/** Reads the bytes of a body as text, and the text as JSON, whatever they are. */

export interface DecodedText {
  readonly text: string
  /** False where bytes that are not UTF-8 became U+FFFD. */
  readonly isUtf8: boolean
}

/** Half a character at the end of a body that was cut is nothing that the server did wrong, and is left out. */
export function decodedText(body: Uint8Array, isCut: boolean): DecodedText {
  const how = { stream: isCut }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(body, how), isUtf8: true }
  } catch {
    return { text: new TextDecoder('utf-8').decode(body, how), isUtf8: false }
  }
}

/** Undefined where the text is no JSON. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
