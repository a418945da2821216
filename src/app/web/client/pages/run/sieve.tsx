/** What of a transcript is shown: of whom, of what, with which words; read as people read it, or entry by entry. */
import type { RunHead } from '../../../../../study/viewing/run/run-head.ts'
import {
  isFiltering,
  NO_FILTER,
  type TranscriptFilter,
} from '../../../../../study/viewing/run/transcript-filter.ts'
import { LINE_GROUPS, type LineGroup } from '../../../../../study/viewing/run/line-groups.ts'
import { count } from '../../shell/numbers.ts'
import { plainLine } from '../../shell/plain.ts'
import type { Seats } from './marks.tsx'
import type { Place } from './place.ts'
import type { Manner } from './tick-pages.ts'
import type { Found } from './use-found.ts'

const GROUPS = [['', 'Everything'], ...Object.entries(LINE_GROUPS)] as const

interface SieveProps {
  readonly filter: TranscriptFilter
  readonly onFilter: (filter: TranscriptFilter) => void
  readonly place: Place
  readonly seats: Seats
  readonly found: Found | undefined
  readonly head: RunHead
}

export function Sieve({ filter, onFilter, place, seats, found, head }: SieveProps) {
  return (
    <div class="sieve" role="search" aria-label="What of the transcript is shown">
      <div class="row manners" role="group" aria-label="How it is shown">
        <MannerButton place={place} manner="read" words="As people read it" />
        <MannerButton place={place} manner="entries" words="Every entry" />
      </div>
      <select
        aria-label="Whose"
        value={filter.who}
        onChange={(event) => onFilter({ ...filter, who: event.currentTarget.value })}
      >
        <option value="">Everybody</option>
        {[...seats.values()].map(({ participant, name, role }) => (
          <option key={participant} value={participant}>
            {plainLine(name)} · {plainLine(role)}
          </option>
        ))}
      </select>
      <select
        aria-label="What"
        value={filter.group}
        onChange={(event) =>
          onFilter({ ...filter, group: event.currentTarget.value as LineGroup | '' })
        }
      >
        {GROUPS.map(([group, words]) => (
          <option key={group} value={group}>
            {words}
          </option>
        ))}
      </select>
      <label class="sieve-words">
        <span class="unseen">With the words</span>
        <input
          type="search"
          placeholder="Search words"
          value={filter.words}
          onInput={(event) => onFilter({ ...filter, words: event.currentTarget.value })}
        />
      </label>
      {isFiltering(filter) && (
        <button type="button" onClick={() => onFilter(NO_FILTER)}>
          Show all
        </button>
      )}
      <small role="status" class="sieve-found">
        {found !== undefined && foundInWords(found, head)}
      </small>
    </div>
  )
}

function foundInWords({ ticks, looked, isWhole }: Found, head: RunHead): string {
  const some = `${count(ticks.length)} of ${count(head.ticks)} ticks`
  return isWhole ? some : `${some}; ${count(looked)} looked through so far…`
}

interface MannerProps {
  readonly place: Place
  readonly manner: Manner
  readonly words: string
}

function MannerButton({ place, manner, words }: MannerProps) {
  const choose = (): void => {
    place.manner.value = manner
    place.goTo(place.tick.peek(), place.wish.peek().entry)
  }
  return (
    <button type="button" aria-pressed={place.manner.value === manner} onClick={choose}>
      {words}
    </button>
  )
}
