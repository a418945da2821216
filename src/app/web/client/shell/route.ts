/** Where the page is: the part of the address after `#`, so that a site on a disk has addresses too. */
import { computed, signal } from '@preact/signals'

/** `#/record/page/rest…?name=value` */
interface Route {
  readonly record: string | undefined
  readonly page: string
  readonly rest: readonly string[]
  readonly query: Readonly<Record<string, string>>
}

const hash = signal(location.hash)
addEventListener('hashchange', () => (hash.value = location.hash))

export const route = computed((): Route => {
  const [path = '', search = ''] = hash.value.replace(/^#\/?/, '').split('?')
  const [record, page = '', ...rest] = path.split('/').map(decoded)
  return {
    record: record === '' ? undefined : record,
    page,
    rest,
    query: Object.fromEntries(new URLSearchParams(search)),
  }
})

/** An address that somebody shortened or mistyped is no reason to stop. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

type Place = readonly (string | number)[]
type Search = Readonly<Record<string, string | number | undefined>>

/** The address of a place: `href(['showcase', 'run', id], { tick: 4 })`. */
export function href(place: Place, query: Search = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '')
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)]))
  const path = place.map((part) => encodeURIComponent(part)).join('/')
  return given.length === 0 ? `#/${path}` : `#/${path}?${search}`
}

/** Goes to a place. `replace` leaves no step to go back to: for what changes while one slides or types. */
export function go(place: Place, query: Search = {}, how: 'push' | 'replace' = 'push'): void {
  const address = href(place, query)
  if (how === 'push') location.hash = address
  // Somebody goes elsewhere at this moment, and the page has yet to hear of it: where it stood is no matter any more.
  else if (location.hash !== hash.peek()) return
  else history.replaceState(null, '', address)
  hash.value = location.hash
}
