/** A codebook as REFI-QDA's tree of codes: groups and coded categories as parents that cannot be applied themselves. */
import type { Codebook, CodebookCode } from '../coding/codebook.ts'
import { guids } from './qda-record.ts'
import { element, textOf } from './xml.ts'

/** One node of the tree. */
export interface TreeCode {
  readonly guid: string
  readonly name: string
  readonly isCodable: boolean
  readonly description: string | null
  readonly codes: readonly TreeCode[]
}

/** The codes of some codebooks; with several, each stands under a parent of its own. */
export function codeTree(codebooks: readonly Codebook[]): TreeCode[] {
  const [only, ...others] = codebooks
  if (only === undefined) return []
  if (others.length === 0) return codesOf(only)
  return codebooks.map((codebook) => ({
    guid: guids.codebook(codebook),
    name: `${codebook.codebook} ${codebook.version}`,
    isCodable: false,
    description: codebook.about,
    codes: codesOf(codebook),
  }))
}

function codesOf(codebook: Codebook): TreeCode[] {
  const tree: (TreeCode & { codes: TreeCode[] })[] = []
  for (const code of codebook.codes) {
    const node = { ...nodeOf(codebook, code), codes: categoriesOf(codebook, code) }
    if (code.group === null) {
      tree.push(node)
      continue
    }
    const guid = guids.group(codebook, code.group)
    const parent = tree.find((one) => one.guid === guid)
    if (parent === undefined)
      tree.push({ guid, name: code.group, isCodable: false, description: null, codes: [node] })
    else parent.codes.push(node)
  }
  return tree
}

function nodeOf(codebook: Codebook, code: CodebookCode): Omit<TreeCode, 'codes'> {
  return {
    guid: guids.code(codebook, code.code),
    name: qdaName(codebook, code),
    isCodable: code.categories.length === 0,
    description: descriptionOf(code),
  }
}

/** What a code is called in a project: its title, with its name where another code has the same title. */
export function qdaName({ codes }: Codebook, { code, title }: CodebookCode): string {
  const isShared = codes.some(
    (one) => one.code !== code && one.title.toLowerCase() === title.toLowerCase(),
  )
  return isShared ? `${title} (${code})` : title
}

function categoriesOf(codebook: Codebook, { code, categories }: CodebookCode): TreeCode[] {
  return categories.map(({ category, definition }) => ({
    guid: guids.category(codebook, code, category),
    name: category,
    isCodable: true,
    description: definition,
    codes: [],
  }))
}

function descriptionOf(code: CodebookCode): string {
  const lists: [string, readonly string[]][] = [
    ['Include', code.include],
    ['Exclude', code.exclude],
    ['Examples', code.examples.map(exampleText)],
    ['Counter-examples', code.counterExamples.map(exampleText)],
  ]
  return [
    code.definition,
    ...lists.flatMap(([title, items]) =>
      items.length === 0 ? [] : [`${title}:\n${items.map((item) => `- ${item}`).join('\n')}`],
    ),
    `Name: ${code.code}. Level: ${code.level}. Unit: ${code.unit}.`,
  ].join('\n\n')
}

function exampleText({ text, why }: { text: string; why: string | null }): string {
  return why === null ? text : `${text} (${why})`
}

/** The element `Codes`, or nothing where there are none. */
export function codesXml(codes: readonly TreeCode[]): string {
  return codes.length === 0 ? '' : element('Codes', {}, `\n${codes.map(codeXml).join('')}`)
}

function codeXml({ guid, name, isCodable, description, codes }: TreeCode): string {
  const inside =
    description === null || description === ''
      ? []
      : [element('Description', {}, textOf(description))]
  return `${element('Code', { guid, name, isCodable }, [...inside, ...codes.map(codeXml)].join(''))}\n`
}
