/** A hand-made ledger of codings for tests: a codebook, coders, and units of a run. */
import { contentHash } from '../../../base/hash.ts'
import {
  UnitId,
  type CodebookFixed,
  type CoderNamed,
  type UnitCoded,
  type UnitCut,
} from '../../../record/coding-entries.ts'
import type { RunId } from '../../../record/ids.ts'
import { p1 } from './sample-plan.ts'

/** A codebook of one binary code, `asks`, and one of three categories, `tone`. */
export function sampleCodebook(version = '1', about = 'a sample'): CodebookFixed {
  const body = {
    codebook: 'sample',
    version,
    about,
    codes: [codeOf('asks', 'binary'), codeOf('tone', 'nominal')],
  }
  return {
    kind: 'codebook-fixed',
    name: 'sample',
    version,
    hash: contentHash(body),
    body,
  }
}

function codeOf(code: string, level: string) {
  return { code, level, unit: 'message', definition: `It ${code}.`, categories: [] }
}

export function sampleCoder(
  name: string,
  coderKind: CoderNamed['coderKind'] = 'human',
): CoderNamed {
  return { kind: 'coder-named', name, coderKind, definition: { by: name } }
}

export function sampleUnit(run: RunId, seq: number): UnitCut {
  const unit = UnitId.parse(`unit_${contentHash([run, seq]).slice(0, 16)}`)
  return {
    kind: 'unit-cut',
    unit,
    unitKind: 'message',
    run,
    tick: 0,
    seq,
    lastSeq: seq,
    participant: p1,
  }
}

export function sampleCoding(
  unit: UnitId,
  coder: string,
  value: UnitCoded['value'],
  changes: Partial<UnitCoded> = {},
): UnitCoded {
  return {
    kind: 'unit-coded',
    codebook: sampleCodebook().hash,
    code: 'asks',
    unit,
    coder,
    version: 1,
    value,
    why: value === null ? 'refused' : null,
    rationale: null,
    confidence: null,
    spans: [],
    ...changes,
  }
}
