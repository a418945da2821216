/** Answers of a static site, out of the files beside the page: each is a script, since a page that was opened from a disk may load nothing else. */
import { answerOf } from '../../../../study/viewing/answer-file.ts'
import { NoAnswer } from './no-answer.ts'
import { told } from './told.ts'

/** Files that stay in memory, those that were asked for last: about 2 MB each. */
const MOST_KEPT = 16

const files = new Map<string, Promise<unknown>>()

/** Name → what its script handed over, compressed, in base64. */
const handed = new Map<string, string>()

if (told.isStatic === true)
  Object.assign(globalThis, {
    coterieHands: (name: string, packed: string) => handed.set(name, packed),
  })

/** @throws NoAnswer where the site does not hold it. */
export async function siteAnswer<T>(path: string): Promise<T> {
  const answer = await answerOf(path, told.indexes ?? 1, fileNamed)
  if (answer === undefined) throw new NoAnswer('This site does not hold that part of the record.')
  return answer as T
}

function fileNamed(name: string): Promise<unknown> {
  const file = files.get(name) ?? loaded(name)
  files.delete(name)
  files.set(name, file)
  const [oldest] = files.keys()
  if (files.size > MOST_KEPT && oldest !== undefined) files.delete(oldest)
  // Whoever asks again may have carried the rest of the site there meanwhile.
  file.catch(() => files.delete(name))
  return file
}

async function loaded(name: string): Promise<unknown> {
  await new Promise<void>((resolve, reject) => {
    const script = document.createElement('script')
    const end = (settle: () => void) => () => {
      script.remove()
      settle()
    }
    script.src = `data/${name}.js`
    script.onload = end(resolve)
    script.onerror = end(() =>
      reject(new NoAnswer(`The file data/${name}.js of this site is missing.`)),
    )
    document.head.append(script)
  })
  const packed = handed.get(name) ?? ''
  handed.delete(name)
  return JSON.parse(await unpacked(packed)) as unknown
}

async function unpacked(base64: string): Promise<string> {
  if (!('DecompressionStream' in globalThis))
    throw new NoAnswer('This browser is too old for this site: one of 2023 or later is needed.')
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
  const text = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))
  return new Response(text).text().catch(() => {
    throw new NoAnswer('A file of this site is damaged.')
  })
}
