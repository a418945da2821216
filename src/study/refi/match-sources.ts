/** Finds out which run and channel the sources of a project are: by what they say, and where that is not enough, by GUID or name. */
import { sha256 } from '../../base/hash.ts'
import type { Store } from '../../io/store/store.ts'
import type { RunId } from '../../record/ids.ts'
import { comparable } from './foreign-text.ts'
import { layOut } from './lay-out.ts'
import { runsById } from './project.ts'
import { guids } from './qda-record.ts'
import type { QdeText } from './qde.ts'

export interface OwnSource {
  readonly run: RunId
  readonly channel: string | null
}

/** `changed`: it is ours by GUID or name, and says something else. `several`: several of ours read alike, and nothing tells them apart. */
export type FoundSource = OwnSource | 'unknown' | 'changed' | 'several'

/** Reads the whole record once. */
export function sourceMatcher(
  store: Pick<Store, 'runs' | 'ticks'>,
): (source: QdeText, text: string) => FoundSource {
  const byText = new Map<string, OwnSource[]>()
  const byLabel = new Map<string, OwnSource>()
  for (const run of runsById({ store }))
    for (const { channel, name, text } of layOut(run, store.ticks(run.runId)).sources) {
      const own = { run: run.runId, channel }
      const hash = sha256(comparable(text))
      byText.set(hash, [...(byText.get(hash) ?? []), own])
      byLabel.set(guids.source(run.runId, channel), own)
      byLabel.set(name, own)
    }
  return ({ guid, path, name }, text) => {
    const inPath = /([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.\w+$/i.exec(path ?? '')?.[1]
    const labels = [guid, inPath?.toLowerCase() ?? '', name, name.replace(/\.txt$/i, '')]
    const labelled = labels.map((label) => byLabel.get(label)).find((own) => own !== undefined)
    const alike = byText.get(sha256(comparable(text))) ?? []
    const both = alike.find(
      ({ run, channel }) => run === labelled?.run && channel === labelled.channel,
    )
    const [only, ...others] = alike
    if (both !== undefined) return both
    if (only === undefined) return labelled === undefined ? 'unknown' : 'changed'
    return others.length === 0 ? only : 'several'
  }
}
