/** Chooses tick and participants; the address follows. */
import { askedBeside } from '../../../../../study/viewing/knew/known-shapes.ts'
import type { SeatTold } from '../../../../../study/viewing/seat-told.ts'
import { useKey } from '../../help/keys.ts'
import { plainLine } from '../../shell/plain.ts'
import { go } from '../../shell/route.ts'
import type { At } from './at.ts'

interface ControlsProps {
  readonly at: At
  readonly round: number | null
  readonly phase: string
}

export function KnewControls({ at, round, phase }: ControlsProps) {
  const { frame, tick, participant, other } = at
  const ranges = frame.asked[participant] ?? []
  const [before, after] = [askedBeside(ranges, tick, 'before'), askedBeside(ranges, tick, 'after')]
  const toAsk = (asked: number | undefined): void => {
    if (asked !== undefined) show(at, { tick: asked })
  }
  useKey('j', 'the next ask', () => toAsk(after))
  useKey('k', 'the ask before', () => toAsk(before))
  const where = [
    `Tick ${tick} of ${frame.ticks - 1}`,
    ...(round === null ? [] : [`round ${round}`]),
    ...(phase === '' ? [] : [plainLine(phase)]),
  ].join(' · ')
  return (
    <form class="knew-controls card" onSubmit={(event) => event.preventDefault()}>
      <div class="knew-tick">
        <label for="knew-tick">Tick</label>
        <input
          id="knew-tick"
          type="range"
          min={0}
          max={frame.ticks - 1}
          value={tick}
          aria-valuetext={where}
          onInput={(event) => show(at, { tick: Number(event.currentTarget.value) })}
        />
        <output for="knew-tick" aria-live="polite">
          {where}
        </output>
      </div>
      <div class="row">
        <button type="button" disabled={before === undefined} onClick={() => toAsk(before)}>
          <span aria-hidden="true">‹</span> Ask before
        </button>
        <button type="button" disabled={after === undefined} onClick={() => toAsk(after)}>
          Next ask <span aria-hidden="true">›</span>
        </button>
        <Picker
          label="What"
          after="knew"
          seats={frame.seats}
          value={participant}
          onPick={(picked) =>
            show(
              at,
              picked === other
                ? { participant: picked, other: participant }
                : { participant: picked },
            )
          }
        />
        {frame.seats.length > 1 && (
          <>
            <Picker
              label="beside"
              after=""
              seats={frame.seats.filter((one) => one.participant !== participant)}
              value={other}
              onPick={(picked) => show(at, { other: picked })}
            />
            <button
              type="button"
              onClick={() => show(at, { participant: other, other: participant })}
            >
              <span aria-hidden="true">⇄</span> Swap
            </button>
          </>
        )}
        <button type="button" onClick={toAsks}>
          To its attempts <span aria-hidden="true">↓</span>
        </button>
      </div>
    </form>
  )
}

/** The address after # is where the page is: a link there would leave it. */
function toAsks(): void {
  const asks = document.getElementById('asks')
  asks?.scrollIntoView({ block: 'start' })
  asks?.focus({ preventScroll: true })
}

/** Goes to another place; sliding leaves no trail of steps. */
function show(
  at: At,
  { tick, participant, other }: Partial<Pick<At, 'tick' | 'participant' | 'other'>>,
) {
  const place = [at.record, 'knew', at.frame.runId, tick ?? at.tick, participant ?? at.participant]
  go(place, { with: other ?? at.other }, 'replace')
}

interface PickerProps {
  readonly label: string
  readonly after: string
  readonly seats: readonly SeatTold[]
  readonly value: string
  readonly onPick: (participant: string) => void
}

function Picker({ label, after, seats, value, onPick }: PickerProps) {
  return (
    <label class="knew-picker">
      <span>{label}</span>
      <select value={value} onChange={(event) => onPick(event.currentTarget.value)}>
        {seats.map((seat) => (
          <option key={seat.participant} value={seat.participant}>
            {seatInWords(seat)}
          </option>
        ))}
      </select>
      {after !== '' && <span>{after}</span>}
    </label>
  )
}

function seatInWords({ participant, name, role, model, agent }: SeatTold): string {
  const called = name === participant ? name : `${name} (${participant})`
  return plainLine(`${called} · ${role} · ${model ?? agent}`)
}
