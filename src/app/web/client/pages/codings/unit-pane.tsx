/** A unit on which coders differ: its words with what they marked, what each said and why, and the place to decide. */
import { useState } from 'preact/hooks'
import type {
  CodingDetail,
  Difference,
  UnitDetail,
} from '../../../../../study/viewing/codings/coding-differences.ts'
import {
  valueInWords,
  type OverviewBook,
} from '../../../../../study/viewing/codings/coding-overview.ts'
import { Await } from '../../parts/await.tsx'
import { useKey } from '../../help/keys.ts'
import { counted, decimal } from '../../shell/numbers.ts'
import { plain, plainLine, shortRun } from '../../shell/plain.ts'
import { href } from '../../shell/route.ts'
import { told } from '../../shell/told.ts'
import { useAnswer } from '../../shell/use-answer.ts'
import type { RecordNamed } from '../page.ts'
import { DecideForm } from './decide-form.tsx'
import { MarkedText } from './marked-text.tsx'

interface UnitPaneProps {
  readonly record: RecordNamed
  readonly book: OverviewBook
  readonly size: number
  readonly row: Difference
  readonly onStep: (by: 1 | -1) => void
}

export function UnitPane({ record, book, size, row, onStep }: UnitPaneProps) {
  const answer = useAnswer<UnitDetail>(
    `records/${record.id}/codings/${book.key}/units/${row.unit}`,
    { size },
  )
  const code = book.codes.find((one) => one.code === row.code)
  useKey('j', 'the next unit on which coders differ', () => onStep(1))
  useKey('k', 'the unit before', () => onStep(-1))
  return (
    <article class="card codings-unit" aria-label="The unit">
      <div class="row">
        <h3>{plainLine(code?.title ?? row.code)}</h3>
        <span class="codings-steps row">
          <button type="button" onClick={() => onStep(-1)}>
            Previous
          </button>
          <button type="button" onClick={() => onStep(1)}>
            Next
          </button>
        </span>
      </div>
      {code !== undefined && <p class="quiet">{plain(code.definition)}</p>}
      <Await answer={answer}>
        {(unit) => {
          const own = unit.codings.filter((one) => one.code === row.code)
          return (
            <>
              <p>
                {unit.speaker !== null && <b>{plainLine(unit.speaker)}</b>}{' '}
                <small>
                  {plainLine(unit.treatment)} ·{' '}
                  <a
                    href={href([record.id, 'run', unit.run], {
                      tick: unit.tick ?? undefined,
                      entry: unit.seq,
                    })}
                  >
                    run {shortRun(unit.run)}, entry {unit.seq}
                  </a>
                </small>
              </p>
              <Said of={own} text={unit.text} level={code?.level} />
              {told.isStatic !== true && code !== undefined && (
                <DecideForm
                  key={`${row.unit} ${row.code}`}
                  record={record}
                  book={book}
                  code={code}
                  unit={row.unit}
                  codings={own}
                  onDecided={() => onStep(1)}
                />
              )}
            </>
          )
        }}
      </Await>
    </article>
  )
}

interface SaidProps {
  readonly of: readonly CodingDetail[]
  readonly text: string
  readonly level: OverviewBook['codes'][number]['level'] | undefined
}

function Said({ of, text, level }: SaidProps) {
  const marking = of.filter(({ spans }) => spans.length > 0)
  const [chosen, setChosen] = useState<string | null>(null)
  const shown = marking.filter(({ coder }) => chosen === null || coder === chosen)
  return (
    <>
      <MarkedText text={text} spans={shown.flatMap(({ spans }) => spans)} />
      {marking.length > 0 && (
        <div class="row codings-marks" role="group" aria-label="Marked words">
          <small>Marked by</small>
          {[null, ...marking.map(({ coder }) => coder)].map((coder) => (
            <button
              key={coder ?? ''}
              type="button"
              aria-pressed={chosen === coder}
              onClick={() => setChosen(coder)}
            >
              {coder === null ? 'anybody' : plainLine(coder)}
            </button>
          ))}
        </div>
      )}
      <table class="codings-voices">
        <caption class="unseen">What each coder said</caption>
        <thead>
          <tr>
            <th scope="col">Coder</th>
            <th scope="col">Says</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {of.map((one) => (
            <tr key={`${one.kind} ${one.coder}`} class={`codings-${one.kind}`}>
              <th scope="row">
                {plainLine(one.coder)} <small>{one.kind}</small>
              </th>
              <td>
                {one.kind === 'settled' && one.value === null
                  ? 'not settled'
                  : plainLine(valueInWords(one.value, level))}
              </td>
              <td>
                {one.note !== null && <span class="codings-why">{plain(one.note)}</span>}
                {one.value === null && one.why !== null && one.why !== one.note && (
                  <small> {plain(one.why)}</small>
                )}
                {one.confidence !== null && <small> sure: {decimal(one.confidence)}</small>}
                {(one.version ?? 1) > 1 && (
                  <small> corrected {counted((one.version ?? 1) - 1, 'time')}</small>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
