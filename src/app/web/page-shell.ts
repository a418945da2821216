/** The HTML of a page before its script fills it. */
import { escaped } from '../../study/page/html.ts'
import type { PageName } from './assets.ts'

export interface Shell {
  readonly page: PageName
  readonly title: string
  /** Where script and style are, `/` at its end: `/` on a server, nothing beside the files of a static site. */
  readonly root: string
  /** What the script is told, as JSON. */
  readonly told: Readonly<Record<string, string | number | boolean>>
  /** Lines for the head, ours. */
  readonly head?: string
}

/** The mark in a browser's tab: two who meet. Within the page, so that none is asked for; `#` is escaped because an address ends there. */
export const ICON =
  "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'><g fill='none' stroke-width='2.4'>" +
  "<circle cx='6' cy='8' r='4.6' stroke='%232a5f98'/><circle cx='10' cy='8' r='4.6' stroke='%23c08a2a'/></g></svg>"

export function pageShell({ page, title, root, told, head = '' }: Shell): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title>${head}
<link rel="icon" href="${escaped(ICON)}">
<link rel="stylesheet" href="${escaped(root)}style.css">
<script defer src="${escaped(root)}${page}.js"></script>
</head>
<body data-told="${escaped(JSON.stringify(told))}">
<div id="page"></div>
<noscript><p>This page needs its own script, and no other.</p></noscript>
</body>
</html>
`
}
