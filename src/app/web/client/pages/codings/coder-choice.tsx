/** Chooses some of the coders of a codebook. */
import { plainLine } from '../../shell/plain.ts'

interface CoderChoiceProps {
  readonly title: string
  readonly coders: readonly string[]
  readonly chosen: readonly string[]
  /** The chosen ones, in the order of `coders`. */
  readonly onChoose: (chosen: readonly string[]) => void
}

export function CoderChoice({ title, coders, chosen, onChoose }: CoderChoiceProps) {
  const toggle = (coder: string): void =>
    onChoose(coders.filter((one) => (one === coder) !== chosen.includes(one)))
  return (
    <fieldset class="codings-choice">
      <legend>{title}</legend>
      <div class="row">
        {coders.map((coder) => (
          <label key={coder}>
            <input
              type="checkbox"
              checked={chosen.includes(coder)}
              onChange={() => toggle(coder)}
            />{' '}
            {plainLine(coder)}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
