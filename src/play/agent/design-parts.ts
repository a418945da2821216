/** Applies what an experiment changes about the parts of a prompt: which are shown, in what words, in what order. */
import type { PromptDesign } from '../../record/prompt-design.ts'
import { EXPERIMENT, type ShownPart } from './shown-part.ts'

interface Named {
  readonly name: string
}

/** The parts that are not switched off. */
export function switchedOn<P extends Named>(
  parts: readonly P[],
  design?: PromptDesign,
): readonly P[] {
  const edits = design?.parts
  return edits === undefined ? parts : parts.filter(({ name }) => editOf(edits, name) !== 'off')
}

/**
 * The part in the experiment's words; its source then says so. Where it has no words there is nothing that could be introduced or followed: it stays
 * empty, unless all of it is replaced.
 */
export function edited<P extends Pick<ShownPart, 'name' | 'text' | 'source'>>(
  part: P,
  design?: PromptDesign,
): P {
  const edit = editOf(design?.parts ?? {}, part.name)
  if (edit === undefined || typeof edit === 'string') return part
  if (part.text === '' && edit.text.includes(OWN_WORDS)) return part
  const text = edit.text.split(OWN_WORDS).join(part.text)
  if (text === part.text) return part
  return { ...part, text, source: changedSource(part.source) }
}

/** Those that the design names come first, in its order. */
export function ordered<P extends Named>(parts: readonly P[], design?: PromptDesign): readonly P[] {
  const order = design?.order
  if (order === undefined) return parts
  return [
    ...order.flatMap((name) => parts.filter((part) => part.name === name)),
    ...parts.filter(({ name }) => !order.includes(name)),
  ]
}

/** Stands for the part's own words. */
const OWN_WORDS = '{text}'

function editOf(edits: NonNullable<PromptDesign['parts']>, name: string) {
  return Object.hasOwn(edits, name) ? edits[name] : undefined
}

function changedSource(source: string | undefined): string {
  return source === undefined ? EXPERIMENT : `${EXPERIMENT}:${source}`
}
