/** Chooses either run: by its id, of which the beginning is enough, or from the runs of the same family. */
import { useEffect, useState } from 'preact/hooks'
import type { RunBeside } from '../../../../../study/viewing/compare/compare-shapes.ts'
import { plainLine } from '../../shell/plain.ts'
import { go } from '../../shell/route.ts'

export interface PickerProps {
  readonly record: string
  readonly left: string
  readonly right: string
  readonly near: readonly RunBeside[]
}

export function ComparePicker({ record, left, right, near }: PickerProps) {
  const [wanted, setWanted] = useState({ left, right })
  useEffect(() => setWanted({ left, right }), [left, right])
  const isReady = wanted.left.trim() !== '' && wanted.right.trim() !== ''
  return (
    <form
      class="compare-pick"
      onSubmit={(event) => {
        event.preventDefault()
        if (isReady) go([record, 'compare', wanted.left.trim(), wanted.right.trim()])
      }}
    >
      {(['left', 'right'] as const).map((side) => (
        <label key={side}>
          <span>{side === 'left' ? 'Left run' : 'Right run'}</span>
          <input
            type="text"
            list="compare-near"
            autocomplete="off"
            spellcheck={false}
            placeholder="run_…"
            value={wanted[side]}
            onInput={(event) => setWanted({ ...wanted, [side]: event.currentTarget.value })}
          />
        </label>
      ))}
      <datalist id="compare-near">
        {near.map(({ runId, treatment, replicate }) => (
          <option key={runId} value={runId}>
            {plainLine(`${treatment}, replicate ${replicate}`)}
          </option>
        ))}
      </datalist>
      <button type="submit" class="chief" disabled={!isReady}>
        Compare
      </button>
      <button
        type="button"
        disabled={!isReady}
        onClick={() => go([record, 'compare', wanted.right.trim(), wanted.left.trim()])}
      >
        <span aria-hidden="true">⇄</span> Swap
      </button>
    </form>
  )
}
