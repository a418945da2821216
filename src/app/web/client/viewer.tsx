/** The page for those who study records. */
import { render } from 'preact'
import { followChanges } from './shell/changes.ts'
import { Viewer } from './pages/viewer.tsx'

followChanges()
render(<Viewer />, document.getElementById('page') as HTMLElement)
