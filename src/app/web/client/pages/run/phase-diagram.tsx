/** The phases of a run's machine as a diagram: the one of the tick in sight is lit, arrows that the run went along are told from those that it did not. */
import { useEffect, useRef } from 'preact/hooks'
import type { RunHead } from '../../../../../study/viewing/run/run-head.ts'
import {
  edgeKey,
  phasesIn,
  ticksIn,
  walkedEdges,
  type DrawnEdge,
  type DrawnGraph,
  type DrawnNode,
} from '../../../../../study/viewing/run/phase-graph.ts'
import type { RunOutline } from '../../../../../study/viewing/run/run-outline.ts'
import { count, counted } from '../../shell/numbers.ts'
import { plainLine } from '../../shell/plain.ts'

/** Words that are drawn smaller than this cannot be read: then the diagram is scrolled. */
const SMALLEST = 0.8

interface PhaseDiagramProps {
  readonly graph: DrawnGraph
  readonly outline: RunOutline
  readonly head: RunHead
  /** As the tick names it; regions that run in parallel are joined by `+`. */
  readonly phase: string | undefined
}

export function PhaseDiagram({ graph, outline, head, phase }: PhaseDiagramProps) {
  const walked = walkedEdges(graph, outline, head.status === 'finished')
  const { width, height, nodes, edges, source } = graph
  const ticks = ticksIn(nodes, outline.phases)
  const lit = new Set(phase === undefined ? [] : phasesIn(nodes, phase))
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const [window, drawing] = [box.current, box.current?.firstElementChild]
    const node = nodes.find(({ id }) => lit.has(id))
    if (window === null || drawing === undefined || drawing === null || node === undefined) return
    // Where the diagram is wider than the page, the lit phase is the part that is seen.
    const scale = drawing.clientWidth / width
    window.scrollLeft = node.x * scale - window.clientWidth / 2
  }, [phase, graph])
  return (
    <figure class="phases">
      <div class="scroll-x" ref={box} tabIndex={0} role="region" aria-label="The diagram of phases">
        <svg
          viewBox={`0 0 ${width} ${height}`}
          width={width}
          height={height}
          style={{ minWidth: `${Math.round(width * SMALLEST)}px` }}
          role="group"
          aria-label="Phases of the run"
        >
          <defs>
            {['walked', 'unwalked'].map((kind) => (
              <marker
                key={kind}
                id={`head-${kind}`}
                class={`edge-head ${kind}`}
                viewBox="0 0 8 8"
                refX="7"
                refY="4"
                markerWidth="7"
                markerHeight="7"
                orient="auto-start-reverse"
              >
                <path d="M0 0 8 4 0 8Z" />
              </marker>
            ))}
          </defs>
          {nodes
            .filter(({ kind }) => kind === 'group')
            .map((node) => (
              <Group
                key={node.id}
                node={node}
                isLit={[...lit].some((one) => one.startsWith(`${node.id}.`))}
              />
            ))}
          {edges.map((edge) => (
            <Arrow
              key={edgeKey(edge)}
              edge={edge}
              times={walked.get(edgeKey(edge)) ?? 0}
              from={nodes.find(({ id }) => id === edge.from)}
            />
          ))}
          {nodes
            .filter(({ kind }) => kind !== 'group')
            .map((node) => (
              <Phase
                key={node.id}
                node={node}
                isLit={lit.has(node.id)}
                ticks={ticks.get(node.id) ?? 0}
              />
            ))}
        </svg>
      </div>
      <figcaption>
        {source === 'scenario'
          ? 'All phases of the scenario. Solid arrows were gone along, as often as they say; dashed ones were not.'
          : 'The phases that this run shows: the catalogue does not have this version of its scenario.'}{' '}
        Numbers in phases count ticks.
      </figcaption>
    </figure>
  )
}

