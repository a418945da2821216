/** The codes that were applied in a project, found in the codebooks that we know. */
import { BadInputError } from '../../base/errors.ts'
import type { Codebook } from '../../study/coding/codebook.ts'
import { codeMatcher, type MatchedCode } from '../../study/refi/match-codes.ts'
import type { QdeCoding, QdeProject } from '../../study/refi/read-qde.ts'

export function everyCoding({ sources }: QdeProject): QdeCoding[] {
  return sources.flatMap(({ codings, selections }) => [
    ...codings,
    ...selections.flatMap((one) => one.codings),
  ])
}

/** Every code that was applied has to be known: otherwise nothing is taken over. */
export function codesOf(
  project: QdeProject,
  codebooks: readonly Codebook[],
  place: string,
): (coding: QdeCoding) => MatchedCode {
  const match = codeMatcher(codebooks)
  const byGuid = new Map(project.codes.map((code) => [code.guid, code]))
  const found = new Map<string, MatchedCode>()
  const unknown = new Map<string, number>()
  const ambiguous = new Set<string>()
  for (const { code: guid, line } of everyCoding(project)) {
    const code = guid === null ? undefined : byGuid.get(guid)
    if (guid === null || code === undefined)
      throw new BadInputError(
        `${place}:${line}: <Coding>: ${guid === null ? 'it says no code' : `there is no code ${guid}`}. Export the project again.`,
      )
    if (found.has(guid)) continue
    const matched = match(code)
    if (matched === undefined) unknown.set(code.name, (unknown.get(code.name) ?? 0) + 1)
    else if (matched === 'ambiguous') ambiguous.add(code.name)
    else found.set(guid, matched)
  }
  const known = codebooks.map(({ codebook, version }) => `${codebook} ${version}`).join(', ')
  if (unknown.size > 0)
    throw new BadInputError(
      `${place}: these codes were applied and are in no codebook (${known || 'there is none'}): ${[...unknown].map(([name, times]) => `"${name}" (${times})`).join(', ')}. Name a codebook that has them, with --codebook FILE; nothing was imported.`,
    )
  if (ambiguous.size > 0)
    throw new BadInputError(
      `${place}: several codebooks (${known}) have these codes: ${[...ambiguous].join(', ')}. Say which one is meant, with --codebook NAME; nothing was imported.`,
    )
  return ({ code }) => found.get(code ?? '') as MatchedCode
}
