/** Who coded how much by a codebook. */
import type {
  OverviewBook,
  OverviewCoder,
} from '../../../../../study/viewing/codings/coding-overview.ts'
import { Wide } from '../../parts/wide.tsx'
import { count } from '../../shell/numbers.ts'
import { plainLine } from '../../shell/plain.ts'

export function CoderTable({ book }: { readonly book: OverviewBook }) {
  return (
    <section aria-labelledby="coders-title">
      <h2 id="coders-title">Coders</h2>
      <Wide label="The table of coders">
        <table>
          <thead>
            <tr>
              <th scope="col">Coder</th>
              <th scope="col">Kind</th>
              <th scope="col" class="number">
                Codings
              </th>
              <th scope="col" class="number">
                Without a value
              </th>
              <th scope="col" class="number">
                Corrected
              </th>
            </tr>
          </thead>
          <tbody>
            {book.coders.map((one) => (
              <tr key={one.coder}>
                <th scope="row" class="codings-name">
                  {plainLine(one.coder)}
                </th>
                <td>
                  <Kind of={one} />
                </td>
                <td class="number">{count(one.codings)}</td>
                <td class="number">{count(one.missing)}</td>
                <td class="number">{count(one.corrections)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </section>
  )
}

function Kind({ of: { kind, isSimulated, isThird } }: { readonly of: OverviewCoder }) {
  return (
    <span class="row codings-kind">
      {kind}
      {isSimulated && <span class="chip chip-simulated">simulated: no evidence</span>}
      {isThird && <span class="chip">decides between others</span>}
    </span>
  )
}
