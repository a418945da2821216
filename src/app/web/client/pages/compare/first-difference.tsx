/** The first thing that is not the same in two runs, value by value, with what differs marked. */
import { Fragment } from 'preact'
import { differingMiddle } from '../../../../../study/viewing/compare/compare-leaves.ts'
import type {
  CompareFrame,
  FirstDifferent,
  LeafBeside,
} from '../../../../../study/viewing/compare/compare-shapes.ts'
import { plain, plainLine } from '../../shell/plain.ts'
import { href } from '../../shell/route.ts'
import { entryHeading } from './entry-heading.ts'

interface FirstProps {
  readonly record: string
  readonly first: FirstDifferent
  readonly frame: CompareFrame
}

export function FirstDifference({ record, first, frame }: FirstProps) {
  const { tick, round, what, leaves, equal } = first
  const { left, right, sharedTicks } = frame
  const isOtherKind = hasOtherKind(leaves)
  return (
    <section class="compare-first" aria-labelledby="compare-first">
      <h2 id="compare-first">
        What differs first: tick {tick}
        {round === null ? '' : `, round ${round}`}
      </h2>
      <p>
        {sharedInWords(sharedTicks)}{' '}
        {isOtherKind ? 'Then something else happens on either side.' : plainLine(what)}
      </p>
      {leaves.length > 0 && (isOtherKind ? <Apart leaves={leaves} /> : <Leaves leaves={leaves} />)}
      {equal > 0 && (
        <p class="quiet">
          {equal} further {equal === 1 ? 'value is' : 'values are'} the same on both sides.
        </p>
      )}
      <p class="row compare-look">
        Who knew what at tick {tick}:
        {tick < left.ticks && <a href={href([record, 'knew', left.runId, tick])}>on the left</a>}
        {tick < right.ticks && <a href={href([record, 'knew', right.runId, tick])}>on the right</a>}
      </p>
    </section>
  )
}

function sharedInWords(ticks: number): string {
  if (ticks === 0) return 'They share no tick.'
  return ticks === 1 ? 'Tick 0 is the same.' : `Ticks 0–${ticks - 1} are the same.`
}

function hasOtherKind(leaves: readonly LeafBeside[]): boolean {
  return leaves.some(({ path, differs }) => path === 'kind' && differs)
}

/** Entries of two kinds have no values to put beside each other: each stands for itself, its kind first. */
function Apart({ leaves }: { readonly leaves: readonly LeafBeside[] }) {
  const isKind = ({ path }: LeafBeside): boolean => path === 'kind'
  const inOrder = [...leaves.filter(isKind), ...leaves.filter((leaf) => !isKind(leaf))]
  return (
    <div class="compare-heads">
      {(['left', 'right'] as const).map((side) => (
        <section key={side} class={`compare-apart compare-${side}`}>
          <h3>
            On the {side}: {entryHeading(leaves, side) ?? 'nothing'}
          </h3>
          <dl>
            {inOrder.map((leaf) =>
              leaf[side] === null ? null : (
                <div key={leaf.path}>
                  <dt>
                    <Path of={leaf.path} />
                  </dt>
                  <dd>{isKind(leaf) ? <mark>{plain(leaf[side])}</mark> : plain(leaf[side])}</dd>
                </div>
              ),
            )}
          </dl>
        </section>
      ))}
    </div>
  )
}

function Leaves({ leaves }: { readonly leaves: readonly LeafBeside[] }) {
  return (
    <table class="compare-leaves">
      <caption class="unseen">The values of the entry on both sides</caption>
      <thead>
        <tr>
          <th scope="col">Value</th>
          <th scope="col">Left</th>
          <th scope="col">Right</th>
        </tr>
      </thead>
      <tbody>
        {leaves.map(({ path, left, right, differs }) => (
          <tr key={path} class={differs ? '' : 'is-equal'}>
            <th scope="row">
              <Path of={path} />
              {differs && <span class="unseen"> differs</span>}
            </th>
            <td>{differs ? <Side text={left} other={right} /> : same(left)}</td>
            <td>{differs ? <Side text={right} other={left} /> : same(right)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** A path of names, which is broken between them where it is long. */
function Path({ of }: { readonly of: string }) {
  return (
    <>
      {plainLine(of)
        .split('.')
        .map((name, i) => (
          <Fragment key={i}>
            {i > 0 && (
              <>
                .<wbr />
              </>
            )}
            {name}
          </Fragment>
        ))}
    </>
  )
}

/** What is the same on both sides needs no more than a glimpse. */
function same(text: string | null): string {
  const shown = plain(text ?? '')
  return shown.length > 120 ? `${shown.slice(0, 120)}…` : shown
}

/** Long words that both begin or end with are cut down to what stands next to the difference. */
const BESIDE = 120

function Side({ text, other }: { readonly text: string | null; readonly other: string | null }) {
  if (text === null) return <span class="quiet">not there</span>
  // Of a word, the whole word.
  if (other === null || !/\s/.test(text.trim())) return <mark>{plain(text)}</mark>
  const [before, middle, after] = differingMiddle(text, other)
  return (
    <>
      {plain(before.length > BESIDE ? `…${before.slice(-BESIDE)}` : before)}
      {middle !== '' && <mark>{plain(middle)}</mark>}
      {plain(after.length > BESIDE ? `${after.slice(0, BESIDE)}…` : after)}
    </>
  )
}
