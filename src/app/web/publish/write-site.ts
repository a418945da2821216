/** Writes records as a static site: a page and its answers as files, which need no server and no network. */
import { basename } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { answerFile } from '../../../study/viewing/answer-file.ts'
import type { Assets } from '../assets.ts'
import { pageShell } from '../page-shell.ts'
import type { Arguments, Question } from '../questions/question.ts'
import type { Opened } from '../records.ts'
import { answerScript } from './answer-script.ts'
import { openSiteFolder, SITE_MARK, type SiteFolder } from './site-folder.ts'

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
  /** How many steps there are, then each of them. */
  readonly progress: { start(total: number): void; advance(): void }
  readonly stop: AbortSignal
}

export interface Site {
  readonly dir: string
  readonly files: number
  readonly bytes: number
}

/**
 * One answer at a time is in memory. An interrupt, like a fault, leaves the folder as it was; null is given back.
 * @throws BadInputError where the folder cannot be used.
 */
export async function writeSite(options: SiteOptions): Promise<Site | null> {
  const { records, assets, dir } = options
  const script = await assets.script('viewer')
  const folder = openSiteFolder(dir)
  try {
    if (!(await writeAnswers(options, folder))) {
      folder.abandon()
      return null
    }
    const listed = records.map(({ id, path }) => ({ id, path: basename(path) }))
    folder.add('records.js', answerScript('records', listed))
    folder.finish([
      ['viewer.js', script],
      ['style.css', assets.style()],
      ['index.html', indexPage()],
    ])
  } catch (error) {
    folder.abandon()
    throw error
  }
  return { dir, files: folder.files, bytes: folder.bytes }
}

function indexPage(): string {
  return pageShell({
    page: 'viewer',
    title: 'Coterie',
    root: '',
    told: { isStatic: true },
    head: HEAD,
  })
}

/** False where it was interrupted. */
async function writeAnswers(options: SiteOptions, folder: SiteFolder): Promise<boolean> {
  const { records, questions, progress, stop } = options
  // Whoever looks at the site need not know where its author keeps things.
  const shown = records.map((record) => ({
    ...record,
    path: basename(record.path),
    kept: keptOfLate(),
  }))
  const wanted = shown.flatMap((record) => questions.map((question) => ({ record, question })))
  progress.start(wanted.reduce((sum, one) => sum + stepsOf(one), 0))
  let lookedAt = performance.now()
  for (const { record, question } of wanted) {
    const steps = runSteps(stepsOf({ record, question }), () => progress.advance())
    for (const given of question.instances(record)) {
      if (performance.now() - lookedAt > LOOK_MS) {
        await setImmediate()
        lookedAt = performance.now()
      }
      if (stop.aborted) return false
      const path = pathOf(record, question, given)
      const answer = await question.answer(record, given, {})
      folder.add(`${answerFile(path)}.js`, answerScript(path, answer))
      steps.at(given['run'])
    }
    steps.end()
  }
  return true
}

/** Told by runs: to count all answers beforehand would cost as much as some of them. */
function stepsOf({ record, question }: { record: Opened; question: Question }): number {
  return question.path.includes(':run') ? record.store.runs().length : 1
}

/** Advances by one for every other run that is come to, and by what is left at the end. */
function runSteps(steps: number, advance: () => void) {
  let left = steps
  let last: string | undefined
  return {
    at(run: string | undefined) {
      if (run === last || left === 0) return
      last = run
      left--
      advance()
    },
    end() {
      for (; left > 0; left--) advance()
    },
  }
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

/** As a page asks for it. */
function pathOf({ id }: Opened, { path }: Question, given: Arguments): string {
  const named = path.replaceAll(/:(\w+)/g, (_, name: string) => {
    const value = given[name]
    if (value === undefined) throw new TypeError(`${path}: no ${name} was given`)
    return encodeURIComponent(value)
  })
  return `records/${id}/${named}`
}
