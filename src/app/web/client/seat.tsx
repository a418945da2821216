/** The page of a seat. */
import { render } from 'preact'
import { followSeat } from './seat/seat-line.ts'
import { SeatPage } from './seat/seat-page.tsx'

followSeat()
render(<SeatPage />, document.getElementById('page') as HTMLElement)
