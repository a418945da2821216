/** What is settled, by which rule, and the form that declares another. */
import {
  valueInWords,
  type OverviewBook,
} from '../../../../../study/viewing/codings/coding-overview.ts'
import { Wide } from '../../parts/wide.tsx'
import { count } from '../../shell/numbers.ts'
import { plainLine } from '../../shell/plain.ts'
import { told } from '../../shell/told.ts'
import type { RecordNamed } from '../page.ts'
import { SettleForm } from './settle-form.tsx'

interface SettledSectionProps {
  readonly record: RecordNamed
  readonly book: OverviewBook
}

export function SettledSection({ record, book }: SettledSectionProps) {
  return (
    <section aria-labelledby="settled-title">
      <h2 id="settled-title">Settled</h2>
      {book.adjudications.length === 0 && (
        <p class="quiet">No rule is declared: codings stand beside one another.</p>
      )}
      {book.adjudications.map(({ name, rule, coders, codes }) => (
        <Wide key={name} label={`Settled: ${plainLine(name)}`}>
          <table>
            <caption>
              <b>{plainLine(name)}</b>: {rule} of {coders.map(plainLine).join(', ')}
            </caption>
            <thead>
              <tr>
                <th scope="col">Code</th>
                <th scope="col" class="number">
                  Units
                </th>
                <th scope="col" class="number">
                  Not settled
                </th>
                <th scope="col">Settled as</th>
              </tr>
            </thead>
            <tbody>
              {codes.map(({ code, units, open, values }) => {
                const known = book.codes.find((one) => one.code === code)
                return (
                  <tr key={code}>
                    <th scope="row">{plainLine(known?.title ?? code)}</th>
                    <td class="number">{count(units)}</td>
                    <td class="number">{count(open)}</td>
                    <td>
                      {Object.entries(values)
                        .map(([value, many]) => {
                          const given = known?.values.find((one) => String(one) === value) ?? value
                          return `${plainLine(valueInWords(given, known?.level))}: ${count(many)}`
                        })
                        .join(' · ')}
                    </td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </Wide>
      ))}
      <p class="quiet">
        Only the rule is kept: what it settles is worked out whenever it is read, and the raw
        codings stay.
      </p>
      {told.isStatic !== true && <SettleForm record={record} book={book} />}
    </section>
  )
}
