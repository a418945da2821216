/** The codes that were applied in a project, found in the codebooks that we know. */
import { BadInputError } from '../../base/errors.ts'
import type { Codebook } from '../../study/coding/codebook.ts'
import { codeMatcher, type MatchedCode } from '../../study/refi/match-codes.ts'
import { newCodebook } from '../../study/refi/new-codebook.ts'
import type { QdeCode, QdeCoding, QdeProject } from '../../study/refi/qde.ts'

export function everyCoding({ sources }: QdeProject): QdeCoding[] {
  return sources.flatMap(({ codings, selections }) => [
    ...codings,
    ...selections.flatMap((one) => one.codings),
  ])
}

export interface KnownCodes {
  readonly matchedOf: (coding: QdeCoding) => MatchedCode
  /** The codebook that was made of codes that none had; null where none was. */
  readonly made: Codebook | null
}

/** Every code that was applied has to be known, or is to become one of the new codebook: otherwise nothing is taken over. */
export function codesOf(
  project: QdeProject,
  codebooks: readonly Codebook[],
  place: string,
  newName: string | null,
): KnownCodes {
  const match = codeMatcher(codebooks)
  const times = timesApplied(project, place)
  const applied = project.codes.filter(({ guid }) => times.has(guid))
  const found = new Map<string, MatchedCode>()
  const unknown: QdeCode[] = []
  const ambiguous = new Set<string>()
  for (const code of applied) {
    const matched = match(code)
    if (matched === undefined) unknown.push(code)
    else if (matched === 'ambiguous') ambiguous.add(code.name)
    else found.set(code.guid, matched)
  }
  const known = codebooks.map(({ codebook, version }) => `${codebook} ${version}`).join(', ')
  if (ambiguous.size > 0)
    throw new BadInputError(
      `${place}: several codebooks (${known}) have these codes: ${[...ambiguous].join(', ')}. Say which one is meant, with --codebook NAME; nothing was imported.`,
    )
  const matchedOf = ({ code }: QdeCoding): MatchedCode => found.get(code ?? '') as MatchedCode
  if (unknown.length === 0) return { matchedOf, made: null }
  const list = unknown.map(({ guid, name }) => `"${name}" (${times.get(guid) ?? 0})`).join(', ')
  if (newName === null)
    throw new BadInputError(
      `${place}: these codes were applied and are in no codebook (${known || 'there is none'}): ${list}. Name a codebook that has them, with --codebook FILE, or make one of them, with --new-codebook NAME; nothing was imported.`,
    )
  if (codebooks.some(({ codebook }) => codebook === newName))
    throw new BadInputError(
      `${place}: there is a codebook ${newName} already, and it does not have these codes: ${list}. Give --new-codebook another name; nothing was imported.`,
    )
  const made = newCodebook(newName, unknown, project.origin, `--new-codebook ${newName}`)
  for (const [guid, matched] of made.codes) found.set(guid, matched)
  return { matchedOf, made: made.codebook }
}

/** GUID of a code → how often it was applied. */
function timesApplied(project: QdeProject, place: string): Map<string, number> {
  const guids = new Set(project.codes.map(({ guid }) => guid))
  const times = new Map<string, number>()
  for (const { code, line } of everyCoding(project)) {
    if (code === null || !guids.has(code))
      throw new BadInputError(
        `${place}:${line}: <Coding>: ${code === null ? 'it says no code' : `there is no code ${code}`}. Export the project again.`,
      )
    times.set(code, (times.get(code) ?? 0) + 1)
  }
  return times
}
