/** Behind a row of agreement: pairs of coders, who said what how often, the other coefficients, and what is to be said of them. */
import type {
  AgreementView,
  ConfusionView,
} from '../../../../../study/viewing/codings/agreement-view.ts'
import { count, decimal } from '../../shell/numbers.ts'
import { plain, plainLine } from '../../shell/plain.ts'

export function AgreementDetail({ of }: { readonly of: AgreementView }) {
  const others = of.coefficients.slice(4)
  const reasons = of.coefficients.flatMap(({ title, reason }) =>
    reason === null ? [] : [`${title}: ${reason}`],
  )
  return (
    <div class="codings-detail">
      {of.pairs.length > 0 && <Pairs of={of} />}
      {of.confusion !== null && <Confusion of={of.confusion} />}
      {others.length > 0 && (
        <p>{others.map(({ title, value }) => `${title} ${decimal(value)}`).join(' · ')}</p>
      )}
      {[...reasons, ...of.notes].map((note) => (
        <p key={note} class="quiet">
          {plain(note)}
        </p>
      ))}
      <p class="quiet">
        <code>{plainLine(of.command)}</code>
      </p>
    </div>
  )
}

function Pairs({ of }: { readonly of: AgreementView }) {
  return (
    <table>
      <caption>Two by two</caption>
      <thead>
        <tr>
          <th scope="col">Coders</th>
          {['Units', 'Agreement', 'α', 'Cohen’s κ', 'AC1'].map((title) => (
            <th key={title} scope="col" class="number">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {of.pairs.map(({ coders, units, agreement, alpha, kappa, ac1 }) => (
          <tr key={coders.join('\n')}>
            <th scope="row">{coders.map(plainLine).join(' and ')}</th>
            <td class="number">{count(units)}</td>
            <td class="number">{decimal(agreement)}</td>
            <td class="number">{decimal(alpha)}</td>
            <td class="number">{decimal(kappa)}</td>
            <td class="number">{decimal(ac1)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Confusion({ of: { coders, categories, counts } }: { readonly of: ConfusionView }) {
  return (
    <table>
      <caption>
        Rows: {plainLine(coders[0])}. Columns: {plainLine(coders[1])}.
      </caption>
      <thead>
        <tr>
          <td />
          {categories.map((name) => (
            <th key={name} scope="col" class="number">
              {plainLine(name)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {counts.map((row, i) => (
          <tr key={categories[i]}>
            <th scope="row">{plainLine(categories[i] ?? '')}</th>
            {row.map((many, k) => (
              <td key={categories[k]} class="number">
                {count(many)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
