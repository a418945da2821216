/** What an experiment draws from its banks: once, from streams of its own, whatever treatments and replicates there are. */
import { Streams, type Random } from '../../base/random.ts'
import type { Item, Person } from './bank.ts'
import type { Catalogue } from './catalogue.ts'
import type { Sampling } from './declared-bank.ts'
import type { Experiment } from './define-experiment.ts'
import { drawSample } from './draw-sample.ts'
import { fillTemplate } from './fill-template.ts'
import { ExperimentError, type FieldProblem } from './problems.ts'

/** People that were drawn, their texts filled in, in the order in which replicates take them. */
export interface PeopleSample {
  readonly name: string
  readonly people: readonly DrawnPerson[]
  readonly reuse: boolean
}

export interface DrawnPerson extends Person {
  readonly text: string
}

export interface Drawn {
  readonly people: ReadonlyMap<string, PeopleSample>
  readonly items: ReadonlyMap<string, readonly Item[]>
}

/**
 * Draws all samples of an experiment.
 * @throws ExperimentError with every problem.
 */
export function drawBanks(
  { personas = {}, items = {}, seed }: Experiment,
  banks: Catalogue,
): Drawn {
  const problems: FieldProblem[] = []
  const streams = new Streams(seed)
  const people = new Map<string, PeopleSample>()
  for (const [name, declared] of Object.entries(personas)) {
    const bank = banks.personaBanks?.get(declared.bank)
    if (bank === undefined) throw notLoaded('personas', name, declared.bank)
    const random = streams.stream(`personas/${name}`)
    const drawn = draw(bank.persons, declared, random, ['personas', name], problems)
    const { text, reuse = false } = declared
    const path = ['personas', name, text === undefined ? 'bank' : 'text']
    const told = drawn.flatMap((person) => {
      const filled = personText(person, text, path, problems)
      return filled === undefined ? [] : [{ ...person, text: filled }]
    })
    people.set(name, { name, people: told, reuse })
  }
  const lists = new Map<string, readonly Item[]>()
  for (const [name, declared] of Object.entries(items)) {
    const bank = banks.itemBanks?.get(declared.bank)
    if (bank === undefined) throw notLoaded('items', name, declared.bank)
    const random = streams.stream(`items/${name}`)
    lists.set(name, draw(bank.items, declared, random, ['items', name], problems))
  }
  if (problems.length > 0) throw new ExperimentError(problems)
  return { people, items: lists }
}

function draw<M extends Person | Item>(
  members: readonly M[],
  sampling: Sampling,
  random: Random,
  path: FieldProblem['path'],
  problems: FieldProblem[],
): M[] {
  return drawSample(members, sampling, random, path, problems) ?? []
}

/** The words of a person; a problem where its template names what is not known of it. */
function personText(
  { key, name, text, attributes, place }: Person,
  template: string | undefined,
  path: FieldProblem['path'],
  problems: FieldProblem[],
): string | undefined {
  const words = template ?? text
  if (words === null) {
    const message = `${place}: "${key}" has no text. Give the bank a "text", or write one here: text: "You are a {age}-year-old …"`
    problems.push({ path, message })
    return undefined
  }
  const filled = fillTemplate(words, {
    ...attributes,
    key,
    ...(name === undefined ? {} : { name }),
  })
  if (filled.missing === null) return filled.text
  const message = `${place}: the text of "${key}" asks for {${filled.missing}}, which is no attribute of it. Known: ${Object.keys(attributes).join(', ')}.`
  problems.push({ path, message })
  return undefined
}

function notLoaded(field: string, name: string, bank: string): ExperimentError {
  const message = `the bank "${bank}" was not loaded. Give it to the library as one of its agents, or load the experiment from its file`
  return new ExperimentError([{ path: [field, name, 'bank'], message }])
}
