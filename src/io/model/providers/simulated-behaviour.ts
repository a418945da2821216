/** How simulated models behave: not like any real model, but differently enough to try an experiment on. */
import type { Random } from '../../../base/random.ts'
import type { PromptReading } from './simulated-reading.ts'

/** Known behaviours; the names after `simulated/`. */
export const BEHAVIOURS = ['cooperator', 'defector', 'reciprocator', 'mixed', 'sloppy'] as const
export type Behaviour = (typeof BEHAVIOURS)[number]
type Character = 'cooperator' | 'defector' | 'reciprocator'

/**
 * Who a behaviour is in one run: `mixed` is one of the three characters throughout, `sloppy` behaves as a reciprocator and is careless of the form alone.
 */
export function characterOf(behaviour: Behaviour, random: Random): Character {
  switch (behaviour) {
    case 'mixed':
      return random.pick(['cooperator', 'defector', 'reciprocator', 'reciprocator'] as const)
    case 'sloppy':
      return 'reciprocator'
    default:
      return behaviour
  }
}

/** From 0 (harsh) to 1 (kind): how it is disposed, given what the other did last. */
export function dispositionOf(character: Character, reading: PromptReading): number {
  switch (character) {
    case 'cooperator':
      return 0.95
    case 'defector':
      return 0.05
    case 'reciprocator':
      return reading.lastOther === null ? 0.9 : 0.1 + 0.85 * reading.lastOther.kindness
  }
}

/** What it decides: a label, a number in digits, or words. */
export function deed(reading: PromptReading, disposition: number, random: Random): string {
  const { wanted } = reading
  switch (wanted.kind) {
    case 'choice': {
      const fromKind = random.chance(disposition) ? 0 : wanted.labels.length - 1
      return reading.byKindness[fromKind] ?? (wanted.labels[0] as string)
    }
    case 'amount': {
      const steps = Math.max(0, Math.floor((wanted.max - wanted.min) / wanted.step + 1e-9))
      const share = Math.min(1, Math.max(0, 0.75 * disposition + 0.3 * (random.next() - 0.5)))
      // Twelve digits hide the binary rest of decimal steps.
      return String(Number((wanted.min + Math.round(share * steps) * wanted.step).toPrecision(12)))
    }
    case 'text':
      return random.pick(disposition > 0.5 ? KIND_WORDS : HARSH_WORDS).slice(0, wanted.maxLength)
  }
}

const KIND_WORDS = [
  'I think we both do best if we work together. I am ready to go first.',
  'I agree with what was said. Let us divide the work evenly and look at it again afterwards.',
  'Thank you. I would keep it simple, and I will stick to what we agree on.',
  'Could we settle on one plan now? I am fine with either, as long as we all follow it.',
]

const HARSH_WORDS = [
  'I am not convinced. Why should I give up anything before I see what you do?',
  'That did not go well the last time, so I will look after my own side for now.',
  'I disagree. The plan leaves most of the work to me.',
  'Let us wait and see. I promise nothing.',
]