function Group({ node, isLit }: { readonly node: DrawnNode; readonly isLit: boolean }) {
  const { x, y, width, height, label } = node
  return (
    <g class={`phase-group${isLit ? ' phase-lit' : ''}`}>
      <rect x={x - width / 2} y={y - height / 2} width={width} height={height} rx={10} />
      <text x={x - width / 2 + 10} y={y - height / 2 + 14}>
        {plainLine(label)}
      </text>
    </g>
  )
}

/** From the left side of a phase to the dot of a start. */
const START = 10

interface PhaseProps {
  readonly node: DrawnNode
  readonly isLit: boolean
  readonly ticks: number
}

function Phase({ node, isLit, ticks }: PhaseProps) {
  const { x, y, width, height, label, kind, isInitial } = node
  const rounded = kind === 'end' ? height / 2 : 7
  // The words make room for the dot that says where the machine starts.
  const middle = isInitial ? x + START - 3 : x
  return (
    <g
      class={`phase phase-${kind}${isLit ? ' phase-lit' : ''}`}
      aria-current={isLit ? 'step' : undefined}
      role="img"
      aria-label={`${plainLine(label)}${meaningOf(kind)}${ticks > 0 ? `, ${counted(ticks, 'tick')}` : ''}${isLit ? ', the phase of this tick' : ''}`}
    >
      <rect x={x - width / 2} y={y - height / 2} width={width} height={height} rx={rounded} />
      {isInitial && <circle class="phase-initial" cx={x - width / 2 + START} cy={y} r={3} />}
      <text x={middle} y={y + (ticks > 0 ? -1 : 4)} text-anchor="middle">
        {plainLine(label)}
      </text>
      {ticks > 0 && (
        <text class="phase-ticks" x={middle} y={y + 12} text-anchor="middle">
          {count(ticks)}
        </text>
      )}
    </g>
  )
}

function meaningOf(kind: DrawnNode['kind']): string {
  return kind === 'end' ? ', the end' : kind === 'passing' ? ', left at once' : ''
}

interface ArrowProps {
  readonly edge: DrawnEdge
  readonly times: number
  readonly from: DrawnNode | undefined
}

function Arrow({ edge, times, from }: ArrowProps) {
  const kind = times > 0 ? 'walked' : 'unwalked'
  const isLoop = edge.from === edge.to && from !== undefined
  const [path, middle] = isLoop ? loopAt(from) : [curveThrough(edge.points), middleOf(edge.points)]
  return (
    <g class={`edge ${kind}`}>
      <path d={path} marker-end={`url(#head-${kind})`} />
      {times > 1 && (
        <text
          x={middle[0] + (isLoop ? 6 : 0)}
          y={middle[1] + 4}
          text-anchor={isLoop ? 'start' : 'middle'}
        >
          ×{count(times)}
        </text>
      )}
    </g>
  )
}

/** From the right side of a phase back to it. */
function loopAt({ x, y, width }: DrawnNode): [path: string, middle: readonly [number, number]] {
  const right = x + width / 2
  return [
    `M${right} ${y - 8}C${right + 30} ${y - 16} ${right + 30} ${y + 16} ${right} ${y + 8}`,
    [right + 22, y],
  ]
}

/** The point that bends the arrow most: the layout keeps room for a number there. */
function middleOf(points: DrawnEdge['points']): readonly [number, number] {
  return points[Math.floor(points.length / 2)] ?? [0, 0]
}

/** Smooth through the middles between points, straight at both ends. */
function curveThrough(points: DrawnEdge['points']): string {
  const [first, ...rest] = points
  const last = rest.at(-1)
  if (first === undefined || last === undefined) return ''
  const parts = [`M${first.join(' ')}`]
  for (const [i, point] of rest.slice(0, -1).entries()) {
    const next = rest[i + 1] ?? last
    const middle = [(point[0] + next[0]) / 2, (point[1] + next[1]) / 2]
    parts.push(`Q${point.join(' ')} ${middle.join(' ')}`)
  }
  return `${parts.join('')}L${last.join(' ')}`
}
