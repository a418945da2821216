/** The design as a grid, coloured by status or by a measure. */
import { useEffect } from 'preact/hooks'
import type { DesignGrid, GridWindow } from '../../../../../study/viewing/runs/design-grid.ts'
import { Term } from '../../help/term.tsx'
import { Await } from '../../parts/await.tsx'
import { count } from '../../shell/numbers.ts'
import { plainLine } from '../../shell/plain.ts'
import { route } from '../../shell/route.ts'
import type { PageProps } from '../page.ts'
import { DesignTable } from './design-table.tsx'
import { GridLegend } from './grid-legend.tsx'
import { MeasureChoice } from './measure-choice.tsx'
import { runsHref, type Shown } from './runs-address.ts'
import { measureScale } from './scale.ts'
import { measureWords, type Measures } from './use-measures.ts'
import { useGrid } from './use-runs.ts'

interface GridProps extends PageProps {
  readonly measures: Measures
  /** Called once the grid is there. */
  readonly onShown: () => void
}

export function GridSection({ record, measures, onShown }: GridProps) {
  const { query } = route.value
  const { by, chosen: measure, unknown } = measures
  const answer = useGrid(record.id, by ?? 'status', windowIn(query))
  const isThere = answer.value !== undefined || answer.fault !== undefined
  useEffect(() => {
    if (isThere) onShown()
  }, [isThere])
  return (
    <section aria-labelledby="grid-title" class="design">
      <div class="section-head">
        <h2 id="grid-title">Design</h2>
        <label class="grid-by">
          Colour by
          <MeasureChoice record={record} measures={measures} none="status" />
        </label>
      </div>
      <p class="quiet">
        Each cell is a <Term of="run">run</Term> of a <Term of="treatment">treatment</Term>: choose
        one to read it, or colour them all by a <Term of="measure">measure</Term>.
      </p>
      {unknown !== null && (
        <p class="notice">
          No run of this record has the measure “{plainLine(unknown)}”: choose another to colour by.
        </p>
      )}
      {measure !== undefined && (
        <p>
          {measureWords(measure.key)}: {plainLine(measure.means)} ({plainLine(measure.unit)}).
        </p>
      )}
      <Await answer={answer}>
        {(grid) => {
          const scale = by === null ? undefined : measureScale(measure, grid.range)
          return (
            <>
              <GridLegend scale={scale} measure={measure} />
              <Window record={record} grid={grid} />
              <DesignTable record={record} grid={grid} scale={scale} />
            </>
          )
        }}
      </Await>
    </section>
  )
}

function windowIn(query: Shown): GridWindow {
  const [from, to, rows] = [query['from'], query['to'], query['rows']].map(Number)
  return {
    ...(isPlace(from) && isPlace(to) ? { replicates: { from, to } } : {}),
    ...(isPlace(rows) ? { rowsFrom: rows } : {}),
  }
}

function isPlace(value: number | undefined): value is number {
  return value !== undefined && Number.isSafeInteger(value) && value > 0
}

/** Says what part of the design is shown, where it is not all, and leads to the rest. */
function Window({ record, grid }: PageProps & { readonly grid: DesignGrid }) {
  const { window, replicates, columns, rows, rowsFrom, rowsOf } = grid
  const isPart = window.from > 1 || window.to < replicates
  const width = columns[0] === undefined ? 1 : columns[0].to - columns[0].from + 1
  const rowsTo = rowsFrom + rows.length
  return (
    <div class="row grid-window">
      {width > 1 && (
        <span>Each cell stands for {count(width)} replicates: choose one to see into it.</span>
      )}
      {isPart && (
        <>
          <span>
            Replicates {count(window.from)}–{count(window.to)} of {count(replicates)}
          </span>
          <a href={runsHref(record.id, { from: '', to: '' })}>All replicates</a>
        </>
      )}
      {rows.length < rowsOf && (
        <>
          <span>
            Treatments {count(rowsFrom + 1)}–{count(rowsTo)} of {count(rowsOf)}
          </span>
          {rowsFrom > 0 && (
            <a href={runsHref(record.id, { rows: rowsBefore(rowsFrom, rows.length) })}>Earlier</a>
          )}
          {rowsTo < rowsOf && <a href={runsHref(record.id, { rows: String(rowsTo) })}>Later</a>}
        </>
      )}
    </div>
  )
}

function rowsBefore(from: number, shown: number): string {
  const before = Math.max(0, from - shown)
  return before === 0 ? '' : String(before)
}
