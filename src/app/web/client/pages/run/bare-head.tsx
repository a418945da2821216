/** Stands above a run of which nothing but its id is known. */
import { shortRun } from '../../shell/plain.ts'
import { href } from '../../shell/route.ts'

export function BareHead({ record, runId }: { readonly record: string; readonly runId: string }) {
  return (
    <>
      <nav class="run-around" aria-label="Runs around this one">
        <a href={href([record, 'runs'])}>All runs</a>
      </nav>
      <h1>
        Run <code>{shortRun(runId)}</code>
      </h1>
    </>
  )
}
