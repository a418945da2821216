/** A tick of the transcript: its place and phase, then its lines, or every entry of it. */
import type { RunHead } from '../../../../../study/viewing/run/run-head.ts'
import type { RawTick } from '../../../../../study/viewing/run/transcript-entries.ts'
import type { TranscriptTick } from '../../../../../study/viewing/run/transcript.ts'
import { count } from '../../shell/numbers.ts'
import { plain, plainLine } from '../../shell/plain.ts'
import { href } from '../../shell/route.ts'
import { Lines } from './line.tsx'
import { Row, type Setting } from './row.tsx'
import { RawEntries } from './raw-entries.tsx'

interface TickBlockProps {
  /** Undefined while its page is on its way. */
  readonly of: TranscriptTick | RawTick | undefined
  readonly place: number
  /** How many there are in the list. */
  readonly count: number
  readonly head: RunHead
  readonly setting: Setting
}

export function TickBlock({ of, place, count: all, head, setting }: TickBlockProps) {
  const { record, runId, tick } = setting
  const title = `tick-${tick}`
  return (
    <article
      data-at={place}
      class="tick"
      aria-posinset={place + 1}
      aria-setsize={all}
      aria-labelledby={title}
      aria-busy={of === undefined}
    >
      <h3 id={title} class="tick-head">
        <a href={href([record, 'run', runId], { tick })}>Tick {count(tick)}</a>
        {of !== undefined && of.round !== null && <span>round {count(of.round)}</span>}
        {of !== undefined && <span class="phase-name">{plainLine(of.phase)}</span>}
      </h3>
      {of === undefined ? (
        <p class="quiet tick-coming">Loading…</p>
      ) : (
        <>
          {tick === 0 && <Frame seq={0} words="The run began." setting={setting} />}
          {'lines' in of ? (
            <Lines lines={of.lines} setting={setting} />
          ) : (
            <RawEntries entries={of.raw} setting={setting} />
          )}
          {tick === head.ticks - 1 && head.status !== 'started' && (
            <Frame seq={head.entries - 1} words={endOf(head)} setting={setting} />
          )}
        </>
      )}
    </article>
  )
}

function endOf({ status, why }: RunHead): string {
  return why === null ? `The run ${status}.` : `The run ${status}: ${why}`
}

interface FrameProps {
  readonly seq: number
  readonly words: string
  readonly setting: Setting
}

/** The entries that stand in no tick: that the run began, and how it ended. */
function Frame({ seq, words, setting }: FrameProps) {
  return (
    <ol class="lines">
      <Row kind="frame" seq={seq} setting={setting}>
        <span>{plain(words)}</span>
      </Row>
    </ol>
  )
}
