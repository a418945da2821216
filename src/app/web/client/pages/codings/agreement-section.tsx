/** How far coders agree, code by code, with intervals: the numbers of `coterie agree`. */
import { useState } from 'preact/hooks'
import type { AgreementView } from '../../../../../study/viewing/codings/agreement-view.ts'
import type { OverviewBook } from '../../../../../study/viewing/codings/coding-overview.ts'
import { wordAs } from '../../help/glossary.ts'
import { Term } from '../../help/term.tsx'
import { Wide } from '../../parts/wide.tsx'
import { plainLine } from '../../shell/plain.ts'
import { told } from '../../shell/told.ts'
import type { RecordNamed } from '../page.ts'
import { AgreementRow } from './agreement-row.tsx'
import { CoderChoice } from './coder-choice.tsx'

interface AgreementSectionProps {
  readonly record: RecordNamed
  readonly book: OverviewBook
  readonly size: number
}

const COLUMNS = ['agreement', 'alpha', 'kappa', 'ac1'] as const

export function AgreementSection({ record, book, size }: AgreementSectionProps) {
  const usual = book.coders.filter(({ isThird }) => !isThird).map(({ coder }) => coder)
  const [chosen, setChosen] = useState<readonly string[] | null>(null)
  const [foot, setFoot] = useState<Pick<AgreementView, 'intervals' | 'command'> | undefined>()
  const coders = chosen ?? usual
  if (book.coders.length < 2)
    return (
      <section aria-labelledby="agreement-title">
        <h2 id="agreement-title">Agreement</h2>
        <p class="quiet">Agreement takes two coders.</p>
      </section>
    )
  return (
    <section aria-labelledby="agreement-title">
      <h2 id="agreement-title">Agreement</h2>
      {told.isStatic !== true && book.coders.length > 2 && (
        <CoderChoice
          title="Of these coders"
          coders={book.coders.map(({ coder }) => coder)}
          chosen={coders}
          onChoose={setChosen}
        />
      )}
      {coders.length < 2 ? (
        <p class="notice">Agreement takes two coders: choose another.</p>
      ) : (
        <Wide label="Agreement by code">
          <table class="codings-agreement">
            <thead>
              <tr>
                <th scope="col">Code</th>
                <th scope="col" class="number">
                  Units
                </th>
                {COLUMNS.map((word) => (
                  <th key={word} scope="col">
                    <Term of={word}>{wordAs(word)}</Term>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {book.codes.map((code) => (
                <AgreementRow
                  key={code.code}
                  record={record}
                  book={book}
                  code={code}
                  size={size}
                  coders={chosen}
                  onShown={setFoot}
                />
              ))}
            </tbody>
          </table>
        </Wide>
      )}
      {foot !== undefined && (
        <p class="quiet">
          <small>
            Units are those with two values or more. κ is Cohen’s of two coders, Fleiss’ of more.{' '}
            {foot.intervals}. The same numbers and more: <code>{plainLine(foot.command)}</code>
          </small>
        </p>
      )}
    </section>
  )
}
