/** What somebody did in a round, in the width of a column. */
import type { Move } from '../../../../../study/viewing/run/game-strip.ts'
import { decimal } from '../../shell/numbers.ts'
import { plainLine } from '../../shell/plain.ts'
import { DecisionStatus, OptionMark } from './marks.tsx'

/** More moves than these are counted. */
const MOST_MOVES = 4

export function StripMoves({ moves }: { readonly moves: readonly Move[] }) {
  if (moves.length === 0) return <span class="strip-none">–</span>
  // Words that were said beside a move are in the transcript.
  const played = moves.filter(({ isWords }) => !isWords)
  const shown = played.length > 0 ? played : moves
  const isOneAsk = new Set(shown.map(({ ask }) => ask)).size === 1
  return (
    <ul class="strip-moves">
      {shown.slice(0, MOST_MOVES).map((move, i) => (
        <li key={i}>
          <StripMove move={move} isNamed={!isOneAsk} />
        </li>
      ))}
      {shown.length > MOST_MOVES && <li class="quiet">and {shown.length - MOST_MOVES} more</li>}
    </ul>
  )
}

function StripMove({ move, isNamed }: { readonly move: Move; readonly isNamed: boolean }) {
  const { ask, value, displayed, status, option, isWords } = move
  return (
    <span class="strip-move" title={plainLine(ask)}>
      {option !== null && <OptionMark option={option} />}
      <span class={isWords ? 'strip-words' : 'strip-value'}>
        {value === null ? (
          <span class="quiet">nothing</span>
        ) : typeof value === 'number' ? (
          decimal(value)
        ) : (
          plainLine(value)
        )}
      </span>
      {displayed !== null && (
        <small class="strip-label" title={plainLine(displayed)}>
          “{plainLine(displayed)}”
        </small>
      )}
      {isNamed && option === null && <small>{plainLine(ask)}</small>}
      <DecisionStatus status={status} />
    </span>
  )
}
