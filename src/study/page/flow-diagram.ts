/** The flow of runs from the plan to the analysis, drawn as in the CONSORT statement. */
import type { Flow, FlowCounts } from '../analysis/flow.ts'
import { labelled } from './draw.ts'
import { escaped, type Html } from './html.ts'

const [BOX_WIDTH, SIDE_WIDTH, LINE, GAP, PAD] = [270, 270, 17, 30, 9] as const
const SIDE_LEFT = BOX_WIDTH + 50

interface Step {
  readonly lines: readonly string[]
  /** What left the flow after this step; empty where nothing did. */
  readonly side: readonly string[]
  /** True where no arrow leads on: what comes below is counted anew. */
  readonly isLast?: true
}

/** Boxes from top to bottom; to the right of them what was lost on the way. */
export function flowDiagram(flow: Flow): Html {
  const steps = stepsOf(flow)
  let y = 1
  const parts: string[] = []
  steps.forEach((step, place) => {
    const height = heightOf(step.lines)
    parts.push(box(1, y, BOX_WIDTH, step.lines))
    const bottom = y + height
    if (place === steps.length - 1) {
      y = bottom
      return
    }
    const side = step.side.length === 0 ? 0 : heightOf(step.side)
    const below = bottom + Math.max(GAP, side === 0 ? 0 : side + GAP)
    if (step.isLast !== true) parts.push(arrow(BOX_WIDTH / 2, bottom, BOX_WIDTH / 2, below))
    if (side > 0) {
      const middle = bottom + GAP / 2
      parts.push(arrow(BOX_WIDTH / 2, middle + side / 2, SIDE_LEFT, middle + side / 2))
      parts.push(box(SIDE_LEFT, middle, SIDE_WIDTH, step.side))
    }
    y = below
  })
  const svg = `<svg viewBox="0 0 ${SIDE_LEFT + SIDE_WIDTH + 2} ${y + 2}">${parts.join('')}</svg>`
  return labelled(svg, {
    id: 'flow',
    title: 'Flow of runs',
    description: steps
      .map(({ lines, side }) =>
        [...lines, ...(side.length === 0 ? [] : [`lost: ${side.join(', ')}`])].join('; '),
      )
      .join('. '),
  })
}

function stepsOf({ all, reasons }: Flow): Step[] {
  const { decisions } = all
  const lost = [
    ...some(decisions.forfeited, 'forfeited'),
    ...some(decisions.defaulted, 'put to a default'),
    ...some(decisions.undecided, 'never decided: the run ended'),
  ]
  return [
    ...(all.planned === null
      ? []
      : [
          {
            lines: [`${counted(all.planned, 'run')} planned`],
            side: some(all.notBegun ?? 0, 'not begun'),
          },
        ]),
    { lines: [`${counted(all.started, 'run')} begun`], side: endedEarly(all, reasons) },
    {
      lines: [`${counted(all.finished, 'run')} finished`, 'choices and earnings rest on these'],
      side: [],
      isLast: true,
    },
    ...(decisions.asked === 0
      ? [{ lines: ['no decision asked for'], side: [] }]
      : [
          {
            lines: [
              `${counted(decisions.asked, 'decision')} asked for`,
              'in all runs that were begun',
            ],
            side: lost,
          },
          {
            lines: [
              `${counted(decisions.valid + decisions.reasked + decisions.passed, 'decision')} made`,
              `${told(decisions.reasked)} of them when asked again`,
            ],
            side: [],
          },
        ]),
  ]
}

/** With the most frequent reasons. */
function endedEarly(all: FlowCounts, reasons: Flow['reasons']): string[] {
  return (['aborted', 'failed'] as const)
    .flatMap((how) => [
      ...some(all[how], how),
      ...reasons
        .filter((one) => one.how === how && one.why !== null)
        .slice(0, 3)
        .map(({ why, runs }) => `  ${told(runs)}: ${cut(why ?? '')}`),
    ])
    .concat(some(all.unfinished, 'not at their end yet'))
}

function some(count: number, words: string): string[] {
  return count === 0 ? [] : [`${told(count)} ${words}`]
}

function counted(count: number, what: string): string {
  return `${told(count)} ${what}${count === 1 ? '' : 's'}`
}

/** 12345 → 12,345. */
function told(count: number): string {
  return String(count).replaceAll(/\B(?=(\d{3})+$)/g, ',')
}

function cut(words: string): string {
  const [line = ''] = words.split('\n')
  return line.length <= 34 ? line : `${line.slice(0, 33)}…`
}

function heightOf(lines: readonly string[]): number {
  return lines.length * LINE + 2 * PAD
}

function box(x: number, y: number, width: number, lines: readonly string[]): string {
  const text = lines
    .map(
      (line, i) =>
        `<text x="${x + 10}" y="${y + PAD + 12 + i * LINE}" font-size="12" fill="currentColor">${escaped(line)}</text>`,
    )
    .join('')
  return `<rect x="${x}" y="${y}" width="${width}" height="${heightOf(lines)}" rx="4" fill="none" stroke="currentColor" />${text}`
}

function arrow(x1: number, y1: number, x2: number, y2: number): string {
  const isDown = x1 === x2
  const head = isDown
    ? `${x2 - 4},${y2 - 7} ${x2 + 4},${y2 - 7} ${x2},${y2}`
    : `${x2 - 7},${y2 - 4} ${x2 - 7},${y2 + 4} ${x2},${y2}`
  return `<path d="M${x1},${y1} L${x2},${y2}" stroke="currentColor" fill="none" /><polygon points="${head}" fill="currentColor" />`
}
