/** Tables of generated pages. */

/** A Markdown table as Prettier lays it out; a bar in a cell is escaped. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const safe = rows.map((row) => row.map((cell) => cell.replaceAll('|', '\\|')))
  const widths = head.map((cell, i) =>
    Math.max(3, cell.length, ...safe.map((row) => (row[i] ?? '').length)),
  )
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`
  return [
    line(head),
    `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`,
    ...safe.map(line),
    '',
  ].join('\n')
}
