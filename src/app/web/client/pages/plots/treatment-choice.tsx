/** Chooses the treatments that plots are of: by the levels of factors, and by name. */
import { useEffect, useState } from 'preact/hooks'
import {
  ANY_TREATMENT,
  chosenTreatments,
  plotChoiceQuery,
  type PlotChoice,
  type PlotTreatments,
} from '../../../../../study/viewing/plots/plot-choice.ts'
import { MOST_DRAWN } from '../../../../../study/viewing/plots/plot-figure.ts'
import { count } from '../../shell/numbers.ts'
import { plainLine } from '../../shell/plain.ts'
import { told } from '../../shell/told.ts'
import { useAnswer } from '../../shell/use-answer.ts'
import type { PageProps } from '../page.ts'
import { addressedChoice, showTreatments } from './plots-address.ts'

/** @param drawnAt asked again with the plots. */
export function TreatmentChoice({ record, drawnAt }: PageProps & { readonly drawnAt: number }) {
  const { value: from } = useAnswer<PlotTreatments>(
    `records/${record.id}/plots/treatments`,
    drawnAt === 0 ? {} : { at: drawnAt },
  )
  if (from === undefined || from.treatments.length < 2) return null
  return told.isStatic === true ? (
    <p class="plot-note">{siteWords(from.treatments.length)}</p>
  ) : (
    <Choosing record={record} from={from} />
  )
}

function siteWords(all: number): string {
  const drawn =
    all > MOST_DRAWN
      ? `the first ${MOST_DRAWN} of ${count(all)} treatments; their numbers are of all`
      : `all ${count(all)} treatments`
  return `Drawings show ${drawn}. A site of files draws nothing anew: to choose among treatments, open the record itself with coterie view.`
}

interface ChoosingProps extends PageProps {
  readonly from: PlotTreatments
}

/** Nothing is drawn before the whole choice is made: each drawing costs the server a reading of the record. */
function Choosing({ record, from }: ChoosingProps) {
  const shown = addressedChoice()
  const key = JSON.stringify(plotChoiceQuery(shown))
  const [choice, setChoice] = useState(shown)
  useEffect(() => setChoice(shown), [key])
  const isDrawn = JSON.stringify(plotChoiceQuery(choice)) === key
  const all = from.treatments.length
  const fitting = chosenTreatments(from, choice).length
  const drawn = chosenTreatments(from, shown).length
  const draw = (wanted: PlotChoice): void => {
    setChoice(wanted)
    showTreatments(record.id, wanted)
  }
  return (
    <details class="card plots-choice" open={drawn < all}>
      <summary>
        Treatments: {drawn === all ? `all ${count(all)}` : `${count(drawn)} of ${count(all)}`}
      </summary>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          draw(choice)
        }}
      >
        {from.factors.map(({ path, name }, column) => (
          <Boxes
            key={path}
            legend={name}
            words={[...new Set(from.treatments.flatMap(({ levels }) => levels[column] ?? []))]}
            chosen={choice.levels[path] ?? []}
            onChange={(list) =>
              setChoice({ ...choice, levels: { ...choice.levels, [path]: list } })
            }
          />
        ))}
        <Boxes
          legend="Treatment"
          words={chosenTreatments(from, { ...choice, treatments: [] })}
          chosen={choice.treatments}
          onChange={(treatments) => setChoice({ ...choice, treatments })}
        />
        <p class="row">
          <button type="submit" disabled={fitting === 0}>
            Draw {fitting === all ? `all ${count(all)}` : `${count(fitting)} of ${count(all)}`}
            <span class="unseen"> treatments</span>
          </button>
          {(drawn < all || !isDrawn) && (
            <button type="button" onClick={() => draw(ANY_TREATMENT)}>
              Draw all
            </button>
          )}
        </p>
        <p class="quiet plot-note" role="status">
          {fitting === 0
            ? 'No treatment fits: take a choice away.'
            : isDrawn
              ? drawnWords(drawn, all)
              : `${count(fitting)} of ${count(all)} treatments fit; plots still show ${drawn === all ? 'all' : count(drawn)}.`}
        </p>
      </form>
    </details>
  )
}

function drawnWords(drawn: number, all: number): string {
  const part = drawn === all ? `all ${count(all)}` : `${count(drawn)} of ${count(all)}`
  const cut = drawn > MOST_DRAWN ? `, of which drawings hold the first ${MOST_DRAWN}` : ''
  return `Plots, numbers and files are of ${part} treatments${cut}. Where no box of a group is ticked, any will do.`
}

/** More boxes than this are not drawn: levels lead to the rest. */
const MOST_BOXES = 200

interface BoxesProps {
  readonly legend: string
  readonly words: readonly string[]
  readonly chosen: readonly string[]
  readonly onChange: (chosen: readonly string[]) => void
}

function Boxes({ legend, words, chosen, onChange }: BoxesProps) {
  // What was chosen and does not fit any more can be taken away.
  const all = [...new Set([...words, ...chosen])]
  if (all.length < 2 && chosen.length === 0) return null
  return (
    <fieldset class="plots-boxes">
      <legend>{plainLine(legend)}</legend>
      <div>
        {all.slice(0, MOST_BOXES).map((word) => (
          <label key={word}>
            <input
              type="checkbox"
              checked={chosen.includes(word)}
              onChange={({ currentTarget: { checked } }) =>
                onChange(all.filter((one) => (one === word ? checked : chosen.includes(one))))
              }
            />
            <span>{plainLine(word)}</span>
          </label>
        ))}
      </div>
      {all.length > MOST_BOXES && (
        <p class="plot-note">
          {count(all.length - MOST_BOXES)} more: choose levels, until they stand here.
        </p>
      )}
    </fieldset>
  )
}
