/** What there is to measure, for people and for programs. */
import {
  measureChapters,
  measures,
  wantedMeasures,
} from '../../../study/analysis/measures/measures.ts'
import { wrapWords } from '../report/fit-table.ts'

/** One paragraph a measure; only those that are named, where any are. */
export function definitionsText(names?: readonly string[]): string[] {
  const wanted = wantedMeasures(names)
  return measureChapters.flatMap(({ title, definitions }) => {
    const shown = definitions.filter(({ name }) => wanted.has(name))
    if (shown.length === 0) return []
    return [
      `\n${title}`,
      ...shown.flatMap(({ name, means, unit, definition, undefinedWhen, citation, applies }) => [
        '',
        `${name}: ${means} (${unit})`,
        ...wrapWords(
          `${definition} Applies to: ${applies}. Null: ${undefinedWhen}.${citation === null ? '' : ` ${citation}.`}`,
        ),
      ]),
    ]
  })
}

/** The definitions, with keys as tables spell them. */
export function definitionsJson(names?: readonly string[]): object[] {
  const wanted = wantedMeasures(names)
  return [...measures.values()]
    .filter(({ name }) => wanted.has(name))
    .map(
      ({
        name,
        means,
        unit,
        range,
        of,
        by,
        holds,
        definition,
        undefinedWhen,
        citation,
        applies,
      }) => ({
        name,
        means,
        unit,
        range,
        of,
        by: by ?? null,
        holds,
        definition,
        undefined_when: undefinedWhen,
        citation,
        applies,
      }),
    )
}
