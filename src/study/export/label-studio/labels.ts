/** The labels of codebooks in Label Studio: one for each code, and for codes with categories one for each category. */
import type { Cell, Row, Tables } from '../../../io/store/tables.ts'

export interface Label {
  readonly value: string
  /** The definition; empty where there is none. */
  readonly hint: string
}

interface Body {
  readonly codes?: readonly {
    readonly code: string
    readonly definition?: unknown
    readonly categories?: unknown
  }[]
}

/** The label of a coding; undefined where the code does not apply or the value is missing. */
export function labelOf({ code, value }: Row): string | undefined {
  if (value === null || value === undefined || isNought(value)) return undefined
  return isOne(value) ? String(code) : `${String(code)}: ${value}`
}

// A column that holds text or numbers may give either.
const isNought = (value: Cell): boolean => value === 0 || value === '0'
const isOne = (value: Cell): boolean => value === 1 || value === '1'

/** The labels of all codebooks of a record, each once, in the order of the codebooks and their codes. */
export function labelsIn(tables: Tables): Label[] {
  const labels = new Map<string, Label>()
  for (const { body } of tables.rows('codebooks', { columns: ['body'] })) {
    for (const { code, definition, categories } of (JSON.parse(String(body)) as Body).codes ?? []) {
      const named = categoriesIn(categories)
      const own =
        named.length === 0
          ? [{ value: code, hint: wordsIn(definition) }]
          : named.map(({ category, definition: hint }) => ({
              value: `${code}: ${category}`,
              hint: wordsIn(hint),
            }))
      for (const label of own) if (!labels.has(label.value)) labels.set(label.value, label)
    }
  }
  return [...labels.values()]
}

function categoriesIn(
  categories: unknown,
): readonly { readonly category: string; readonly definition: unknown }[] {
  if (!Array.isArray(categories)) return []
  return categories.filter(
    (one): one is { category: string; definition: unknown } =>
      typeof one === 'object' &&
      one !== null &&
      typeof (one as { category?: unknown }).category === 'string',
  )
}

function wordsIn(words: unknown): string {
  return typeof words === 'string' ? words : ''
}

/** The labelling configuration: paragraphs of a dialogue, marked with the labels. */
export function configOf(labels: readonly Label[]): string {
  const lines = labels.map(
    ({ value, hint }) =>
      `    <Label value="${escapeXml(value)}"${hint === '' ? '' : ` hint="${escapeXml(hint)}"`}/>`,
  )
  return `<View>
  <ParagraphLabels name="label" toName="dialogue">
${(lines.length > 0 ? lines : ['    <!-- The record holds no codebook: put a Label here for each code. -->']).join('\n')}
  </ParagraphLabels>
  <Paragraphs name="dialogue" value="$dialogue" layout="dialogue" nameKey="author" textKey="text"/>
</View>
`
}

/** What XML 1.0 cannot hold at all becomes U+FFFD. */
function escapeXml(words: string): string {
  return words
    .replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replaceAll(/[&<>"'\t\n\r]/g, (mark) => `&#${mark.charCodeAt(0)};`)
}
