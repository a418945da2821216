/** How forks of a record are made: commands with its own path, one of its runs, and something that can be set there. */
import type { RunSummary } from '../../../io/store/store.ts'
import type { AnswerForm, Value } from '../../../record/ask.ts'
import type { TickEntry } from '../../../record/entry.ts'
import type { RunId } from '../../../record/ids.ts'
import { shellWord } from '../../shell-word.ts'
import type { Opened } from '../records.ts'

/** None where the record has no run that could be forked. */
export function forkCommands(record: Opened): string[] {
  const run = firstForkable(record)
  if (run === undefined) return []
  const { runId, ticks } = run
  const tick = Math.floor(ticks / 2)
  const fork = `coterie fork ${shellWord(record.path)} --run ${runId} --at-tick ${tick}`
  const set = otherAnswer(record, run, tick)
  const commands = set === undefined ? [fork] : [fork, `${fork} --set ${shellWord(set)}`]
  return set === undefined
    ? commands
    : [...commands, `${fork} --set ${shellWord(set)} --replicates 10`]
}

function firstForkable({ store, tables }: Opened): RunSummary | undefined {
  const columns = ['run_id', 'ticks', 'import_format']
  for (const row of tables.rows('runs', {
    columns,
    where: { status: 'finished', parent_run_id: null },
  })) {
    if (Number(row['ticks']) <= 1 || row['import_format'] !== null) continue
    const run = store.run(row['run_id'] as RunId)
    // Nobody can be asked in a fork.
    if (run?.plan.seats.every(({ policy }) => policy !== 'human') === true) return run
  }
  return undefined
}

/** `answer.p1=defect`: what the first who was asked at the tick did not answer; undefined where nobody was. */
function otherAnswer({ store }: Opened, { runId }: RunSummary, tick: number): string | undefined {
  const [at] = store.ticks(runId, tick, tick + 1)
  const entries: readonly TickEntry[] = at?.content.entries ?? []
  const asked = entries.find((entry) => entry.kind === 'decision-asked')
  if (asked?.kind !== 'decision-asked') return undefined
  const made = entries.find((entry) => entry.kind === 'decision-taken' && entry.of === asked.of)
  const value = made?.kind === 'decision-taken' ? made.value : null
  return `answer.${asked.of}=${String(anotherThan(value, asked.form))}`
}

function anotherThan(value: Value, form: AnswerForm): Value {
  switch (form.kind) {
    case 'choice':
      return form.options.find((option) => option !== value) ?? form.options[0] ?? null
    case 'amount':
      return value === form.min ? form.max : form.min
    case 'text':
      return 'Let us do something else.'
  }
}
