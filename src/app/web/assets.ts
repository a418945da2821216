/** The scripts and the style of pages: bundled when they are first wanted in a checkout, built beforehand where the package is installed. */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The pages that have a script of their own: for those who study a record, who play in a run, who code it. */
export const PAGES = ['viewer', 'seat', 'coder'] as const
export type PageName = (typeof PAGES)[number]

export interface Assets {
  /** One script that needs no other. */
  script(page: PageName): Promise<string>
  style(): string
}

const CLIENT = fileURLToPath(new URL('./client', import.meta.url))

export function clientAssets(): Assets {
  const scripts = new Map<PageName, Promise<string>>()
  let style: string | undefined
  return {
    script(page) {
      let script = scripts.get(page)
      if (script === undefined) scripts.set(page, (script = scriptOf(page)))
      return script
    },
    style: () => (style ??= styleOf()),
  }
}

async function scriptOf(page: PageName): Promise<string> {
  const built = join(CLIENT, `${page}.js`)
  return existsSync(built) ? readFileSync(built, 'utf8') : bundle(page)
}

/** The script of a page, made of the files of `client/`. */
export async function bundle(page: PageName): Promise<string> {
  const { rolldown } = await import('rolldown')
  const made = await rolldown({
    input: join(CLIENT, `${page}.tsx`),
    platform: 'browser',
    // Found here whatever folder the command is started in.
    tsconfig: join(CLIENT, 'tsconfig.json'),
  })
  try {
    const { output } = await made.generate({ format: 'iife', minify: true, codeSplitting: false })
    return output[0].code
  } finally {
    await made.close()
  }
}

function styleOf(): string {
  const built = join(CLIENT, 'style.css')
  return existsSync(built) ? readFileSync(built, 'utf8') : joinedStyle()
}

/** All sheets of `client/style/`; the layers that they stand in say which yields to which. */
export function joinedStyle(): string {
  const sheets = globSync('*.css', { cwd: join(CLIENT, 'style') }).sort()
  const first = sheets.filter((name) => name === 'layers.css')
  return [...first, ...sheets.filter((name) => name !== 'layers.css')]
    .map((name) => readFileSync(join(CLIENT, 'style', name), 'utf8'))
    .join('\n')
}
