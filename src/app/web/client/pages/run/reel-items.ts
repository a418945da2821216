/** The drawn items of a long list: which, and their elements in order, each with its place as `data-at`. */

export interface Drawn {
  readonly from: number
  readonly to: number
}

/** Items that are drawn before anything is measured. */
const FIRST = 10

export function around(place: number, count: number): Drawn {
  const from = Math.max(0, Math.min(place - 2, count - FIRST))
  return { from, to: Math.min(count, from + FIRST) }
}

export function childrenOf(items: HTMLElement): HTMLElement[] {
  return [...items.children] as HTMLElement[]
}

export function placeOf(child: HTMLElement): number {
  return Number(child.dataset['at'])
}

export function itemAt(items: HTMLElement, place: number): HTMLElement | undefined {
  return childrenOf(items).find((child) => placeOf(child) === place)
}

export function offsetWithin(element: HTMLElement, items: HTMLElement): number {
  return element.getBoundingClientRect().top - items.getBoundingClientRect().top
}
