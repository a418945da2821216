/** What the page was told when it was made: it stands in the document, as JSON. */

export interface Told {
  /** True on a static site: answers are files beside the page. */
  readonly isStatic?: boolean
  /** Of a static site: among how many indexes the places of its answers are dealt out. */
  readonly indexes?: number
}

export const told: Told = JSON.parse(document.body.dataset.told ?? '{}') as Told
