/** A figure: its drawing, its numbers, where they come from, and files of both. */
import { useMemo } from 'preact/hooks'
import { csvLines } from '../../../../../base/csv.ts'
import { basisFileName, basisWords } from '../../../../../study/viewing/plots/plot-choice.ts'
import type {
  PlotReference,
  PlotTable,
  ServedFigure,
  ServedPlot,
} from '../../../../../study/viewing/plots/plot-figure.ts'
import { plain, plainLine } from '../../shell/plain.ts'
import { checkedSvg } from './checked-svg.ts'
import { download, svgFile } from './download.ts'
import { Drawing } from './drawing.tsx'
import { NumbersTable } from './numbers-table.tsx'

interface FigureProps {
  readonly figure: ServedFigure
  /** That it is one of. */
  readonly plot: Pick<ServedPlot, 'basis' | 'notes'>
  /** Begins the names of files. */
  readonly record: string
}

export function Figure({ figure, plot, record }: FigureProps) {
  const { id, title, svg, tables, notes, references } = figure
  const drawing = useMemo(() => checkedSvg(svg), [svg])
  const name = plainLine(title)
  const file = `${record}-${id}${basisFileName(plot.basis)}`
  const words = {
    title: name,
    shown: `${plainLine(record)}: ${plainLine(basisWords(plot.basis))}`,
    notes: [...references.map(sourceOf), ...notes, ...plot.notes].map(plainLine),
  }
  return (
    <figure class="card plot-figure">
      <figcaption>
        <h3>{name}</h3>
      </figcaption>
      <Drawing drawing={drawing} label={`Drawing: ${name}`} />
      {references.length > 0 && <References references={references} />}
      {notes.map((note) => (
        <p class="plot-note" key={note}>
          {plain(note)}
        </p>
      ))}
      <div class="row plot-files">
        {drawing !== null && (
          <button
            type="button"
            onClick={() => download(`${file}.svg`, 'image/svg+xml', svgFile(drawing, words))}
          >
            <Arrow /> SVG<span class="unseen"> of {name}</span>
          </button>
        )}
        {tables.map((table, place) => (
          <button
            type="button"
            key={table.caption}
            onClick={() => downloadTable(file, table, place)}
          >
            <Arrow /> CSV
            {place > 0 && <small>{shortly(table, title)}</small>}
            <span class="unseen"> of {plainLine(table.caption)}</span>
          </button>
        ))}
      </div>
      <details>
        <summary>
          Numbers<span class="unseen"> of {name}</span>
        </summary>
        {tables.map((table) => (
          <NumbersTable table={table} key={table.caption} />
        ))}
      </details>
    </figure>
  )
}

function downloadTable(file: string, { columns, rows }: PlotTable, place: number): void {
  const name = place === 0 ? `${file}.csv` : `${file}-${place + 1}.csv`
  const names = columns.map((column) => column.name)
  const text = [names, ...rows].map(csvLines().line).join('')
  download(name, 'text/csv;charset=utf-8', text)
}

/** What the second file has that the first has not: `… : seats` → `seats`. */
function shortly({ caption }: PlotTable, title: string): string {
  const rest = caption.startsWith(`${title}: `) ? caption.slice(title.length + 2) : caption
  return plainLine(rest.toLowerCase())
}

function Arrow() {
  return <span aria-hidden="true">↓</span>
}

/** Of a reference line, shortly. */
function sourceOf({ statistic, value, citation }: PlotReference): string {
  return `${statistic}: ${value}. ${citation}.`
}

function References({ references }: { readonly references: readonly PlotReference[] }) {
  return (
    <ul class="plot-references">
      {references.map((one) => (
        <li key={`${one.label} ${one.statistic} ${one.value}`}>
          <span class="plot-line" aria-hidden="true" /> {plainLine(one.statistic)}:{' '}
          <strong>{one.value}</strong> ({plainLine(one.population)}
          {one.n === null ? '' : `, n = ${one.n}`}; grade {one.grade}).{' '}
          <cite>
            {plainLine(one.citation)}
            {one.doi === null ? '' : `, doi:${plainLine(one.doi)}`}
          </cite>
          {one.note === null ? '' : ` ${plainLine(one.note)}`}
        </li>
      ))}
    </ul>
  )
}
