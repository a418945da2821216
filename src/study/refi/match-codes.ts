/** Finds the codes of a project that came back in the codebooks that we know: by GUID, otherwise by name. */
import type { Codebook, CodebookCode } from '../coding/codebook.ts'
import { qdaName } from './code-tree.ts'
import { guids } from './qda-record.ts'
import type { QdeCode } from './qde.ts'

/** What a code of a project says: a code applies, or one of its categories does. */
export interface MatchedCode {
  readonly codebook: Codebook
  readonly code: CodebookCode
  readonly value: string | 1
}

/** Undefined where there is none; `ambiguous` where several codebooks have one of the name. */
export type FoundCode = MatchedCode | 'ambiguous' | undefined

export function codeMatcher(codebooks: readonly Codebook[]): (code: QdeCode) => FoundCode {
  const byGuid = new Map<string, MatchedCode>()
  const byName = new Map<string, MatchedCode[]>()
  const name = (words: string, one: MatchedCode): void => {
    const key = words.trim().toLowerCase()
    const others = byName.get(key) ?? []
    if (!others.some((other) => isSame(other, one))) byName.set(key, [...others, one])
  }
  for (const codebook of codebooks)
    for (const code of codebook.codes) {
      const names = [...new Set([code.code, code.title, qdaName(codebook, code)])]
      if (code.categories.length === 0) {
        const one: MatchedCode = { codebook, code, value: 1 }
        byGuid.set(guids.code(codebook, code.code), one)
        for (const words of names) name(words, one)
      }
      for (const { category } of code.categories) {
        const one: MatchedCode = { codebook, code, value: category }
        byGuid.set(guids.category(codebook, code.code, category), one)
        for (const words of names) name(`${words}\n${category}`, one)
      }
    }
  return ({ guid, name: own, parent }) => {
    const found = byGuid.get(guid)
    if (found !== undefined) return found
    const under = parent === null ? undefined : byName.get(`${parent.name}\n${own}`.toLowerCase())
    const named = under ?? byName.get(own.toLowerCase()) ?? []
    return named.length > 1 ? 'ambiguous' : named[0]
  }
}

function isSame(a: MatchedCode, b: MatchedCode): boolean {
  return a.codebook.hash === b.codebook.hash && a.code.code === b.code.code && a.value === b.value
}
