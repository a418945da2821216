/** Goes through the cells of a grid with the arrow keys: one stop of the tab key for all of them. */

const MOVES: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
  Home: [0, -Infinity],
  End: [0, Infinity],
}

/** Gives the grid the stop of the tab key where it has none. */
export function tabStop(table: HTMLTableElement | null): void {
  if (table === null || table.querySelector('a[tabindex="0"]') !== null) return
  table.querySelector('a')?.setAttribute('tabindex', '0')
}

/** Moves the focus as the key says, to the next cell in that direction that has a link. */
export function stepTo(table: HTMLTableElement | null, event: KeyboardEvent): void {
  const move = MOVES[event.key]
  const from = (event.target as Element).closest('td')
  const row = from?.closest('tr')
  if (move === undefined || table === null || !from || !row || hasModifier(event)) return
  const target = move[0] === 0 ? along(row, from, move[1]) : across(row, from, move[0])
  event.preventDefault()
  if (target === undefined) return
  for (const stop of table.querySelectorAll('a[tabindex="0"]')) stop.setAttribute('tabindex', '-1')
  target.setAttribute('tabindex', '0')
  target.focus()
}

function hasModifier({ altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent): boolean {
  return altKey || ctrlKey || metaKey || shiftKey
}

function along(
  row: HTMLTableRowElement,
  from: HTMLTableCellElement,
  step: number,
): HTMLElement | undefined {
  const links = [...row.querySelectorAll<HTMLElement>('td.cell-box a')]
  const at = links.findIndex((link) => from.contains(link))
  return links[Math.min(links.length - 1, Math.max(0, at + step))]
}

function across(
  row: HTMLTableRowElement,
  from: HTMLTableCellElement,
  step: number,
): HTMLElement | undefined {
  for (
    let next = sibling(row, step);
    next instanceof HTMLTableRowElement;
    next = sibling(next, step)
  ) {
    const link = next.cells[from.cellIndex]?.querySelector('a')
    if (link) return link
  }
  return undefined
}

function sibling(row: Element, step: number): Element | null {
  return step > 0 ? row.nextElementSibling : row.previousElementSibling
}
