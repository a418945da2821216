/** Draws tables that fit on a screen: long names are cut short, and what is still too wide goes on below. */
import { sanitiseLine } from '../../../base/sanitise.ts'
import { drawTable, type DrawnCell } from '../draw-table.ts'

/** So many characters a line has at most. */
export const WIDTH = 120
/** Names are cut no shorter than this to make one block of several. */
const LEAST_NAME = 24
/** Where there are several anyway, names are cut to this, and further only for the sake of a wide column. */
const LONG_NAME = 48
const LEAST_OF_ALL = 12
/** Heads of columns may be anybody's words, too. */
const MOST_HEAD = 40
const GAP = 2

/** A table whose first `keys` columns say what a row is about: they are told again wherever the other columns go on below. */
export function fitTable(
  head: readonly string[],
  rows: readonly (readonly DrawnCell[])[],
  keys: number,
): string[] {
  const heads = [...head.slice(0, keys), ...shortNames(head.slice(keys), MOST_HEAD)]
  const widths = widthsOf([heads, ...rows])
  const room = WIDTH - totalOf(widths.slice(keys))
  const widest = Math.max(0, ...widths.slice(keys))
  const short = shortKeys([heads, ...rows], keys, { room, widest })
  const [shortHeads = [], ...shortRows] = short
  const keyWidth = totalOf(widthsOf(short).slice(0, keys))
  const blocks = blocksOf(widths.slice(keys), WIDTH - keyWidth)
  return blocks.flatMap((block, place) => {
    const shown = <T>(row: readonly T[]): T[] => [
      ...row.slice(0, keys),
      ...block.map((column) => row[keys + column] as T),
    ]
    const table = drawTable(shown(shortHeads).map(textOf), shortRows.map(shown))
    return place === 0 ? [table] : ['', table]
  })
}

function widthsOf(rows: readonly (readonly DrawnCell[])[]): number[] {
  return (rows[0] ?? []).map((_, column) =>
    rows.reduce((most, row) => Math.max(most, textOf(row[column]).length), 0),
  )
}

/** The columns with the gap behind each. */
function totalOf(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width + GAP, 0)
}

/** Places of columns in order, as many side by side as there is room for. */
function blocksOf(widths: readonly number[], room: number): number[][] {
  const blocks: number[][] = [[]]
  for (const [column, width] of widths.entries()) {
    const block = blocks.at(-1) as number[]
    // Nothing stands behind the last gap.
    const isWide = totalOf([...block.map((one) => widths[one] ?? 0), width]) - GAP > room
    if (isWide && block.length > 0) blocks.push([column])
    else block.push(column)
  }
  return blocks
}

/** The rows with the names in their key columns cut, the longest first, so that all columns stand side by side if that can be. */
function shortKeys(
  rows: readonly (readonly DrawnCell[])[],
  keys: number,
  { room, widest }: { readonly room: number; readonly widest: number },
): readonly (readonly DrawnCell[])[] {
  const names = Array.from({ length: keys }, (_, key) => rows.map((row) => textOf(row[key])))
  const whole = names.map((column) => column.reduce((most, name) => Math.max(most, name.length), 0))
  const least = whole.map((width) => Math.min(width, LEAST_NAME))
  const isOneBlock = totalOf(least) <= room + GAP
  const widths = isOneBlock
    ? narrowed(whole, LEAST_NAME, room + GAP)
    : narrowed(narrowed(whole, LONG_NAME, WIDTH / 2), LEAST_OF_ALL, WIDTH - widest)
  const cut = names.map((column, key) => shortNames(column, widths[key] ?? 0))
  return rows.map((row, place) => [...cut.map((column) => column[place]), ...row.slice(keys)])
}

/** Takes from the widest until all fit in `room` or none is wider than `least`. */
function narrowed(whole: readonly number[], least: number, room: number): number[] {
  const widths = [...whole]
  for (let most = Math.max(...widths); totalOf(widths) > room && most > least; most--)
    widths.splice(0, widths.length, ...widths.map((width) => Math.min(width, most - 1)))
  return widths
}

/** Names of at most `width` characters, cut in their middle. Different names stay different: those that would not are numbered. */
export function shortNames(names: readonly string[], width: number): string[] {
  const short = new Map<string, string>()
  const taken = new Set(names.filter(({ length }) => length <= width))
  for (const name of new Set(names)) {
    let made = cut(name, width)
    for (let n = 2; made !== name && taken.has(made); n++) {
      const number = ` ${n}`
      made = `${cut(name, width - number.length)}${number}`
    }
    taken.add(made)
    short.set(name, made)
  }
  return names.map((name) => short.get(name) ?? name)
}

function cut(name: string, width: number): string {
  if (name.length <= width) return name
  const kept = width - 1
  return `${name.slice(0, Math.ceil(kept / 2))}…${name.slice(name.length - Math.floor(kept / 2))}`
}

function textOf(cell: DrawnCell): string {
  return cell === null || cell === undefined ? '' : sanitiseLine(String(cell))
}

/** Words in lines of at most `WIDTH` characters. */
export function wrapWords(text: string): string[] {
  const lines: string[] = []
  for (const word of sanitiseLine(text).split(' ')) {
    const line = lines.at(-1)
    if (line !== undefined && line.length + 1 + word.length <= WIDTH)
      lines[lines.length - 1] = `${line} ${word}`
    else lines.push(word)
  }
  return lines
}
