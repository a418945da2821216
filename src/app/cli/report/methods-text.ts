/** The part of a report that tells how its record came about. */
import { sanitiseLine } from '../../../base/sanitise.ts'
import type { InvalidPolicy } from '../../../record/plan.ts'
import type { Methods, RoleMethods } from '../../../study/analysis/methods.ts'
import { WIDTH } from './fit-table.ts'

const MOST_ROLES = 3
const CUT = '… (--json)'

/** One line for each thing, twelve at most; what is too long is cut, and stands in `--json`. */
export function methodsText(methods: Methods): string[] {
  const { experiment, about, scenarios, parameters, varied, treatments, roles } = methods
  const { replicates, seed, invalid, counterbalance, semantics, imported, startedAt, endedAt } =
    methods
  const more = roles.length - MOST_ROLES
  const levels = Object.entries(varied).map(
    ([path, values]) => `${path}: ${values.map(word).join(', ')}`,
  )
  const lines: (readonly [name: string, text: string])[] = [
    ['experiment', `${experiment ?? '(not kept)'}${about === null ? '' : `: ${about}`}`],
    ['scenario', scenarios.map(({ name, version }) => `${name}, version ${version}`).join('; ')],
    ['parameters', settingsText(parameters)],
    ['varied', levels.length === 0 ? '' : `${treatments} treatments; ${levels.join('; ')}`],
    ...roles.slice(0, MOST_ROLES).map((one) => [`role ${one.role}`, agentsText(one)] as const),
    ['more roles', more > 0 ? `${more} (--json)` : ''],
    [
      'replicates',
      replicates === null
        ? ''
        : `${replicates} planned of each treatment; seed ${seed ?? 'not kept'}`,
    ],
    ['invalid', imported.length > 0 ? '' : invalid.map(invalidText).join('; or ')],
    ['balanced', counterbalance.join(', ')],
    imported.length > 0
      ? ['imported', sourcesText(imported)]
      : [
          'played',
          `${startedAt ?? 'not yet'} to ${endedAt ?? '(none has ended)'}; kernel semantics ${semantics.join(', ')}`,
        ],
  ]
  const told = lines.filter(([, text]) => text !== '')
  return ['\nMethods', ...told.map(([name, text]) => fitted(`${name.padEnd(10)}  ${text}`))]
}

/** Names of parameters and settings stay as they were written. */
export function methodsJson({ startedAt, endedAt, ...methods }: Methods): object {
  return { ...methods, started_at: startedAt, ended_at: endedAt }
}

function agentsText({ agents }: RoleMethods): string {
  const one = ({ agent, settings }: RoleMethods['agents'][number]): string => {
    const text = settingsText(settings)
    return text === '' ? agent : `${agent} (${text})`
  }
  return agents.map(one).join('; ')
}

/** What was not played here is dated by its source, if at all. */
function sourcesText(imported: Methods['imported']): string {
  const formats = [...new Set(imported.map(({ format }) => format))].join(', ')
  const files = imported.map(({ file }) => file).join(', ')
  return `${imported.length === 1 ? 'one file' : `${imported.length} files`} (${formats}): ${files}; not played here`
}

function invalidText({ reask, then }: InvalidPolicy): string {
  const end = typeof then === 'string' ? then : `default ${word(then.default)}`
  return `asked again up to ${reask} times, then ${end}`
}

function settingsText(settings: Readonly<Record<string, unknown>>): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name}: ${word(value)}`)
    .join(', ')
}

function word(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function fitted(text: string): string {
  const line = sanitiseLine(text)
  return line.length <= WIDTH ? line : `${line.slice(0, WIDTH - CUT.length)}${CUT}`
}
