/** Plots of a record, one below the other; each is asked for when it comes into view. */
import type { ServedPlot } from '../../../../../study/viewing/plots/plot-figure.ts'
import { useEffect, useRef, useState } from 'preact/hooks'
import { plotCatalogue, type PlotAbout } from '../../../../../study/viewing/plots/plot-catalogue.ts'
import { Await, Empty } from '../../parts/await.tsx'
import { changesOf } from '../../shell/changes.ts'
import { plain } from '../../shell/plain.ts'
import { href, route } from '../../shell/route.ts'
import { useAnswer } from '../../shell/use-answer.ts'
import type { PageProps, RecordNamed } from '../page.ts'
import { plotRoom, useSeen } from './in-view.ts'
import { Figure } from './plot-figure.tsx'

export function PlotsPage({ record }: PageProps) {
  const changes = changesOf(record.id).value
  // Plots stay as they are while they are read: a record that grows is drawn anew when that is asked for.
  const [drawnAt, setDrawnAt] = useState(changes)
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
                href={href([record.id, 'plots', name])}
                aria-current={wanted === name ? 'location' : undefined}
              >
                {title}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div class="plots-all">
        <p role="status" class={changes === drawnAt ? 'unseen' : 'notice row'}>
          {changes !== drawnAt && (
            <>
              The record has grown since these plots were asked for.
              <button type="button" onClick={() => setDrawnAt(changes)}>
                Draw them again
              </button>
            </>
          )}
        </p>
        {plotCatalogue.map((about) => (
          <Plot key={about.name} record={record} about={about} drawnAt={drawnAt} />
        ))}
      </div>
    </div>
  )
}

interface PlotProps {
  readonly record: RecordNamed
  readonly about: PlotAbout
  readonly drawnAt: number
}

function Plot({ record, about, drawnAt }: PlotProps) {
  const { name, title, method } = about
  const section = useRef<HTMLElement>(null)
  const isSeen = useSeen(section)
  const answer = useAnswer<ServedPlot>(
    isSeen ? `records/${record.id}/plots/${name}/${plotRoom.value}` : null,
    drawnAt === 0 ? {} : { at: drawnAt },
  )
  return (
    <section class="plot-section" ref={section} aria-labelledby={`plot-${name}`}>
      <h2 id={`plot-${name}`} tabIndex={-1}>
        {title}
      </h2>
      <p>{about.about}</p>
      <div class={answer.value === undefined ? 'plot-awaited' : `plot-${name}`}>
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
  const { figures, none, notes } = plot
  return (
    <>
      {none !== null && <Empty>{plain(none)}</Empty>}
      {figures.map((figure) => (
        <Figure key={figure.id} figure={figure} record={record} />
      ))}
      {notes.map((note) => (
        <p class="plot-note" key={note}>
          {plain(note)}
        </p>
      ))}
    </>
  )
}
