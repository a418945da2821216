/** Parameters that say `{ from: <name> }` get the items that were drawn under that name. */
import { UnknownNameError } from '../../base/errors.ts'
import type { Json } from '../../base/canonical-json.ts'
import type { Item } from './bank.ts'
import { ExperimentError, type FieldProblem } from './problems.ts'

type Parameters = Readonly<Record<string, Json>>

/**
 * The parameters with the items themselves in them, so that a plan needs no file.
 * @throws ExperimentError where no items have the name.
 */
export function placeItems(
  parameters: Parameters,
  items: ReadonlyMap<string, readonly Item[]>,
): Parameters {
  const problems: FieldProblem[] = []
  const placed = Object.entries(parameters).map(([key, value]): [string, Json] => {
    const name = nameIn(value)
    if (name === undefined) return [key, value]
    const drawn = items.get(name)
    if (drawn !== undefined) return [key, drawn.map(stimulus)]
    const mend = 'Samples of items are declared under "items".'
    const { message } = new UnknownNameError('sample of items', name, [...items.keys()], mend)
    problems.push({ path: ['parameters', key, 'from'], message })
    return [key, value]
  })
  if (problems.length > 0) throw new ExperimentError(problems)
  return Object.fromEntries(placed)
}

function nameIn(value: Json): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const { from, ...rest } = value as { readonly [key: string]: Json }
  return typeof from === 'string' && Object.keys(rest).length === 0 ? from : undefined
}

/** An item as scenarios take it. */
function stimulus({ place: _, attributes, ...item }: Item): Json {
  const bare = Object.fromEntries(
    Object.entries(item).filter(([, value]) => value !== undefined),
  ) as Record<string, Json>
  return Object.keys(attributes).length === 0 ? bare : { ...bare, attributes }
}
