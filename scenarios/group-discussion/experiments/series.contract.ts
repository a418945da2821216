/** Writes the twelve series of the eight-slot study; the tests keep the files equal to what stands here. */

/** The study's slots: name, model as it was served, and the stand-in that plays it offline. */
const SLOTS = [
  ['LLaMA 3.3 70B', 'groq/llama-3.3-70b-versatile', 'cooperator'],
  ['GPT-OSS 120B', 'groq/openai/gpt-oss-120b', 'reciprocator'],
  ['GPT-OSS 20B', 'groq/openai/gpt-oss-20b', 'reciprocator'],
  ['LLaMA 4 Maverick', 'groq/meta-llama/llama-4-maverick-17b-128e-instruct', 'cooperator'],
  ['Kimi K2', 'groq/moonshotai/kimi-k2-instruct-0905', 'sloppy'],
  ['Qwen3 32B', 'groq/qwen/qwen3-32b', 'mixed'],
  ['DeepSeek R1', 'groq/deepseek-r1-distill-llama-70b', 'mixed'],
  ['LLaMA 4 Scout', 'groq/meta-llama/llama-4-scout-17b-16e-instruct', 'defector'],
] as const

const DELIVERY =
  '@all On a un client qui veut une app mobile de livraison de repas pour une ville de 500k habitants. Budget: 50k euros, deadline: 3 mois.'

/** One series: what it is about, in how many runs, and how it differs from A. */
export interface Series {
  readonly id: string
  readonly about: string
  readonly runs: number
  /** What the clean file changes, and why it is so; lines of comment. */
  readonly clean: readonly string[]
  /** What the study's own runs differ in besides. */
  readonly asRun: readonly string[]
  readonly rounds?: number
  readonly brief?: string
  readonly names?: string
  readonly temperature?: number
  /** All slots are the first model. */
  readonly clones?: true
  /** Lines of parameters. */
  readonly parameters?: readonly string[]
  readonly parts?: string
  /** What stands in their place in the file of the study's own runs. */
  readonly cloned?: Partial<Pick<Series, 'names' | 'brief' | 'rounds' | 'parameters' | 'parts'>>
  /** Failures after which the crashed slot was dropped; null where it came back every other round. */
  readonly notices: number | null
  readonly lengths?: readonly number[]
  /** Lines of comment on the clean file alone. */
  readonly alone?: readonly string[]
}

const PARTS = '{ question: off, answer-format: off }'
/** Both lines of the system prompt in one part: parts are set apart by a blank line, and the platform had none. */
const TWO_LINES =
  'scaffold: { identity: "You are {name} in a group chat.\\nOther agents: {others}", peers: \'\' }'
const NOTICE = '⚠ The model has been decommissioned and is no longer supported.'
const PLATFORM_NOTICE =
  '⚠ The model `deepseek-r1-distill-llama-70b` has been decommissioned and is no longer supported. Please refer to https://console.groq.com/docs/deprecations for a recommendation on which model to use instead.'
const ONE_NOTICE = 'the crashed slot is dropped at its first failure: one notice a run'

