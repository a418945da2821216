/** The agreement on one code: a row, and behind it the pairs of coders and what is to be said of the numbers. */
import { useEffect, useState } from 'preact/hooks'
import type {
  AgreementView,
  CoefficientView,
} from '../../../../../study/viewing/codings/agreement-view.ts'
import type {
  OverviewBook,
  OverviewCode,
} from '../../../../../study/viewing/codings/coding-overview.ts'
import { count } from '../../shell/numbers.ts'
import { plain, plainLine } from '../../shell/plain.ts'
import { useAnswer } from '../../shell/use-answer.ts'
import type { RecordNamed } from '../page.ts'
import { AgreementDetail } from './agreement-detail.tsx'

interface AgreementRowProps {
  readonly record: RecordNamed
  readonly book: OverviewBook
  readonly code: OverviewCode
  readonly size: number
  /** Null for those who are asked without being chosen. */
  readonly coders: readonly string[] | null
  readonly onShown: (shown: Pick<AgreementView, 'intervals' | 'command'>) => void
}

export function AgreementRow({ record, book, code, size, coders, onShown }: AgreementRowProps) {
  const [isOpen, setOpen] = useState(false)
  const { value, fault } = useAnswer<AgreementView | null>(
    `records/${record.id}/codings/${book.key}/agreement/${encodeURIComponent(code.code)}`,
    // Asked again when somebody has coded, and not whenever a run goes on.
    { ...(coders === null ? {} : { coders: JSON.stringify(coders) }), size },
  )
  useEffect(() => {
    if (value === undefined || value === null || code !== book.codes[0]) return
    const command = value.command.replace(/ --code \S+/, '')
    onShown({ intervals: value.intervals, command })
  }, [value])
  const title = plainLine(code.title)
  if (value === undefined || value === null)
    return (
      <tr>
        <th scope="row">{title}</th>
        <td colSpan={5} class="quiet">
          {fault !== undefined ? plain(fault) : value === null ? 'not coded' : 'Working it out…'}
        </td>
      </tr>
    )
  return (
    <>
      <tr>
        <th scope="row">
          <button
            type="button"
            class="codings-open"
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            <span aria-hidden="true">{isOpen ? '▾' : '▸'}</span> {title}
          </button>
        </th>
        <td class="number">{count(value.pairableUnits)}</td>
        {value.coefficients.slice(0, 4).map((one) => (
          <td key={one.name}>
            <Coefficient of={one} />
          </td>
        ))}
      </tr>
      {isOpen && (
        <tr>
          <td colSpan={6}>
            <AgreementDetail of={value} />
          </td>
        </tr>
      )}
    </>
  )
}

const two = (value: number): string => value.toFixed(2).replace('-', '−')

/** The number, its interval, and both drawn from −0.2 to 1. */
function Coefficient({ of: { value, low, high, reason } }: { readonly of: CoefficientView }) {
  if (value === null)
    return (
      <span class="quiet" title={reason === null ? undefined : plain(reason)}>
        –
      </span>
    )
  const at = (x: number): number => ((Math.max(-0.2, x) + 0.2) / 1.2) * 100
  return (
    <span class="codings-coefficient">
      <b>{two(value)}</b>{' '}
      {low !== null && high !== null && (
        <small>
          [{two(low)}, {two(high)}]
        </small>
      )}
      <svg viewBox="0 0 100 8" width="100" height="8" aria-hidden="true">
        <line class="codings-axis" x1="0" x2="100" y1="4" y2="4" />
        <line class="codings-axis" x1={at(0)} x2={at(0)} y1="1" y2="7" />
        {low !== null && high !== null && (
          <line class="codings-interval" x1={at(low)} x2={at(high)} y1="4" y2="4" />
        )}
        <circle class="codings-point" cx={at(value)} cy="4" r="3" />
      </svg>
    </span>
  )
}
