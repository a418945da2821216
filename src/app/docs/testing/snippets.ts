/** Takes the examples out of Markdown pages, so that they can be tried. */
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** A fenced block of a page. */
export interface Snippet {
  /** `README.md:31`: where its first line stands. */
  readonly place: string
  readonly language: string
  readonly text: string
}

/** All fenced blocks of a page that name a language. */
export function snippetsIn(page: string): Snippet[] {
  const text = readFileSync(page, 'utf8')
  return [...text.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(
    ({ 1: language = '', 2: inner = '', index }) => ({
      place: `${page}:${text.slice(0, index).split('\n').length + 1}`,
      language,
      text: inner,
    }),
  )
}

/** Where the page links within the project: the page, and the file or folder from the root. */
export function linksIn(page: string): [string, string][] {
  const text = readFileSync(page, 'utf8').replace(/^```.*?^```$/gms, '')
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target.replace(/#.*/, ''))
    .filter((target) => target !== '' && !/^\w+:/.test(target))
    .map((target) => [page, join(dirname(page), target)])
}

/** A command as a page tells it. */
export interface ToldCommand {
  readonly place: string
  /** What follows `coterie`. */
  readonly words: readonly string[]
}

/** Every command of a page's shell blocks, and every one with arguments within its sentences. */
export function commandsIn(page: string): ToldCommand[] {
  const lines = snippetsIn(page)
    .filter(({ language }) => language === 'sh')
    .flatMap(({ place, text }) => text.split('\n').map((line) => ({ place, line })))
  const prose = readFileSync(page, 'utf8').replace(/^```.*?^```$/gms, '')
  const spans = [...prose.matchAll(/`([^`\n]+)`/g)].map(([, line = '']) => ({ place: page, line }))
  return [...lines, ...spans].flatMap(({ place, line }) =>
    line
      .replace(/#.*/, '')
      .split('&&')
      .flatMap((command) => {
        const [, told] = /^\s*(?:npx )?coterie (.+)/.exec(command) ?? []
        const words = told?.trim().split(/\s+/) ?? []
        // One word alone is talked about, and dots stand for anything.
        return words.length < 2 || words.includes('…') ? [] : [{ place, words }]
      }),
  )
}
