/** `coterie list`: the catalogue, with citations. */
import { Argument, Command } from 'commander'
import { print, printJson } from '../print.ts'

const KINDS = ['scenarios', 'games', 'strategies', 'agents', 'banks', 'codebooks'] as const
type Kind = (typeof KINDS)[number]

export function listCommand(): Command {
  return new Command('list')
    .description(
      'list what can be named: scenarios, games, strategies, agents, banks of people; and codebooks to code talk with',
    )
    .addArgument(new Argument('<kind>', 'what to list').choices(KINDS))
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExamples:\n  $ coterie list strategies\n  $ coterie list games --json')
    .action(list)
}

async function list(kind: Kind, options: { json?: true }): Promise<void> {
  const rows = await rowsOf(kind)
  if (options.json === true) {
    printJson({ [kind]: rows })
    return
  }
  const { drawTable } = await import('../draw-table.ts')
  // What is long or looked up seldom is told in the JSON only.
  const columns = Object.keys(rows[0] ?? {}).filter((column) => !UNTABLED.includes(column))
  print(
    drawTable(
      columns,
      rows.map((row) => columns.map((column) => shortened(row[column] ?? ''))),
    ),
    `${rows.length} ${kind}; whole: --json`,
  )
}

/** Longer cells are cut off in the table; the JSON has them whole. */
const WIDEST = 64

function shortened(cell: string | number | boolean): string | number | boolean {
  return typeof cell === 'string' && cell.length > WIDEST ? `${cell.slice(0, WIDEST - 1)}…` : cell
}

const UNTABLED = ['dominant', 'pareto_efficient', 'grim_threshold', 'about', 'hash', 'sha256']

type Row = Readonly<Record<string, string | number | boolean>>

async function rowsOf(kind: Kind): Promise<Row[]> {
  const { loadCatalogue, loadGames, loadScenario, scenarioNames } =
    await import('../../catalogue.ts')
  switch (kind) {
    case 'scenarios': {
      const scenarios = await Promise.all(scenarioNames().map(loadScenario))
      return scenarios.map(({ name, version, roles, summary, citation }) => ({
        name,
        version,
        roles: Object.keys(roles).join(', '),
        summary,
        citation,
      }))
    }
    case 'games':
      return (await loadGames()).map(({ payoffs, ...game }) => ({
        name: game.name,
        title: game.title,
        payoffs: payoffs.map((row) => row.map((cell) => cell.join('/')).join(' ')).join(' | '),
        equilibria: game.equilibria,
        family: game.family ?? '',
        citation: game.citation,
        dominant: game.dominant,
        pareto_efficient: game.paretoEfficient,
        grim_threshold: game.grimThreshold,
      }))
    case 'strategies':
      return (await loadCatalogue()).strategies.map(({ name, summary, facts, citation }) => ({
        name,
        rule: summary,
        memory: Number.isFinite(facts.memoryDepth) ? facts.memoryDepth : 'all',
        stochastic: facts.stochastic,
        citation,
      }))
    case 'banks': {
      const { shippedBanks } = await import('../../banks/load-banks.ts')
      return shippedBanks().map(({ name, persons, sha256 }) => ({
        name,
        holds: 'people',
        entries: persons.length,
        attributes: Object.keys(persons[0]?.attributes ?? {}).join(', '),
        sha256,
      }))
    }
    case 'codebooks': {
      const { shippedCodebooks } = await import('../../catalogue-codebooks.ts')
      const { loadCodebook } = await import('../../load-codebook.ts')
      return shippedCodebooks().map(({ name, scenario }) => {
        const { version, codes, about, source, hash } = loadCodebook(name)
        return {
          name,
          version,
          scenario,
          codes: codes.map(({ code }) => code).join(', '),
          about: about ?? '',
          source: source ?? '',
          hash,
        }
      })
    }
    case 'agents': {
      const { agents, personas, policies, strategies } = await loadCatalogue()
      const names = new Set(strategies.map(({ name }) => name))
      return [
        ...[...agents.values()].map(({ name, policy, summary }) => ({
          name,
          kind: 'agent',
          policy,
          summary,
        })),
        ...[...personas.values()].map(({ name, text }) => ({
          name,
          kind: 'persona',
          policy: '',
          summary: text,
        })),
        ...[...policies.values()]
          .filter(({ name }) => !names.has(name))
          .map(({ name, summary }) => ({ name, kind: 'policy', policy: name, summary })),
      ]
    }
  }
}
