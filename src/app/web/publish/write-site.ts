/** Writes records as a static site: a page and its answers as files, which need no server and no network. */
import { basename } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { Assets } from '../assets.ts'
import { pageShell } from '../page-shell.ts'
import type { Question } from '../questions/question.ts'
import type { Opened } from '../records.ts'
import { answerPacks } from './answer-packs.ts'
import { expectedSite, type ExpectedSite } from './expected-site.ts'
import { packedScript } from './packed-script.ts'
import { stepsOf, wantedAnswers } from './site-answers.ts'
import { openSiteFolder, SITE_MARK, type SiteFolder } from './site-folder.ts'
import { steadyStore } from './steady-store.ts'

/** Scripts and style beside the page, and nothing else from anywhere: `'self'` is the site's own folder in a browser that opened it from a disk. */
const CONTENT_SECURITY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'"

const HEAD = `
${SITE_MARK}
<meta http-equiv="Content-Security-Policy" content="${CONTENT_SECURITY}">
<meta name="referrer" content="no-referrer">`

/** Answers come without a pause; so often it is looked whether somebody interrupts. */
const LOOK_MS = 50

export interface SiteOptions {
  readonly records: readonly Opened[]
  readonly questions: readonly Question[]
  readonly assets: Assets
  readonly dir: string
  /** Told before anything is written, where there are many runs. */
  readonly onExpected?: (expected: ExpectedSite) => void
  /** How many steps there are, then each of them. */
  readonly progress: { start(total: number): void; advance(steps: number): void }
  readonly stop: AbortSignal
}

export interface Site {
  readonly dir: string
  readonly files: number
  readonly bytes: number
}

/**
 * The answers of one pack are in memory at a time. An interrupt, like a fault, leaves the folder as it was; null is given back.
 * @throws BadInputError where the folder cannot be used.
 */
export async function writeSite(options: SiteOptions): Promise<Site | null> {
  const { assets, dir } = options
  const script = await assets.script('viewer')
  const folder = openSiteFolder(dir)
  try {
    const indexes = await writeAnswers(options, folder)
    if (indexes === null) {
      folder.abandon()
      return null
    }
    folder.finish([
      ['viewer.js', script],
      ['style.css', assets.style()],
      ['index.html', indexPage(indexes)],
    ])
  } catch (error) {
    folder.abandon()
    if (options.stop.aborted) return null
    throw error
  }
  return { dir, files: folder.files, bytes: folder.bytes }
}

function indexPage(indexes: number): string {
  return pageShell({
    page: 'viewer',
    title: 'Coterie',
    root: '',
    told: { isStatic: true, indexes },
    head: HEAD,
  })
}

/** Gives back how many indexes there are; null where it was interrupted. */
async function writeAnswers(options: SiteOptions, folder: SiteFolder): Promise<number | null> {
  const { questions, progress, stop } = options
  const packs = answerPacks((name, json) => folder.add(`${name}.js`, packedScript(name, json)))
  // Whoever looks at the site need not know where its author keeps things.
  const records = options.records.map((record) => ({
    ...record,
    path: basename(record.path),
    store: steadyStore(record.store, options.stop),
    stamp: () => record.firstStamp,
    kept: keptOfLate(),
  }))
  const expected = await expectedSite(records, questions, stop)
  if (expected !== null) options.onExpected?.(expected)
  const listed = records.map(({ id, path }) => ({ id, path }))
  packs.add('records', listed)
  progress.start(Math.round(records.reduce((sum, record) => sum + stepsOf(record), 0)))
  let [done, told] = [0, 0]
  const onStep = (steps: number): void => {
    done += steps
    // Only whole steps are told.
    progress.advance(Math.round(done) - told)
    told = Math.round(done)
  }
  let lookedAt = performance.now()
  for (const record of records)
    for (const { path, question, given } of wantedAnswers(record, questions, onStep)) {
      if (performance.now() - lookedAt > LOOK_MS) {
        await setImmediate()
        lookedAt = performance.now()
      }
      if (stop.aborted) return null
      packs.add(path, await question.answer(record, given, {}))
    }
  return packs.finish()
}

/** What is worked out for one run is of no use to the next: of a large record, all of it together would fill the memory. */
const MOST_KEPT = 24

/** Keeps what was used last. */
function keptOfLate(): Opened['kept'] {
  const kept = new Map<string, unknown>()
  return <T>(key: string, make: () => T): T => {
    const value = kept.has(key) ? (kept.get(key) as T) : make()
    kept.delete(key)
    kept.set(key, value)
    if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value ?? '')
    return value
  }
}
