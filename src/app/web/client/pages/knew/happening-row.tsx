/** One thing that happened, in a line with what it is, whose, and a mark for who knows. */
import type { ComponentChildren } from 'preact'
import type { Happening } from '../../../../../study/viewing/knew/known-boundary.ts'
import type { KnewFrame } from '../../../../../study/viewing/knew/known-shapes.ts'
import { plainLine } from '../../shell/plain.ts'
import { nameIn } from './at.ts'
import { Data } from './data.tsx'
import { Words } from './words.tsx'

interface RowProps {
  readonly happening: Happening
  /** Who is told of something is said where not all who sit in the run are. */
  readonly frame: KnewFrame
  /** Ends the class; told in words by `mark`. */
  readonly look: string
  readonly mark: ComponentChildren
}

export function HappeningRow({ happening, frame, look, mark }: RowProps) {
  const { who, what, text, kind, knownTo, isPlanted } = happening
  return (
    <li class={`happening happening-${look}`}>
      <div class="happening-head">
        {who !== null && <strong title={plainLine(who)}>{nameIn(frame, who)}</strong>}{' '}
        <span>{plainLine(what)}</span>
        {(kind === 'fact-shown' || kind === 'message-sent') &&
          knownTo.length < frame.seats.length && (
            <small>
              {' '}
              to{' '}
              {knownTo.length === 0
                ? 'nobody'
                : knownTo.map((one) => nameIn(frame, one)).join(', ')}{' '}
              only
            </small>
          )}
        {isPlanted && <span class="chip knew-planted">from outside</span>}
      </div>
      {text !== null && (
        <div class="happening-text" dir="auto">
          {isData(kind) ? <Data json={text} /> : <Words text={text} />}
        </div>
      )}
      <div class="happening-mark">{mark}</div>
    </li>
  )
}

function isData(kind: string): boolean {
  return kind === 'fact-shown' || kind === 'chance-drawn'
}
