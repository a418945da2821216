/** What stands in the strip: the number of a round, and what somebody did in it, was paid and has earned. */
import type { ComponentChild } from 'preact'
import { useMemo } from 'preact/hooks'
import type { StripColumn, StripPage } from '../../../../../study/viewing/run/game-strip.ts'
import { count } from '../../shell/numbers.ts'
import type { Place } from './place.ts'
import { StripMoves } from './strip-moves.tsx'
import { signed, withMinus } from './sums.ts'

/** The cells of a page: the same elements whenever it is drawn again, so that they are not compared. */
export function useCells(
  page: StripPage,
  hasPayoffs: boolean,
): (column: StripColumn, row: number) => ComponentChild {
  return useMemo(() => {
    const drawn = new Map(
      page.columns.map((column) => [
        column,
        page.participants.map((participant, row) => (
          <Cell key={participant} column={column} row={row} hasPayoffs={hasPayoffs} />
        )),
      ]),
    )
    return (column, row) => drawn.get(column)?.[row]
  }, [page, hasPayoffs])
}

interface RoundButtonProps {
  readonly column: StripColumn
  readonly isAt: boolean
  readonly place: Place
}

/** Takes one to the first tick of a column. */
export function RoundButton({ column, isAt, place }: RoundButtonProps) {
  const { round, tick } = column
  return (
    <button
      type="button"
      class="round-button"
      aria-current={isAt ? 'step' : undefined}
      onClick={() => {
        place.follows.value = false
        place.goTo(tick)
      }}
    >
      <span class="unseen">{round === null ? 'tick' : 'round'} </span>
      {count(round ?? tick)}
    </button>
  )
}

interface CellProps {
  readonly column: StripColumn
  readonly row: number
  readonly hasPayoffs: boolean
}

function Cell({ column, row, hasPayoffs }: CellProps) {
  const cell = column.cells[row]
  if (cell === undefined) return null
  return (
    <>
      <StripMoves moves={cell.moves} />
      {hasPayoffs && (
        <span class="strip-sums">
          <span class="unseen">paid </span>
          <span class="strip-points">{cell.points === null ? '–' : signed(cell.points)}</span>
          <span class="unseen">, earned so far </span>
          <small class="strip-earned">
            <span aria-hidden="true">Σ </span>
            {withMinus(cell.earnings)}
          </small>
        </span>
      )}
    </>
  )
}