export const SERIES: readonly Series[] = [
  {
    id: 'a',
    about: 'What do eight different models do with a brief, and with one of them gone?',
    runs: 21,
    clean: [
      'Eight models, neutral names, a brief in French. All other series differ from this one.',
    ],
    asRun: ['Two notices a run: the crashed slot is dropped at its second failure.'],
    notices: 2,
  },
  {
    id: 'b',
    about: 'Does it matter that the models differ?',
    runs: 21,
    clean: ['One model in all eight slots.'],
    asRun: [
      'NATO names; no crash; and rate limits ended 17 of 21 runs before their time: after 6 rounds (8 runs), 8',
      '(7), 10 (2); 4 runs had all 11. Here each length is a treatment of its own.',
    ],
    clones: true,
    cloned: { names: 'nato' },
    lengths: [6, 8, 10, 11],
    notices: null,
  },
  {
    id: 'c',
    about: 'Does it matter that slots bear the names of their models?',
    runs: 21,
    clean: ['The names of the models.'],
    asRun: ['Two notices a run, as in A.'],
    names: SLOTS.map(([name]) => `\n    - ${name}`).join(''),
    notices: 2,
  },
  {
    id: 'e',
    about: 'Does the place at the table matter?',
    runs: 21,
    clean: ['Places, and with them names, are dealt anew for each run.'],
    asRun: [
      'Six notices a run: the crashed slot sits out a round, is asked again and fails again.',
    ],
    parameters: ['places: shuffled'],
    notices: null,
  },
  {
    id: 'f',
    about: 'What do the models say when they are alone?',
    runs: 21,
    clean: ['Nobody hears anybody.'],
    asRun: [
      'One round; another system prompt; the brief in other words, which ask for an analysis.',
    ],
    parameters: ['visibility: isolated', "scaffold: { question: 'Round {round}.' }"],
    parts: '{ answer-format: off }',
    cloned: {
      rounds: 1,
      brief:
        'On a un client qui veut une app mobile de livraison de repas pour une ville de 500k habitants. Budget: 50k EUR, deadline: 3 mois. Proposez votre analyse.',
      parameters: [
        'visibility: isolated',
        "scaffold: { identity: You are an AI assistant., peers: '' }",
      ],
      parts: PARTS,
    },
    notices: 1,
  },
  {
    id: 'g',
    about: 'Does the language of the brief matter?',
    runs: 21,
    clean: ['The brief in English, in our translation.'],
    asRun: ['One notice a run, where A had two.'],
    brief:
      '@all We have a client who wants a mobile app for meal delivery in a city of 500k inhabitants. Budget: 50k euros, deadline: 3 months.',
    notices: 1,
  },
  {
    id: 'h',
    about: 'Does the task matter?',
    runs: 15,
    clean: ['Another task, in our words: an open-air cultural festival.'],
    asRun: ['One notice a run, where A had two.'],
    brief:
      '@all On nous demande un festival culturel en plein air pour 5 000 personnes. Budget: 40k euros, deadline: 2 mois.',
    notices: 1,
  },
  {
    id: 'i',
    about: 'Does the temperature matter?',
    runs: 11,
    clean: ['Temperature 0.95.'],
    asRun: ['One notice a run, where A had two.'],
    temperature: 0.95,
    notices: 1,
  },
  {
    id: 'j',
    about: 'What becomes of a longer discussion?',
    runs: 11,
    clean: ['21 rounds.'],
    asRun: ['One notice a run, where A had two.'],
    rounds: 21,
    notices: 1,
  },
  {
    id: 'k1',
    about: 'What does the line do that names the others?',
    runs: 15,
    clean: ['No list of the others.'],
    asRun: ['One notice a run, where A had two.'],
    parts: '{ peers: off, question: off, answer-format: off }',
    notices: 1,
  },
  {
    id: 'k2',
    about: 'What does the line do that tells one’s own name?',
    runs: 15,
    clean: ['No line on who one is.'],
    asRun: ['One notice a run, where A had two.'],
    parts: '{ identity: off, question: off, answer-format: off }',
    notices: 1,
  },
  {
    id: 'k3',
    about: 'What do models do without any system prompt?',
    runs: 15,
    clean: ['No system prompt: neither of the two lines.'],
    asRun: ['One notice a run, where A had two.'],
    parts: '{ identity: off, peers: off, question: off, answer-format: off }',
    notices: 1,
  },
]

const REWRITE = '# Written anew by: npx vitest run scenarios/group-discussion/experiments -u'

const STUDY = [
  'of El Kandoussi (2026), Who Am I, and Who Else Is Here?, arXiv 2604.00026 (data: CC BY 4.0),',
  '# in which eight slots talk over a brief, round after round.',
]

const OFFLINE = [
  '# Played offline by simulated models. For real ones, declare the provider in coterie.providers.yaml and put the',
  '# model at the end of each line in place of the simulated one; a model that is gone needs no line of',
  '# interventions: `unavailable: crash` lets it fail as people see it.',
]

const PLATFORM = [
  '# As on the platform, which a replica need not repeat: slots are asked 1.2 seconds apart, and each reads',
  '# what has arrived by then (a moment is a tenth of a second; how long models took is our guess, 0.5 to 6',
  '# seconds); calls that fail are announced and cost a round; the run ends when more than 60% of a round fail.',
  '# The lines of the system prompt stand one under the other, without a blank line. Where a slot crashes, its',
  '# notice is that of the data, which tells the others the name of its model.',
]

