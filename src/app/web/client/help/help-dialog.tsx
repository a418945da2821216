/** Help: what the keys of the page in sight do, and what its words mean. */
import { useLayoutEffect, useRef } from 'preact/hooks'
import { Dialog } from '../parts/dialog.tsx'
import { KeySwitch } from '../parts/key-switch.tsx'
import { GLOSSARY, wordAs, type Word } from './glossary.ts'
import { helpAsked } from './help-asked.ts'
import { keysInUse } from './keys.ts'

export function HelpDialog({ word }: { readonly word: Word | 'all' }) {
  const box = useRef<HTMLDListElement>(null)
  useLayoutEffect(() => {
    box.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'center' })
  }, [])
  return (
    <Dialog title="Help" onClose={() => (helpAsked.value = null)}>
      <p>
        You look at records of runs: who was asked what, what each knew, said, decided and was paid.
        Choose a run to read it; everything has an address of its own, which you can pass on.
      </p>
      <h3>Keys</h3>
      <table class="help-keys">
        <tbody>
          {keysInUse.value.map(({ key, what }) => (
            <tr key={key}>
              <th scope="row">
                <kbd>{key.toUpperCase()}</kbd>
              </th>
              <td>{what}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">
              <kbd>Tab</kbd>
            </th>
            <td>to the next link or button; in grids and sliders, arrows go on from there</td>
          </tr>
        </tbody>
      </table>
      <KeySwitch />
      <h3>Words</h3>
      <dl ref={box} class="help-words">
        {(Object.keys(GLOSSARY) as Word[]).map((one) => (
          <div key={one} aria-current={one === word ? 'true' : undefined}>
            <dt>{wordAs(one)}</dt>
            <dd>{GLOSSARY[one]}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
