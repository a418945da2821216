/** A file of a static site: a page that was opened from a disk may load scripts and nothing else, so what it loads is a script that hands over JSON. */
import { gzipSync } from 'node:zlib'

/** No letter of what it hands over stands in it as it is, whatever that holds: it is compressed, in base64. */
export function packedScript(name: string, json: string): string {
  return `coterieHands('${name}','${gzipSync(json).toString('base64')}')\n`
}
