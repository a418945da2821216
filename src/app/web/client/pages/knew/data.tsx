/** Data of a fact as people read it: names and values where they are few, JSON where they are many. */
import { plainLine } from '../../shell/plain.ts'
import { Words } from './words.tsx'

const MOST_FIELDS = 24
/** Characters of a value. */
const LONGEST = 120

export function Data({ json }: { readonly json: string }) {
  const fields = flat(json)
  if (fields === undefined) return <Words text={json} kind="code" />
  return (
    <dl class="data">
      {fields.map(([name, value]) => (
        <div key={name}>
          <dt>{plainLine(name)}</dt>
          <dd>{plainLine(value)}</dd>
        </div>
      ))}
    </dl>
  )
}

/** `endowments: { trustor: 10 }` is told as `endowments.trustor 10`; undefined where that would be too much to read. */
function flat(json: string): readonly Field[] | undefined {
  const data = JSON.parse(json) as unknown
  if (!isNested(data)) return undefined
  const fields = fieldsOf('', data)
  const isShort =
    fields.length <= MOST_FIELDS && fields.every(([, { length }]) => length <= LONGEST)
  return isShort ? fields : undefined
}

type Field = readonly [name: string, value: string]

function fieldsOf(name: string, value: unknown): readonly Field[] {
  if (isNested(value))
    return Object.entries(value).flatMap(([key, inner]) =>
      fieldsOf(name === '' ? key : `${name}.${key}`, inner),
    )
  const isList = Array.isArray(value) && !value.some((one) => typeof one === 'object')
  if (isList) return [[name, value.join(', ') || 'none']]
  return [[name, typeof value === 'object' ? JSON.stringify(value) : String(value)]]
}

function isNested(value: unknown): value is object {
  const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isRecord && Object.keys(value).length > 0
}
