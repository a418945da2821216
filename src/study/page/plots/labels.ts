/** Names of anybody as labels that fit: broken into lines, cut where they are too long, and never two alike. */

/** Stands where a label is broken; names may hold it, and are then broken there. */
const BREAK = '⏎'

/** What makes lines of a label: an expression of Vega's, of this house only. */
export const IN_LINES = `split(datum.label, '${BREAK}')`

export interface Labels {
  /** Name → label. */
  of(name: string): string
  /** In the order of the names. */
  readonly all: readonly string[]
  /** Of the label with the most. */
  readonly lines: number
}

/** At most so many letters in a line, and so many lines. Crossed treatments are lists: each item begins a line. */
export function labelsOf(names: readonly string[], letters: number, most = 3): Labels {
  const labels = new Map<string, string>()
  const taken = new Set<string>()
  for (const name of names) {
    if (labels.has(name)) continue
    const label = brokenUp(name, letters, most)
    let own = label
    for (let n = 2; taken.has(own); n++) own = `${label} (${n})`
    taken.add(own)
    labels.set(name, own)
  }
  const all = [...taken]
  return {
    of: (name) => labels.get(name) ?? name,
    all,
    lines: Math.max(1, ...all.map((label) => label.split(BREAK).length)),
  }
}

/** The lines of one name, for marks that take lists. */
export function linesOf(name: string, letters: number, most = 2): string[] {
  return brokenUp(name, letters, most).split(BREAK)
}

function brokenUp(name: string, letters: number, most: number): string {
  const lines: string[] = []
  let line = ''
  for (const item of name.split(/(?<=, )/)) {
    if (line !== '' && line.length + item.length > letters) {
      lines.push(line)
      line = ''
    }
    // At a hyphen only between words: `llama-2` stays whole.
    for (const word of item.split(/(?<=[ /])|(?<=\p{L}{2}-)(?=\p{L}{2})/u)) {
      if (line !== '' && (line + word).trimEnd().length > letters) {
        lines.push(line)
        line = ''
      }
      line += word
    }
  }
  lines.push(line)
  const told = lines.slice(0, most).map((one) => cut(one.trim().replace(/,$/, ''), letters))
  if (lines.length > most) told[most - 1] = cut(`${told[most - 1] ?? ''} …`, letters)
  return told.join(BREAK)
}

function cut(line: string, letters: number): string {
  return line.length <= letters ? line : `${line.slice(0, letters - 1).trimEnd()}…`
}
