/** The style sheet of the page: for screens in the light and in the dark, and for paper. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1b1b1f; --paper: #ffffff; --soft: #5a5a66; --line: #d9d9e0; --tint: #f5f5f8; --link: #1f5fa8; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8e8ec; --paper: #17181c; --soft: #a5a5b2; --line: #3a3b44; --tint: #202127; --link: #8ab8ee; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 62rem; padding: 1.5rem 1.25rem 4rem; font: 16px/1.55 system-ui, -apple-system, "Segoe UI", sans-serif; color: var(--ink); background: var(--paper); }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 0.5rem 0; overflow-wrap: anywhere; }
h2 { font-size: 1.25rem; margin: 2.6rem 0 0.6rem; padding-top: 0.8rem; border-top: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 1.6rem 0 0.4rem; overflow-wrap: anywhere; }
p { margin: 0.5rem 0; max-width: 46rem; overflow-wrap: anywhere; }
a { color: var(--link); }
.note, .about { color: var(--soft); font-size: 0.86rem; }
nav ul { columns: 3 14rem; list-style: none; padding: 0; margin: 0.8rem 0; font-size: 0.93rem; }
blockquote { margin: 0.8rem 0; padding: 0.6rem 1rem; background: var(--tint); border-left: 3px solid var(--line); }
figure { margin: 1.2rem 0 1.8rem; }
figcaption { font-weight: 600; font-size: 0.95rem; margin-bottom: 0.4rem; overflow-wrap: anywhere; }
.draw { overflow-x: auto; }
svg.plot { max-width: 100%; height: auto; color: var(--ink); display: block; }
details { margin: 0.4rem 0; }
summary { cursor: pointer; font-size: 0.86rem; color: var(--soft); }
.table { overflow-x: auto; margin: 0.6rem 0 1rem; }
table { border-collapse: collapse; font-size: 0.86rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding: 0.2rem 0 0.35rem; }
th, td { padding: 0.22rem 0.8rem 0.22rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); max-width: 34rem; overflow-wrap: break-word; }
thead th { font-weight: 600; border-bottom: 2px solid var(--line); white-space: nowrap; }
tbody th { font-weight: 400; }
thead th:last-child, td:last-child { padding-right: 0; }
.n { text-align: right; white-space: nowrap; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.15rem 1rem; font-size: 0.93rem; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
@media print {
  :root { color-scheme: light; --ink: #000; --paper: #fff; --soft: #333; --line: #bbb; --tint: #fff; --link: #000; }
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  nav, summary { display: none; }
  details > *, details::details-content { display: block; content-visibility: visible; }
  .table, .draw { overflow: visible; }
  figure, tr, svg { break-inside: avoid; }
  h2, h3, figcaption, caption { break-after: avoid; }
}
`
