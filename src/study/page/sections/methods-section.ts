/** How the record came about: a paragraph to cite, and the same in a list. */
import type { Methods } from '../../analysis/methods.ts'
import { el, type Inside } from '../html.ts'
import type { PageData } from '../page-data.ts'
import { note, words, type Section } from '../section.ts'

export function methodsSection({ paragraph, report }: PageData): Section {
  return {
    id: 'methods',
    title: 'Methods',
    inside: [
      el('blockquote', {}, words(paragraph)),
      note(
        'Written from what is recorded; nothing of it was told by hand. Check it before you cite it.',
      ),
      el('details', {}, el('summary', {}, 'The design in a list'), listOf(report.methods)),
    ],
  }
}

function listOf(methods: Methods): Inside {
  const { experiment, scenarios, parameters, varied, roles, replicates, seed, counterbalance } =
    methods
  const entries: [string, string][] = [
    ['experiment', experiment ?? '–'],
    ['scenario', scenarios.map(({ name, version }) => `${name}, version ${version}`).join('; ')],
    ...Object.entries(parameters).map(([name, value]): [string, string] => [
      `parameter ${name}`,
      JSON.stringify(value),
    ]),
    ...Object.entries(varied).map(([path, levels]): [string, string] => [
      `varied ${path}`,
      levels.map((level) => JSON.stringify(level)).join(', '),
    ]),
    ...roles.map(({ role, agents }): [string, string] => [
      `role ${role}`,
      agents
        .map(({ agent, policy, settings }) => `${agent}, ${policy} ${JSON.stringify(settings)}`)
        .join('; '),
    ]),
    ['replicates planned', String(replicates ?? '–')],
    ['seed', String(seed ?? '–')],
    ['counterbalanced', counterbalance.join(', ') || '–'],
  ]
  return el('dl', {}, ...entries.map(([name, text]) => [el('dt', {}, name), el('dd', {}, text)]))
}
