/** What the words of the pages mean, in a line each: for whoever has read nothing else. */

export const GLOSSARY = {
  record: 'A file that holds the runs of an experiment: all that happened, and nothing else.',
  experiment: 'A scenario, who plays it, what is varied and how often, declared before any play.',
  scenario: 'The rules, as a machine of phases: who is asked what and when, and what it pays.',
  treatment: 'One combination of what the experiment varies; psychology says condition.',
  factor: 'What treatments vary, such as the rounds or the partner; its values are levels.',
  replicate: 'The n-th independent repetition of a treatment, with chance of its own.',
  run: 'One treatment played through once: what is counted in statistics.',
  measure: 'A number worked out of each run, such as how often somebody cooperated.',
  participant: 'Somebody who plays in a run: p1, p2, … Each has a role, as the trustor.',
  policy: 'What decides for a participant: a model, a rule, a list of moves, a person.',
  simulated: 'Played by a small program that stands in for a model. It is evidence of nothing.',
  phase: 'A named state of the scenario’s machine: what is going on at the moment.',
  round: 'One repetition of the game, counted from 1. It may take several ticks.',
  tick: 'One beat of a run, counted from 0: all who are asked decide, then something follows.',
  ask: 'A question that the scenario puts to one participant.',
  attempt: 'One call to a model for an ask; a reply that is no answer may be followed by another.',
  decision: 'What counts as the answer to an ask, whatever was said in words.',
  forfeited: 'No answer came that could be read as one, so nothing was decided.',
  entry: 'One thing that happened, with a number: it can be pointed to by its address.',
  earnings: 'The sum of what the rules paid a participant so far.',
  fork: 'A run that shares the first ticks of another, and differs from it in one named thing.',
  baseline: 'A fork that differs in nothing but its draws of chance: what to compare a fork with.',
  planted: 'Put there by the experiment, in somebody’s name; the others cannot tell.',
  provider: 'The service that runs a model and is called for each answer.',
  codebook: 'What is looked for in words and deeds, with a definition of each code.',
  unit: 'What is coded at a time: a message, or a decision.',
  code: 'One question about a unit, such as whether it proposes a plan.',
  coder: 'Who answers codes: a person, a rule, or a model as a judge.',
  agreement: 'The share of pairs of answers that are the same; chance alone makes some of it.',
  alpha:
    'Krippendorff’s α: agreement beyond chance. 1 is perfect, 0 is as by chance; above 0.8 is relied on as a rule.',
  kappa: 'Agreement beyond chance as well: Cohen’s of two coders, Fleiss’ of more.',
  ac1: 'Gwet’s AC1: agreement beyond chance that stays steady where a code is rare.',
  settled: 'One answer in place of several that differ, found by a declared rule or by somebody.',
} as const

export type Word = keyof typeof GLOSSARY

/** Words whose names are written otherwise. */
const WRITTEN: Readonly<Partial<Record<Word, string>>> = {
  agreement: 'Agreement',
  alpha: 'Krippendorff’s α',
  kappa: 'κ',
  ac1: 'Gwet’s AC1',
}

export function wordAs(word: Word): string {
  return WRITTEN[word] ?? word
}
