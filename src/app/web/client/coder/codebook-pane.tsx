/** The codebook beside the unit: the code in question in full, the others to be opened. */
import type { CodingTask, TaskCode } from '../../../../study/viewing/coder/coding-task.ts'
import { plain, plainLine } from '../shell/plain.ts'
import { isCodebookOpen } from './keys.ts'
import { Key } from './key.tsx'

interface CodebookPaneProps {
  readonly task: CodingTask
  /** The code in question. */
  readonly at: string | undefined
}

export function CodebookPane({ task, at }: CodebookPaneProps) {
  return (
    <aside class="coder-book" aria-label="Codebook">
      <details
        open={isCodebookOpen.value}
        onToggle={(event) => (isCodebookOpen.value = event.currentTarget.open)}
      >
        <summary>
          <h2>
            Codebook <Key of="B" />
          </h2>
        </summary>
        {task.about !== null && <p>{plain(task.about)}</p>}
        {task.codes.map((code) => (
          <details key={code.code} class="coder-entry" open={code.code === at}>
            <summary>
              <h3>
                {plainLine(code.title)}
                {code.group !== null && <small> {plainLine(code.group)}</small>}
              </h3>
            </summary>
            <Entry of={code} />
          </details>
        ))}
        {task.source !== null && <p class="quiet">{plain(task.source)}</p>}
      </details>
    </aside>
  )
}

function Entry({ of }: { readonly of: TaskCode }) {
  const { definition, include, exclude, examples, counterExamples, categories, where } = of
  const conditions = Object.entries(where)
  return (
    <div class="coder-entry-text">
      <p>{plain(definition)}</p>
      {conditions.length > 0 && (
        <p class="quiet">
          Only where{' '}
          {conditions
            .map(([code, value]) => `${plainLine(code)} is ${plainLine(String(value))}`)
            .join(' and ')}
          .
        </p>
      )}
      {categories.length > 0 && (
        <dl>
          {categories.map(({ category, definition: means }) => (
            <div key={category}>
              <dt>{plainLine(category)}</dt>
              <dd>{plain(means)}</dd>
            </div>
          ))}
        </dl>
      )}
      <Items title="Include" of={include.map((text) => ({ text, why: null }))} />
      <Items title="Exclude" of={exclude.map((text) => ({ text, why: null }))} />
      <Items title="Examples" of={examples} />
      <Items title="Counter-examples" of={counterExamples} />
    </div>
  )
}

interface ItemsProps {
  readonly title: string
  readonly of: readonly { readonly text: string; readonly why: string | null }[]
}

function Items({ title, of }: ItemsProps) {
  if (of.length === 0) return null
  return (
    <>
      <h4>{title}</h4>
      <ul>
        {of.map(({ text, why }, i) => (
          <li key={i}>
            {plain(text)}
            {why !== null && <span class="quiet"> ({plain(why)})</span>}
          </li>
        ))}
      </ul>
    </>
  )
}
