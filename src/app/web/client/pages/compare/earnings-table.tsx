/** What each participant earned in both runs. */
import type { EarnedBeside } from '../../../../../study/viewing/compare/compare-shapes.ts'
import { decimal } from '../../shell/numbers.ts'
import { plainLine } from '../../shell/plain.ts'

export function EarningsTable({ earnings }: { readonly earnings: readonly EarnedBeside[] }) {
  if (earnings.length === 0) return <p class="quiet">Nobody was paid anything in either.</p>
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Participant</th>
          <th scope="col" class="number">
            Left
          </th>
          <th scope="col" class="number">
            Right
          </th>
          <th scope="col" class="number">
            Right − left
          </th>
        </tr>
      </thead>
      <tbody>
        {earnings.map(({ participant, role, left, right }) => (
          <tr key={participant}>
            <th scope="row">
              {plainLine(participant)} <small>{plainLine(role)}</small>
            </th>
            <td class="number">{decimal(left)}</td>
            <td class="number">{decimal(right)}</td>
            <td class="number">{left === null || right === null ? '–' : signed(right - left)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function signed(points: number): string {
  if (points === 0) return '0'
  return points > 0 ? `+${decimal(points)}` : `−${decimal(-points)}`
}
