/** The page of a coder: a unit, the codes that are put to it, the codebook beside them, and how far the work has come. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import {
  desk as coderDesk,
  asked,
  announced,
  current,
  fault,
  finished,
  place,
  saving,
  task,
  unit,
} from './work.ts'
import { plain, plainLine } from '../shell/plain.ts'
import { CodebookPane } from './codebook-pane.tsx'
import { onKey } from './keys.ts'
import { KeysDialog } from './keys-dialog.tsx'
import { Progress } from './progress.tsx'
import { Question } from './question.tsx'
import { UnitView } from './unit-view.tsx'
import { goOn, goTo, undo } from './work.ts'
import { Key } from './key.tsx'

export function CoderPage() {
  const [isTold, setTold] = useState(false)
  const stage = useRef<HTMLElement>(null)
  const known = task.value
  useLayoutEffect(() => {
    const heard = (event: KeyboardEvent): void =>
      onKey(event, { tell: () => setTold(true), stage: () => stage.current?.focus() })
    addEventListener('keydown', heard)
    return () => removeEventListener('keydown', heard)
  }, [])
  useLayoutEffect(() => {
    const warn = (event: BeforeUnloadEvent): void => {
      if (coderDesk.value.waiting.length > 0) event.preventDefault()
    }
    addEventListener('beforeunload', warn)
    return () => removeEventListener('beforeunload', warn)
  }, [])
  useLayoutEffect(() => {
    // The next unit begins at its beginning, for the eye and for the ear.
    stage.current?.focus({ preventScroll: true })
    scrollTo(0, 0)
  }, [place.value, known !== undefined])
  useLayoutEffect(() => {
    if (known !== undefined) document.title = `Coding · ${known.codebook} · Coterie`
  }, [known])
  if (known === undefined)
    return (
      <main>
        <h1>Coding</h1>
        {fault.value === undefined ? (
          <p class="quiet" role="status">
            Loading…
          </p>
        ) : (
          <p class="fault" role="alert">
            {plain(fault.value)}
          </p>
        )}
      </main>
    )
  return (
    <>
      <header class="top coder-top">
        <span class="brand">Coterie</span>
        <span class="record-name">
          {plainLine(known.coder)} codes by {plainLine(known.codebook)} {plainLine(known.version)}
        </span>
        <button type="button" class="coder-help" onClick={() => setTold(true)}>
          Keys <Key of="?" />
        </button>
      </header>
      <main class="coder" id="main" tabIndex={-1} ref={stage}>
        <h1 class="unseen">
          Unit {place.value + 1} of {known.units.length}
        </h1>
        <Progress />
        {finished.value.size === 0 && (
          <p class="quiet">
            Read the unit, and answer each code: the codebook says what it means. Every answer is
            saved at once, and can be changed.
          </p>
        )}
        <SavingNotice />
        {fault.value !== undefined && (
          <p class="fault" role="alert">
            {plain(fault.value)}
          </p>
        )}
        {known.units.length === 0 ? (
          <p class="empty">There is nothing to code yet: no conversation has ended.</p>
        ) : (
          <div class="coder-columns">
            <div class="coder-unit">
              {unit.value === undefined ? (
                <p class="quiet">Loading…</p>
              ) : (
                <UnitView of={unit.value} />
              )}
            </div>
            <section class="coder-codes" aria-label="Codes">
              {unit.value !== undefined &&
                asked.value.map((code) => (
                  <Question key={`${unit.value?.id} ${code.code}`} code={code} />
                ))}
              <p class="quiet coder-told" role="status" aria-live="polite">
                {plainLine(announced.value)}
              </p>
              <nav class="row coder-moves" aria-label="Units">
                <button
                  type="button"
                  onClick={() => void goTo(place.value - 1)}
                  disabled={place.value === 0}
                >
                  Back <Key of="K" />
                </button>
                <button
                  type="button"
                  onClick={() => void goTo(place.value + 1)}
                  disabled={place.value + 1 >= known.units.length}
                >
                  Forth <Key of="J" />
                </button>
                <button
                  type="button"
                  onClick={() => void undo()}
                  disabled={coderDesk.value.deeds.length === 0}
                >
                  Undo <Key of="U" />
                </button>
                <button type="button" class="chief" onClick={goOn}>
                  Next <Key of="Enter" />
                </button>
              </nav>
            </section>
            <CodebookPane task={known} at={current.value} />
          </div>
        )}
      </main>
      {isTold && (
        <KeysDialog
          onClose={() => {
            setTold(false)
            stage.current?.focus()
          }}
        />
      )}
    </>
  )
}

/** Says only what is not as it should be: that all is saved stands beside the progress. */
function SavingNotice() {
  const { value } = saving
  const waiting = coderDesk.value.waiting.length
  if (value.kind === 'saved' || value.kind === 'saving') return null
  const many = waiting === 1 ? 'One answer waits' : `${waiting} answers wait`
  if (value.kind === 'refused')
    return (
      <p class="fault" role="alert">
        {many} in this browser: the server refuses it. {plain(value.why)} Tell whoever gave you the
        link, and leave this page open.
      </p>
    )
  return (
    <p class="notice" role="status">
      {many} in this browser, and will be sent by itself.{' '}
      {value.kind === 'busy'
        ? 'Somebody else is writing to the record, such as an experiment that is being played.'
        : 'The server does not answer.'}{' '}
      You can go on coding.
    </p>
  )
}