/** The file of a series: clean, with one difference from A, or as it was run. */
export function written(series: Series, kind: 'clean' | 'as-run'): string {
  const isClean = kind === 'clean'
  const { id, about, runs } = series
  const {
    rounds = 11,
    brief = DELIVERY,
    names = 'neutral',
    parameters = [],
    parts = PARTS,
  } = isClean ? series : { ...series, ...series.cloned }
  const own = (isClean ? series.clean : [...series.clean, ...series.asRun]).map(
    (line) => `# ${line}`,
  )
  const alone = series.alone?.map((line) => `# ${line}`)
  const isCrashed = isClean || series.clones !== true
  const by = isClean ? 1 : series.notices
  return [
    `# Series ${id.toUpperCase()} ${STUDY.join('\n')}`,
    '#',
    ...own,
    ...(isClean
      ? [
          ...(alone === undefined ? [] : alone),
          `# Otherwise as A: all speak at once; ${ONE_NOTICE}.`,
        ]
      : ['#', ...PLATFORM]),
    '#',
    ...OFFLINE,
    '#',
    REWRITE,
    `experiment: eight-slots-${id}${isClean ? '' : '-as-run'}`,
    `about: ${about}`,
    'scenario: group-discussion',
    'parameters:',
    `  brief: '${brief}'`,
    `  rounds: ${rounds}`,
    ...(isClean
      ? ['  order: simultaneous']
      : ['  order: { staggered: { launches: { every: 12 }, delays: { min: 5, max: 60 } } }']),
    `  names:${names.startsWith('\n') ? names : ` ${names}`}`,
    '  longest: 20000',
    ...parameters.map((line) => `  ${line}`),
    ...(isClean || series.parts !== undefined ? [] : [`  ${TWO_LINES}`]),
    ...failures(by, isClean),
    'cast:',
    '  speaker:',
    ...slots(series),
    ...(isCrashed
      ? crash(parameters.includes('visibility: isolated'), isClean ? NOTICE : PLATFORM_NOTICE)
      : []),
    `prompt: { parts: ${parts} }`,
    'invalid: { reask: 0, then: forfeit, unavailable: crash }',
    ...(isClean || series.lengths === undefined
      ? [`replicates: ${runs}`]
      : [`factors: { parameters.rounds: [${series.lengths.join(', ')}] }`, 'replicates: 8']),
    'seed: 2604',
    '',
  ].join('\n')
}

function failures(notices: number | null, isClean: boolean): string[] {
  const crashed = notices === null ? '{ sitOut: 1 }' : `{ removeAfter: ${notices} }`
  if (isClean) return [`  failures: { crashed: ${crashed} }`]
  return [
    '  failures:',
    `    crashed: ${crashed}`,
    '    failed: { sitOut: 1 }',
    "    notice: '⚠ The call has failed.'",
    '    stopAbove: 0.6',
  ]
}

function slots({ clones, temperature = 0.8 }: Series): string[] {
  return SLOTS.map((slot) => {
    const [name, model, standIn] = clones === true ? SLOTS[0] : slot
    return [
      `    - name: ${name}`,
      '      policy: llm',
      `      model: simulated/${standIn} # ${model}`,
      `      temperature: ${temperature}`,
      '      maxTokens: 1024',
    ].join('\n')
  })
}

function crash(isIsolated: boolean, notice: string): string[] {
  return [
    'interventions:',
    '  retired:',
    '    at: { round: 1 }',
    '    crash: speaker.7',
    '    lasting: permanent',
    `    notice: '${notice}'`,
    '    told: at-once',
    ...(isIsolated ? ['    to: [speaker.7]'] : []),
  ]
}

/** All clean series as treatments of one experiment, so that they can be compared. */
export function allSeries(): string {
  const [a] = SERIES as [Series, ...Series[]]
  const shared = written(a, 'clean').split('\n')
  const from = shared.findIndex((line) => line.startsWith('scenario:'))
  const until = shared.findIndex((line) => line.startsWith('replicates:'))
  return [
    `# All series ${STUDY.join('\n')}`,
    '#',
    '# Each treatment differs from A as the file of its series says; as many runs of each, so that they can be',
    '# compared in one record.',
    '#',
    ...OFFLINE,
    '#',
    REWRITE,
    'experiment: eight-slots',
    'about: What do names, peers, models, task and company do to a discussion of eight?',
    ...shared.slice(from, until),
    'replicates: 21',
    'seed: 2604',
    'treatments:',
    ...SERIES.flatMap((series) => treatment(series)),
    '',
  ].join('\n')
}

function treatment(series: Series): string[] {
  const { id, names, brief, rounds, temperature, clones } = series
  const places = SLOTS.map((_, i) => i + 1)
  const levels = [
    ...(names === undefined ? [] : [`parameters.names:${names.replaceAll('\n', '\n  ')}`]),
    ...(brief === undefined ? [] : [`parameters.brief: '${brief}'`]),
    ...(rounds === undefined ? [] : [`parameters.rounds: ${rounds}`]),
    ...(series.parameters ?? []).map((line) => `parameters.${line}`),
    ...(series.parts === undefined ? [] : [`prompt.parts: ${series.parts}`]),
    ...(id === 'f' ? ['interventions.retired.to: [speaker.7]'] : []),
    ...(temperature === undefined
      ? []
      : places.map((place) => `cast.speaker.${place}.temperature: ${temperature}`)),
    ...(clones === true ? places.slice(1).flatMap((place) => clone(place)) : []),
  ]
  const name = `  ${id.toUpperCase()}:`
  return levels.length === 0 ? [`${name} {}`] : [name, ...levels.map((line) => `    ${line}`)]
}

function clone(place: number): string[] {
  const [name, , standIn] = SLOTS[0]
  return [
    `cast.speaker.${place}.name: ${name}`,
    `cast.speaker.${place}.model: simulated/${standIn}`,
  ]
}
