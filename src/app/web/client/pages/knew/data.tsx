/** Data of a fact as people read it: names and values where it is flat, JSON where it is not. */
import { plainLine } from '../../shell/plain.ts'
import { Words } from './words.tsx'

const MOST_FIELDS = 12

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

function flat(json: string): (readonly [string, string])[] | undefined {
  const data = JSON.parse(json) as unknown
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return undefined
  const fields = Object.entries(data)
  const isFlat = fields.every(([, value]) => typeof value !== 'object' || value === null)
  const short = fields.every(([, value]) => String(value).length <= 120)
  if (!isFlat || !short || fields.length === 0 || fields.length > MOST_FIELDS) return undefined
  return fields.map(([name, value]) => [name, String(value)] as const)
}
