/** Where in a run one is, and the way to any other tick: a slider, steps by a tick and by a round, and a walk through all of them. */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { RunHead } from '../../../../../study/viewing/run/run-head.ts'
import { useKey } from '../../help/keys.ts'
import { count } from '../../shell/numbers.ts'
import { plainLine } from '../../shell/plain.ts'
import type { Place } from './place.ts'
import type { TickPages } from './tick-pages.ts'

interface TickSliderProps {
  readonly head: RunHead
  readonly place: Place
  readonly pages: TickPages
}

export function TickSlider({ head, place, pages }: TickSliderProps) {
  const last = Math.max(0, head.ticks - 1)
  const at = Math.min(last, place.tick.value)
  // Pages that come say which round and phase it is.
  void pages.came.value
  const tick = pages.tick(place.manner.peek(), at)
  const goTo = (wanted: number): void => {
    place.follows.value = false
    place.goTo(Math.min(last, Math.max(0, wanted)))
  }
  const toRound = (step: 1 | -1): void =>
    void tickOfRound(head, pages, at, step).then((found) => goTo(found))
  const where = [
    `Tick ${count(at)} of ${count(last)}`,
    ...(tick === undefined || tick.round === null ? [] : [`round ${count(tick.round)}`]),
    ...(tick === undefined ? [] : [plainLine(tick.phase)]),
  ].join(' · ')
  useKey('j', 'the next tick', () => goTo(at + 1))
  useKey('k', 'the tick before', () => goTo(at - 1))
  // Most have rounds: until it is known, the buttons keep their place.
  const hasRounds = tick?.round !== null
  return (
    <div class="tick-slider" role="group" aria-label="Where in the run">
      <label class="slider-label" for="tick-slider">
        {where}
      </label>
      <div class="slider-row">
        {hasRounds && (
          <button type="button" onClick={() => toRound(-1)} disabled={at === 0}>
            <span aria-hidden="true">⇤</span>
            <span class="unseen">The round before</span>
          </button>
        )}
        <button type="button" onClick={() => goTo(at - 1)} disabled={at === 0}>
          <span aria-hidden="true">‹</span>
          <span class="unseen">The tick before</span>
        </button>
        <input
          id="tick-slider"
          type="range"
          min={0}
          max={last}
          step={1}
          value={at}
          disabled={last === 0}
          aria-valuetext={where}
          onInput={(event) => goTo(event.currentTarget.valueAsNumber)}
        />
        <button type="button" onClick={() => goTo(at + 1)} disabled={at === last}>
          <span aria-hidden="true">›</span>
          <span class="unseen">The next tick</span>
        </button>
        {hasRounds && (
          <button type="button" onClick={() => toRound(1)} disabled={at === last}>
            <span aria-hidden="true">⇥</span>
            <span class="unseen">The next round</span>
          </button>
        )}
        <Walk at={at} last={last} goTo={goTo} />
        {head.status === 'started' && <Follow place={place} last={last} />}
      </div>
    </div>
  )
}

/** Keeps the end of a run that is played in view. */
function Follow({ place, last }: { readonly place: Place; readonly last: number }) {
  const button = useRef<HTMLButtonElement>(null)
  useLayoutEffect(
    () => () => {
      // The run has ended and the button goes: whoever stands on it is not sent to the top of the page.
      if (document.activeElement === button.current)
        document.getElementById('tick-slider')?.focus({ preventScroll: true })
    },
    [],
  )
  const toggle = (): void => {
    place.follows.value = !place.follows.value
    if (place.follows.value) place.goTo(last)
  }
  return (
    <button ref={button} type="button" aria-pressed={place.follows.value} onClick={toggle}>
      Follow
    </button>
  )
}

const STEP_MS = 600

/** Goes on by itself, tick by tick; not offered to whoever asked for less motion. */
function Walk({ at, last, goTo }: { at: number; last: number; goTo: (tick: number) => void }) {
  const [walks, setWalks] = useState(false)
  useEffect(() => {
    if (!walks) return undefined
    if (at >= last) {
      setWalks(false)
      return undefined
    }
    const timer = setTimeout(() => goTo(at + 1), STEP_MS)
    return () => clearTimeout(timer)
  }, [walks, at, last])
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return null
  return (
    <button
      type="button"
      aria-pressed={walks}
      onClick={() => setWalks(!walks)}
      disabled={at >= last}
    >
      <span aria-hidden="true">{walks ? '❚❚' : '▶'}</span>
      <span class="unseen">{walks ? 'Stop' : 'Go on by itself'}</span>
    </button>
  )
}

/** Pages that are looked through for where a round begins. */
const MOST_PAGES = 200

/** The first tick of the next round, or of the one before (of this one, where it stands within it). */
async function tickOfRound(
  { ticks, pageTicks }: RunHead,
  pages: TickPages,
  at: number,
  step: 1 | -1,
): Promise<number> {
  const roundAt = async (tick: number): Promise<number | null | undefined> => {
    const page = await pages.load('read', Math.floor(tick / pageTicks))
    return page[tick % pageTicks]?.round
  }
  // Whoever stands at the beginning of a round goes back to that of the one before.
  let tick = step === 1 ? at : at - 1
  const round = await roundAt(tick)
  for (let looked = 0; looked < MOST_PAGES * pageTicks; looked++) {
    const next = tick + step
    if (next < 0 || next >= ticks) return step === 1 ? ticks - 1 : 0
    if ((await roundAt(next)) !== round) return step === 1 ? next : tick
    tick = next
  }
  return tick
}
