/** What a participant was shown, part by part with where each comes from; and what it had seen by then. */
import { useState } from 'preact/hooks'
import { isKnownAt, type HappenedTick } from '../../../../../study/viewing/knew/known-boundary.ts'
import type {
  AskKnown,
  KnewAnswer,
  ShownPiece,
} from '../../../../../study/viewing/knew/known-shapes.ts'
import { sourcePlace } from '../../../../../study/viewing/knew/source-place.ts'
import { counted } from '../../shell/numbers.ts'
import { plain, plainLine } from '../../shell/plain.ts'
import { href } from '../../shell/route.ts'
import { HappeningRow } from './happening-row.tsx'
import { nameAndId, nameIn, type At } from './at.ts'
import { TickList, type ColumnProps } from './tick-list.tsx'

interface ShownProps extends ColumnProps {
  readonly answer: KnewAnswer | undefined
}

export function ShownColumn(props: ShownProps) {
  const { at, answer } = props
  const { participant, tick, frame } = at
  const shown = answer?.asks.filter((ask) => ask.shown !== null) ?? []
  return (
    <section class="knew-column" aria-labelledby="knew-shown" aria-busy={answer === undefined}>
      <h2 id="knew-shown">What {nameAndId(frame, participant)} was shown</h2>
      {answer === undefined && <p class="quiet">Loading…</p>}
      {answer?.consents.map(({ text, given }) => (
        <article class="piece" key={text}>
          <h3>Consent, {given ? 'given' : 'not given'}</h3>
          <pre class="piece-text" dir="auto">
            {plain(text)}
          </pre>
        </article>
      ))}
      {answer !== undefined && shown.length === 0 && <p class="quiet">{whyNot(answer, at)}</p>}
      {shown.map((ask) => (
        <Shown key={ask.ask} ask={ask} {...props} />
      ))}
      {answer !== undefined && (
        <details class="knew-seen" open={shown.length === 0}>
          <summary>
            What {nameIn(frame, participant)} had seen when tick {tick} was asked
          </summary>
          <TickList
            {...props}
            empty="Nothing yet."
            keeps={(one, when) => isKnownAt(tick, when.tick, one, participant)}
            row={(one) => (
              <HappeningRow
                key={one.place}
                happening={one}
                frame={frame}
                look="known"
                mark={null}
              />
            )}
          />
        </details>
      )}
    </section>
  )
}

function whyNot({ asks, participant }: KnewAnswer, { frame, tick }: At): string {
  const seat = frame.seats.find((one) => one.participant === participant)
  const name = nameIn(frame, participant)
  if (asks.length === 0) return `${name} was not asked at tick ${tick}.`
  if (seat?.policy === 'human') return `Nothing was put to ${name}, who did not take part.`
  return plainLine(
    `Nothing was put into words for ${name}: it is played by ${seat?.agent ?? 'a rule'} (${seat?.policy ?? ''}), which reads the record’s own facts below.`,
  )
}

/** Longer prompts show their first and last parts; the past between them unfolds. */
const FIRST = 6
const LAST = 8

function Shown({ ask, at, happened }: ColumnProps & { readonly ask: AskKnown }) {
  const where = { at, ticks: happened.ticks }
  const [isWhole, setWhole] = useState(false)
  const { parts = [], dropped = null } = ask.shown ?? {}
  const isCut = !isWhole && parts.length > FIRST + LAST + 2
  const [head, tail] = isCut ? [parts.slice(0, FIRST), parts.slice(-LAST)] : [parts, []]
  return (
    <section class="shown">
      <h3>
        {ask.isProbe ? 'Probe' : 'Ask'} “{plainLine(ask.ask)}”{' '}
        <small>{counted(parts.length, 'part')}</small>
      </h3>
      {dropped !== null && (
        <p class="notice">
          Left out of the past by the history budget
          {at.frame.history === null ? '' : ` (${plainLine(at.frame.history)})`}:{' '}
          {counted(dropped.parts, 'part')} of rounds {dropped.rounds[0]}–{dropped.rounds[1]},{' '}
          {dropped.characters} characters.
        </p>
      )}
      {head.map((part, i) => (
        <Piece key={i} part={part} {...where} />
      ))}
      {isCut && (
        <button type="button" onClick={() => setWhole(true)}>
          Show the {parts.length - FIRST - LAST} parts between
        </button>
      )}
      {tail.map((part, i) => (
        <Piece key={parts.length - LAST + i} part={part} {...where} />
      ))}
    </section>
  )
}

interface PieceProps {
  readonly part: ShownPiece
  readonly at: At
  readonly ticks: readonly HappenedTick[]
}

function Piece({ part, at, ticks }: PieceProps) {
  const { role, name, source, from, text } = part
  const place = sourcePlace(source, at.participant, ticks)
  return (
    <article class={`piece piece-${role === 'system' || role === 'assistant' ? role : 'user'}`}>
      <h4>
        <span class="piece-name">{plainLine(name)}</span>{' '}
        <span class="chip">{plainLine(role)}</span>
      </h4>
      <p class="piece-from">
        from:{' '}
        {place === undefined ? (
          plainLine(from)
        ) : (
          <a href={href([at.record, 'run', at.frame.runId], { ...place })}>
            {plainLine(inNames(from, source, at))}
          </a>
        )}
        {source !== null && <code> {plainLine(source)}</code>}
      </p>
      <pre class="piece-text" dir="auto">
        {text === '' ? '(no words)' : plain(text)}
      </pre>
    </article>
  )
}

/** Who said something is told by name; its id stands beside it, in the source. */
function inNames(from: string, source: string | null, { frame }: At): string {
  const who = /^message:(.*)@\d+$/s.exec(source ?? '')?.[1]
  return who === undefined ? from : from.replace(`by ${who} `, `by ${nameIn(frame, who)} `)
}
