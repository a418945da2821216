/** The codebooks of the catalogue: YAML files in the folders scenarios/<scenario>/codebooks/, found by reading them. */
import { existsSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

// In a checkout this is src/app, in the package dist/src/app: the catalogue lies two folders up in both.
const ROOT = new URL('../../scenarios/', import.meta.url)

/** A shipped codebook: its name is that of its file. */
export interface ShippedCodebook {
  readonly name: string
  readonly scenario: string
  readonly path: string
}

/** By name. */
export function shippedCodebooks(): ShippedCodebook[] {
  if (!existsSync(ROOT)) return []
  return readdirSync(ROOT, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name: scenario }) => {
      const folder = new URL(`${scenario}/codebooks/`, ROOT)
      if (!existsSync(folder)) return []
      return readdirSync(folder)
        .filter((file) => file.endsWith('.yaml'))
        .map((file) => ({
          name: file.slice(0, -'.yaml'.length),
          scenario,
          path: fileURLToPath(new URL(file, folder)),
        }))
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}
