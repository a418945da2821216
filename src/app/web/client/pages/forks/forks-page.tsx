/** The forks of a record as trees. */
import { useMemo } from 'preact/hooks'
import { treesOf, type ForksAnswer } from '../../../../../study/viewing/forks/fork-tree.ts'
import { Await, Empty } from '../../parts/await.tsx'
import { count, counted } from '../../shell/numbers.ts'
import { plainLine } from '../../shell/plain.ts'
import { useAnswer } from '../../shell/use-answer.ts'
import type { PageProps } from '../page.ts'
import { ForkTree } from './fork-tree.tsx'

export function ForksPage({ record }: PageProps) {
  const answer = useAnswer<ForksAnswer>(`records/${record.id}/forks`, {}, record.id)
  return (
    <>
      <h1>Forks</h1>
      <p class="lead">
        A fork shares the first ticks of a run and then differs from it in one named thing. Those
        that differ in the same thing stand together; the runs beside them that differ in nothing
        but their draws are their baselines.
      </p>
      <Await answer={answer}>
        {(forks) =>
          forks.runs.length === 0 ? (
            <NoForks commands={forks.commands} />
          ) : (
            <Trees record={record.id} forks={forks} />
          )
        }
      </Await>
    </>
  )
}

function Trees({ record, forks }: { readonly record: string; readonly forks: ForksAnswer }) {
  const trees = useMemo(() => treesOf(forks.runs), [forks])
  const made = forks.runs.filter(({ parent }) => parent !== null).length
  return (
    <>
      <p class="quiet">
        {counted(made, 'fork')} of {counted(trees.length, 'run')}
        {forks.left > 0 && `; ${count(forks.left)} more are not listed`}.
      </p>
      <ul class="fork-tree" aria-label="Runs and their forks">
        {trees.map((node) => (
          <ForkTree key={node.run.runId} node={node} record={record} />
        ))}
      </ul>
      <HowTo commands={forks.commands} title="How to make another" />
    </>
  )
}

function NoForks({ commands }: { readonly commands: readonly string[] }) {
  return (
    <>
      <Empty>
        No run of this record was forked.
        {commands.length === 0 && ' None has ended yet that could be.'}
      </Empty>
      <HowTo commands={commands} title="How to make one" />
    </>
  )
}

const WHAT = [
  'the same again from the middle on: nothing is changed, so a scripted run comes out the same',
  'one answer is another',
  'the same ten times, each beside a baseline with the same draws',
]

function HowTo({
  commands,
  title,
}: {
  readonly commands: readonly string[]
  readonly title: string
}) {
  if (commands.length === 0) return null
  return (
    <section>
      <h2>{title}</h2>
      <ol class="fork-commands">
        {commands.map((command, i) => (
          <li key={command}>
            <p>{WHAT[i]}:</p>
            <pre>{plainLine(command)}</pre>
          </li>
        ))}
      </ol>
    </section>
  )
}
