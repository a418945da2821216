/** The page of a coder. */
import { render } from 'preact'
import { CoderPage } from './coder/coder-page.tsx'
import { begin } from './coder/work.ts'

render(<CoderPage />, document.getElementById('page') as HTMLElement)
void begin()
