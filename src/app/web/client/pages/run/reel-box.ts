/** A long list as the browser measures it: its window, and the drawn items, each with its place as `data-at`. */

/** What a browser measures of the list, and does to it; all in CSS pixels. */
export interface Box {
  /** How much of the list is in sight: more than 0. */
  readonly windowHeight: number
  /** How high the drawn items are together. */
  readonly height: number
  scrollTop(): number
  scrollTo(top: number): void
  /** Puts the drawn items at `y` in a list that is `whole` high. */
  put(y: number, whole: number): void
  /** The drawn items in order. */
  spans(): Iterable<Span>
  /** Where the wished element within an item is, if it is drawn, counted from where the drawn items begin. */
  wished(): number | undefined
}

export interface Span {
  readonly place: number
  /** Counted from where the drawn items begin. */
  readonly top: number
  readonly height: number
}

/** The box of a list, as the browser measures it; undefined while it is not shown, since then nothing in it has a height. */
export function boxOf(
  window: HTMLElement | null,
  list: HTMLElement | null,
  items: HTMLElement | null,
  element: string | null,
): Box | undefined {
  if (window === null || list === null || items === null) return undefined
  if (window.clientHeight === 0) return undefined
  const children = items.children as HTMLCollectionOf<HTMLElement>
  return {
    windowHeight: window.clientHeight,
    height: items.offsetHeight,
    scrollTop: () => window.scrollTop,
    scrollTo: (top) => (window.scrollTop = top),
    put(y, whole) {
      list.style.height = `${whole}px`
      items.style.top = `${y}px`
    },
    *spans() {
      for (const child of children)
        yield { place: placeOf(child), top: child.offsetTop, height: child.offsetHeight }
    },
    wished() {
      const found = element === null ? null : document.getElementById(element)
      return found !== null && items.contains(found) ? offsetWithin(found, items) : undefined
    },
  }
}

function placeOf(child: HTMLElement): number {
  return Number(child.dataset['at'])
}

function offsetWithin(element: HTMLElement, items: HTMLElement): number {
  return element.getBoundingClientRect().top - items.getBoundingClientRect().top
}
