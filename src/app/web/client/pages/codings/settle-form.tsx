/** Declares a rule by which disagreement is settled, as `coterie codings settle` does. */
import { useState } from 'preact/hooks'
import type { OverviewBook } from '../../../../../study/viewing/codings/coding-overview.ts'
import { Fault } from '../../parts/await.tsx'
import { send } from '../../shell/ask.ts'
import { plainLine } from '../../shell/plain.ts'
import type { RecordNamed } from '../page.ts'
import { CoderChoice } from './coder-choice.tsx'

const RULES = {
  intersection: 'yes where all say yes, no where one says no; categories: what all say',
  union: 'yes where one says yes, no where all say no; categories: what all who coded say',
  majority: 'what more than half of the coders say',
  coder: 'what one coder says',
  third:
    'what two agree on; where they differ, what a third says, which can be decided unit by unit',
} as const
type Rule = keyof typeof RULES

interface SettleFormProps {
  readonly record: RecordNamed
  readonly book: OverviewBook
}

export function SettleForm({ record, book }: SettleFormProps) {
  const known = book.coders.map(({ coder }) => coder)
  const [name, setName] = useState('')
  const [rule, setRule] = useState<Rule>('third')
  const [chosen, setChosen] = useState<readonly string[]>(known.slice(0, 2))
  const [third, setThird] = useState('')
  const [said, setSaid] = useState('')
  const [fault, setFault] = useState<string | undefined>()
  const settle = (event: Event): void => {
    event.preventDefault()
    setFault(undefined)
    setSaid('')
    const coders = rule === 'third' ? [...chosen, third.trim()] : chosen
    send(`records/${record.id}/codings/settle`, { codebook: book.id, name, rule, coders })
      .then(() => {
        setSaid(`${name} is declared.`)
        setName('')
      })
      .catch((error: unknown) => setFault(error instanceof Error ? error.message : String(error)))
  }
  return (
    <details class="codings-settle">
      <summary>
        <h3>Declare a rule</h3>
      </summary>
      <form onSubmit={settle}>
        <label>
          Rule
          <select value={rule} onChange={(event) => setRule(event.currentTarget.value as Rule)}>
            {Object.keys(RULES).map((one) => (
              <option key={one} value={one}>
                {one}
              </option>
            ))}
          </select>
        </label>
        <p class="quiet">{RULES[rule]}</p>
        <CoderChoice
          title={rule === 'coder' ? 'The coder' : rule === 'third' ? 'The two' : 'Coders'}
          coders={known}
          chosen={chosen}
          onChoose={setChosen}
        />
        {rule === 'third' && (
          <label>
            The third, who decides: a coder, or a new name
            <input
              value={third}
              maxLength={200}
              required
              onInput={(event) => setThird(event.currentTarget.value)}
            />
          </label>
        )}
        <label>
          What is settled is called
          <input
            value={name}
            maxLength={200}
            required
            onInput={(event) => setName(event.currentTarget.value)}
          />
        </label>
        <p>
          <button type="submit" class="chief">
            Declare
          </button>
        </p>
        {fault !== undefined && <Fault words={fault} />}
      </form>
      <p role="status">{plainLine(said)}</p>
    </details>
  )
}
