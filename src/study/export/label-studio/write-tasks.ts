/** Label Studio: one task for each run and channel, with what coders said as predictions (labelstud.io/guide/task_format). */
import type { RunSummary } from '../../../io/store/store.ts'
import type { Row, Tables } from '../../../io/store/tables.ts'
import type { ExportOptions, ReadableRecord, WriteFile } from '../format.ts'
import { inOrder, watchedTicks } from '../run-order.ts'
import { dialoguesIn, type Paragraph } from './dialogues.ts'
import { configOf, labelsIn } from './labels.ts'
import { regionsOf } from './regions.ts'

/** Writes `label-studio.json` and `label-studio-config.xml`. */
export function writeTasks(
  { store, tables }: ReadableRecord,
  keep: WriteFile,
  { progress }: ExportOptions,
): void {
  const ticksOf = watchedTicks(store, 1, progress)
  const hasSeveral = [...tables.rows('codebooks', { columns: ['name'] })].length > 1
  const chunks = function* (): Iterable<string> {
    let lead = '[\n'
    for (const run of inOrder(store.runs())) {
      const codings = byCoder(tables, run.runId, hasSeveral)
      for (const [channel, dialogue] of dialoguesIn(run, ticksOf(run))) {
        yield `${lead}${JSON.stringify(taskOf(run, channel, dialogue, codings))}`
        lead = ',\n'
      }
    }
    yield lead === '[\n' ? '[]\n' : '\n]\n'
  }
  keep('label-studio.json', chunks())
  keep('label-studio-config.xml', [configOf(labelsIn(tables))])
}

/** What a coder is called as a model (its own name; with its codebook's behind it where there are several) → its codings of a run. */
type ByCoder = ReadonlyMap<string, readonly Row[]>

function byCoder(tables: Tables, runId: string, hasSeveral: boolean): ByCoder {
  const coders = new Map<string, Row[]>()
  for (const coding of tables.rows('codings', { runId })) {
    const { coder, codebook, codebook_version: version } = coding
    const name = hasSeveral
      ? `${String(coder)} · ${String(codebook)} ${String(version)}`
      : String(coder)
    const own = coders.get(name) ?? []
    own.push(coding)
    coders.set(name, own)
  }
  return coders
}

/** Treatments stand in `meta`, which is not shown to those who label. */
function taskOf(
  { runId, plan }: RunSummary,
  channel: string,
  dialogue: readonly Paragraph[],
  codings: ByCoder,
): unknown {
  const { experiment, scenario, treatment, replicate } = plan
  const predictions = [...codings].map(([coder, rows], n) => ({
    model_version: coder,
    result: rows
      .flatMap((coding) => regionsOf(coding, dialogue).map((value) => ({ value, coding })))
      .map(({ value, coding: { rationale, confidence } }, i) => ({
        id: `c${n + 1}-${i + 1}`,
        from_name: 'label',
        to_name: 'dialogue',
        type: 'paragraphlabels',
        value,
        ...(typeof confidence === 'number' ? { score: confidence } : {}),
        ...(typeof rationale === 'string' ? { meta: { text: [rationale] } } : {}),
      })),
  }))
  return {
    data: { run_id: runId, channel, dialogue },
    meta: { experiment, scenario: scenario.name, treatment, replicate },
    ...(predictions.length === 0 ? {} : { predictions }),
  }
}
