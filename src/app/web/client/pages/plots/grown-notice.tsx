/** Says that there is more to draw than was drawn: plots stay as they are while they are read. */
import type { RecordHead } from '../../../../../study/viewing/runs/record-head.ts'
import { count } from '../../shell/numbers.ts'
import { useAnswer } from '../../shell/use-answer.ts'
import type { PageProps } from '../page.ts'

interface GrownProps extends PageProps {
  /** Finished runs of the record when it was drawn; undefined before anything was. */
  readonly finished: number | undefined
  /** Whether anything was written since. */
  readonly isChanged: boolean
  readonly onRedraw: () => void
}

/** Plots are of finished runs: while others are played, nothing that is written changes them. */
export function GrownNotice({ record, finished, isChanged, onRedraw }: GrownProps) {
  const { value: head } = useAnswer<RecordHead>(`records/${record.id}/runs/head`, {}, record.id)
  const more = finished === undefined ? 0 : Math.max(0, (head?.counts.finished ?? 0) - finished)
  const isOtherwise =
    more === 0 && isChanged && finished !== undefined && head?.counts.started === 0
  const isGrown = more > 0 || isOtherwise
  return (
    <div class={isGrown ? 'notice row' : 'unseen'}>
      {/* Said once, however many follow: the number stands with the button. */}
      <span role="status">
        {more > 0
          ? 'More runs have finished since these plots were drawn.'
          : isOtherwise
            ? 'The record has changed since these plots were drawn.'
            : ''}
      </span>
      {isGrown && (
        <button type="button" onClick={onRedraw}>
          Draw again{more === 0 ? '' : `, with ${count(more)} more ${more === 1 ? 'run' : 'runs'}`}
        </button>
      )}
    </div>
  )
}
