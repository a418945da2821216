/** What sections of a page are made of: a heading, words, figures with their numbers. */
import { draw, type Drawing } from './draw.ts'
import { el, type Html, type Inside } from './html.ts'
import { numbersOf, type PageTable } from './table.ts'

/** A part of the page, with the name that its contents list. */
export interface Section {
  readonly id: string
  readonly title: string
  readonly inside: readonly Inside[]
}

export function sectionHtml({ id, title, inside }: Section): Html {
  return el(
    'section',
    { id, 'aria-labelledby': `${id}-heading` },
    el('h2', { id: `${id}-heading` }, title),
    inside,
  )
}

export function words(text: string): Html {
  return el('p', {}, text)
}

/** Small print: how numbers were worked out. */
export function note(text: string): Html {
  return el('p', { class: 'note' }, text)
}

/** A plot with a caption, and its numbers in a table beside it. */
export async function figure(drawing: Drawing, numbers: PageTable): Promise<Html> {
  return el(
    'figure',
    {},
    el('figcaption', {}, drawing.title),
    el('div', { class: 'draw' }, await draw(drawing)),
    numbersOf(numbers),
  )
}
