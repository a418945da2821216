/** What the page was told when it was made: it stands in the document, as JSON. */

export interface Told {
  /** True on a static site: answers are files beside the page. */
  readonly isStatic?: boolean
}

export const told: Told = JSON.parse(document.body.dataset.told ?? '{}') as Told
