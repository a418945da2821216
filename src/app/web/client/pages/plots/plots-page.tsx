/** Plots of a record, one below the other; each is asked for when it comes into view. */
import type { ServedPlot } from '../../../../../study/viewing/plots/plot-figure.ts'
import { useEffect, useRef, useState } from 'preact/hooks'
import { basisWords, plotChoiceQuery } from '../../../../../study/viewing/plots/plot-choice.ts'
import { plotCatalogue, type PlotAbout } from '../../../../../study/viewing/plots/plot-catalogue.ts'
import { Await, Empty } from '../../parts/await.tsx'
import { changesOf } from '../../shell/changes.ts'
import { plain, plainLine } from '../../shell/plain.ts'
import { route } from '../../shell/route.ts'
import { useAnswer } from '../../shell/use-answer.ts'
import type { PageProps, RecordNamed } from '../page.ts'
import { GrownNotice } from './grown-notice.tsx'
import { plotRoom, useSeen } from './in-view.ts'
import { Figure } from './plot-figure.tsx'
import { addressedChoice, plotHref } from './plots-address.ts'
import { TreatmentChoice } from './treatment-choice.tsx'

export function PlotsPage({ record }: PageProps) {
  const changes = changesOf(record.id).value
  // Plots stay as they are while they are read: a record that grows is drawn anew when that is asked for.
  const [drawnAt, setDrawnAt] = useState(changes)
  const [finished, setFinished] = useState<number>()
  const chosen = JSON.stringify(plotChoiceQuery(addressedChoice()))
  // Of another choice everything is drawn anew.
  useEffect(() => setFinished(undefined), [chosen])
  const [wanted] = route.value.rest
  useEffect(() => {
    if (wanted === undefined) return undefined
    // After the page has been put to its beginning.
    const frame = requestAnimationFrame(() => {
      const heading = document.getElementById(`plot-${wanted}`)
      heading?.scrollIntoView()
      heading?.focus({ preventScroll: true })
    })
    return () => cancelAnimationFrame(frame)
  }, [wanted])
  return (
    <div class="plots">
      <header class="plots-head">
        <h1>Plots</h1>
        <p class="quiet">
          The unit of inference is the run. Every plot shows its numbers; both can be taken away as
          files.
        </p>
      </header>
      <nav class="plots-index" aria-label="Plots">
        <ul>
          {plotCatalogue.map(({ name, title }) => (
            <li key={name}>
              <a
                href={plotHref(record.id, name)}
                aria-current={wanted === name ? 'location' : undefined}
              >
                {title}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div class="plots-all">
        <TreatmentChoice record={record} drawnAt={drawnAt} />
        <GrownNotice
          record={record}
          finished={finished}
          isChanged={changes !== drawnAt}
          onRedraw={() => {
            setFinished(undefined)
            setDrawnAt(changes)
          }}
        />
        {plotCatalogue.map((about) => (
          <Plot
            key={about.name}
            record={record}
            about={about}
            drawnAt={drawnAt}
            onDrawn={(now) => setFinished((before) => before ?? now)}
          />
        ))}
      </div>
    </div>
  )
}

interface PlotProps {
  readonly record: RecordNamed
  readonly about: PlotAbout
  readonly drawnAt: number
  /** Told how many finished runs the record had. */
  readonly onDrawn: (finished: number) => void
}

function Plot({ record, about, drawnAt, onDrawn }: PlotProps) {
  const { name, title, method } = about
  const section = useRef<HTMLElement>(null)
  const isSeen = useSeen(section)
  const answer = useAnswer<ServedPlot>(
    isSeen ? `records/${record.id}/plots/${name}/${plotRoom.value}` : null,
    { ...plotChoiceQuery(addressedChoice()), ...(drawnAt === 0 ? {} : { at: drawnAt }) },
  )
  const { value, isAsking } = answer
  useEffect(() => value && onDrawn(value.basis.finished), [value])
  return (
    <section class="plot-section" ref={section} aria-labelledby={`plot-${name}`}>
      <h2 id={`plot-${name}`} tabIndex={-1}>
        {title}
      </h2>
      <p>{about.about}</p>
      <div
        class={value === undefined ? 'plot-awaited' : `plot-${name}`}
        aria-busy={isAsking && isSeen}
      >
        <Await answer={answer}>{(plot) => <Figures plot={plot} record={record.id} />}</Await>
      </div>
      <details class="plot-method">
        <summary>
          How it is worked out<span class="unseen">: {title}</span>
        </summary>
        {method.map((words) => (
          <p key={words}>{words}</p>
        ))}
      </details>
    </section>
  )
}

function Figures({ plot, record }: { readonly plot: ServedPlot; readonly record: string }) {
  const { figures, none, notes, basis } = plot
  return (
    <>
      {(figures.length > 0 || basis.treatments.length < basis.of) && (
        <p class="plot-note plot-basis">{plainLine(basisWords(basis))}</p>
      )}
      {none !== null && <Empty>{plain(none)}</Empty>}
      {figures.map((figure) => (
        <Figure key={figure.id} figure={figure} plot={plot} record={record} />
      ))}
      {notes.map((note) => (
        <p class="plot-note" key={note}>
          {plain(note)}
        </p>
      ))}
    </>
  )
}
