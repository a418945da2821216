/** Reads who is to judge: a model, an agent of the catalogue, or a file that describes one. */
import { extname } from 'node:path'
import { z } from 'zod'
import { BadInputError, UnknownNameError } from '../../base/errors.ts'
import { LlmSettings } from '../../play/agent/policies/llm-settings.ts'
import { problemsOf } from '../../play/experiment/problems.ts'
import { Sampling } from '../../record/prompt.ts'
import type { Judge } from '../../study/coding/judge/judge.ts'
import { loadCatalogue } from '../catalogue.ts'
import { parseText, readText } from '../read-document.ts'

/** What a judge's name may be: a line of words. */
const NAME = /^[^\s=\p{C}](?:[^=\p{C}]{0,98}[^\s=\p{C}])?$/u

const Words = z.string().trim().min(1)

const JudgeFile = z.strictObject({
  name: z.string().regex(NAME, 'a name is a line of at most 100 characters without "="').optional(),
  summary: Words.optional(),
  policy: z.literal('llm', 'a judge has the policy llm').default('llm'),
  model: LlmSettings.shape.model,
  /** 0 where absent; null leaves it to the provider, for models that take none. */
  temperature: z.number().min(0).nullable().default(0),
  topP: LlmSettings.shape.topP,
  maxTokens: LlmSettings.shape.maxTokens,
  seed: LlmSettings.shape.seed,
  extras: LlmSettings.shape.extras,
  /** Who the judge is, and how it is to judge: both are told, in this order. */
  persona: Words.optional(),
  instructions: Words.optional(),
})

/**
 * The judge of `provider/model`, a catalogue agent's name or a file, each with `name=` in front where it is to have a name of its own.
 * @throws BadInputError with file, line, field and the mend.
 */
export async function loadJudge(told: string, batch: number): Promise<Judge> {
  const { name, agent } = splitName(told)
  const { name: given, ...judge } = await judgeOf(agent)
  return { ...judge, name: name ?? given ?? `judge:${judge.model}`, batch }
}

/** `name=` counts where a name stands before it: a path may hold the sign. */
function splitName(told: string): { readonly name: string | null; readonly agent: string } {
  const at = told.indexOf('=')
  const name = told.slice(0, Math.max(at, 0)).trim()
  if (at === -1 || /[/\\]/.test(name)) return { name: null, agent: told }
  if (!NAME.test(name))
    throw new BadInputError(
      `--judge ${told}: give a name before "=", a line of at most 100 characters.`,
    )
  return { name, agent: told.slice(at + 1) }
}

type Described = Omit<Judge, 'name' | 'batch'> & { readonly name?: string }

async function judgeOf(agent: string): Promise<Described> {
  if (['.yaml', '.yml', '.json'].includes(extname(agent))) return judgeInFile(agent)
  if (agent.includes('/')) return described({ model: agent }, `--judge ${agent}`, () => '')
  return judgeInCatalogue(agent)
}

function judgeInFile(path: string): Described {
  const mend =
    'A judge is described by its model, and by instructions if you like (docs/coding.md).'
  const { value, lineOf } = parseText(path, readText(path, mend))
  return described(value, path, (field) => `:${lineOf(field)}`)
}

async function judgeInCatalogue(name: string): Promise<Described> {
  const { agents } = await loadCatalogue()
  const agent = agents.get(name)
  if (agent === undefined) {
    throw new UnknownNameError(
      'agent',
      name,
      [...agents.keys()],
      'A judge is provider/model, an agent of the catalogue, or a YAML file that describes one.',
    )
  }
  const { persona, policy, settings } = agent
  const value = { name, policy, ...settings, ...(persona === null ? {} : { persona }) }
  return described(value, `agent ${name}`, () => '')
}

function described(
  value: unknown,
  place: string,
  line: (field: readonly (string | number)[]) => string,
): Described {
  const parsed = JudgeFile.safeParse(value)
  if (!parsed.success) {
    throw new BadInputError(
      problemsOf(parsed.error, [], JudgeFile)
        .map(({ path, message }) => `${place}${line(path)}: ${[...path, message].join(': ')}`)
        .join('\n'),
    )
  }
  const { name, model, temperature, topP, maxTokens, seed, extras, persona, instructions } =
    parsed.data
  const sampling = { temperature, topP, maxTokens, seed, extras }
  const isGiven = ([, one]: [string, unknown]): boolean => one !== undefined && one !== null
  const stance = [persona, instructions].filter((one) => one !== undefined)
  return {
    ...(name === undefined ? {} : { name }),
    model,
    sampling: Sampling.parse(Object.fromEntries(Object.entries(sampling).filter(isGiven))),
    instructions: stance.length === 0 ? null : stance.join('\n\n'),
  }
}

/**
 * Two coders with one name would be taken for one: said before anything is spent.
 * @throws BadInputError that names them.
 */
export function assertNamesDiffer(judges: readonly Judge[]): void {
  const seen = new Map([['rules', 'the rules of the codebook']])
  for (const { name, model } of judges) {
    const other = seen.get(name.toLowerCase())
    if (other !== undefined) {
      throw new BadInputError(
        `two coders have the name "${name}": ${other}, and ${model}. Give one a name of its own: --judge other=${model}.`,
      )
    }
    seen.set(name.toLowerCase(), model)
  }
}
