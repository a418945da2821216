/** How far the work has come, at which pace, and whether all of it is saved. */
import { paceOf } from '../../../../study/viewing/coder/coding-pace.ts'
import { count, duration } from '../shell/numbers.ts'
import { desk, finished, finishedMs, place, saving, task } from './work.ts'

export function Progress() {
  const all = task.value?.units.length ?? 0
  const coded = finished.value.size
  const paceMs = paceOf(finishedMs.value)
  const isThrough = all > 0 && coded === all
  return (
    <div class="coder-progress">
      <div class="row">
        <strong>
          Unit {count(place.value + 1)} of {count(all)}
        </strong>
        <span>
          {count(coded)} coded{isThrough ? '. All of them: thank you.' : ''}
        </span>
        {paceMs !== null && !isThrough && (
          <span class="quiet">
            {duration(paceMs)} for a unit · about {duration(paceMs * (all - coded))} left
          </span>
        )}
        <span class={`coder-saved coder-saved-${saving.value.kind}`}>
          {desk.value.waiting.length === 0
            ? 'All is saved'
            : `${desk.value.waiting.length} to be saved`}
        </span>
      </div>
      <progress class="coder-bar" max={Math.max(1, all)} value={coded} aria-label="Units coded" />
    </div>
  )
}
