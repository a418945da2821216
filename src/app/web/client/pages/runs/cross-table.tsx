/** Two factors with one run of each pair of levels: the levels of one across, those of the other down. */
import type { Crossing } from '../../../../../study/viewing/runs/crossing.ts'
import type { GridRow, RunCell } from '../../../../../study/viewing/runs/design-grid.ts'
import { plainLine } from '../../shell/plain.ts'
import type { PageProps } from '../page.ts'
import { RunLink } from './grid-cell.tsx'
import type { Scale } from './scale.ts'

interface Props extends PageProps {
  readonly crossing: Crossing
  readonly scale: Scale | undefined
}

export function CrossRows({ record, crossing, scale }: Props) {
  const { across, down } = crossing
  return (
    <>
      <thead>
        <tr>
          <td class="crossed-names">
            <span>{plainLine(down.name)} ↓</span> <span>{plainLine(across.name)} →</span>
          </td>
          {across.levels.map((level) => (
            <th key={level} scope="col" class="crossed-level" title={plainLine(level)}>
              {plainLine(level)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {down.levels.map((level) => (
          <tr key={level}>
            <th scope="row" title={plainLine(level)}>
              {plainLine(level)}
            </th>
            {across.levels.map((other) => {
              const row = crossing.at(level, other)
              return (
                <td key={other} class="cell-box">
                  {row !== undefined && (
                    <RunLink
                      record={record}
                      treatment={row.treatment}
                      range={ONLY}
                      scale={scale}
                      cell={cellOf(row)}
                    />
                  )}
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </>
  )
}

const ONLY = { from: 1, to: 1 }

function cellOf({ cells }: GridRow): RunCell | null {
  return cells.kind === 'runs' ? (cells.list[0] ?? null) : null
}
