/** Lines of text in pages of bounded size: handing on each line alone would cost more than making it. */

/** UTF-16 code units: few enough to hold, enough that a page costs little. */
const PAGE = 65_536

/** The lines of rows, many in one text. A page is longer than its bound by one line at most. */
export function* inPages<T>(rows: Iterable<T>, line: (row: T) => string): Iterable<string> {
  let page = ''
  for (const row of rows) {
    page += line(row)
    if (page.length < PAGE) continue
    yield page
    page = ''
  }
  if (page !== '') yield page
}
