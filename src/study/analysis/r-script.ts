/** The text of an R script that fits mixed models to the tidy tables beside it. */

/** What the script is written for. Names of columns are plain; all other words come from a record, and stand in strings or comments only. */
export interface RScript {
  readonly experiment: string
  readonly decisionsFile: string
  readonly measuresFile: string
  /** Columns of factors that are crossed completely; empty where the treatment is the factor. */
  readonly crossed: readonly string[]
  /** Column → its levels in order; others are taken as they come. */
  readonly levels: ReadonlyMap<string, readonly string[]>
  /** Columns of what was counterbalanced. */
  readonly variants: readonly string[]
  /** What was decided, ask by ask. */
  readonly outcomes: readonly ROutcome[]
  /** True where any measure of the catalogue has a number. */
  readonly measuredWith: boolean
  readonly treatments: number
  readonly version: string
}

/** An ask of one role: shares of one option, or amounts. */
export interface ROutcome {
  readonly role: string
  readonly ask: string
  /** The option that a model counts as 1; null for amounts. */
  readonly option: string | null
  /** True where a participant decides it more than once in a run. */
  readonly repeated: boolean
  /** True where a run has several participants in the role. */
  readonly several: boolean
}

/** A commented script: reads the tables, fits one model for each outcome, prints it. Needs lme4 and, for bounded amounts, glmmTMB; asks for nothing else. */
export function rScript(script: RScript): string {
  const fixed = fixedTerms(script)
  return `${[
    ...headLines(script),
    '',
    ...readLines(script),
    '',
    ...script.outcomes.flatMap((outcome, place) => [...modelLines(outcome, place + 1, fixed), '']),
    ...measureLines(script),
  ].join('\n')}\n`
}

function headLines({ experiment, version }: RScript): string[] {
  return [
    `# Mixed models of ${comment(experiment)}`,
    `# Written by Coterie ${version} for the tables beside this file.`,
    '#',
    '# Decisions within a run are not independent of each other: participants answer one another. The run is the',
    '# unit of inference. Each model therefore has a random intercept for the run, and one for the participant within',
    '# its run where there are several participants or several decisions of one. An ordinary regression on the rows',
    '# would count every decision as new evidence, and its p values would be far too small.',
    '#',
    '# Only finished runs, and only decisions that participants made themselves, are modelled. A model that cannot',
    '# be fitted says so, and the next one follows. Change what you must; what you change is yours to report.',
    '#',
    "# install.packages(c('lme4', 'glmmTMB'))",
    'library(lme4)',
    'library(glmmTMB)',
  ]
}

function readLines({ decisionsFile, crossed, variants, levels }: RScript): string[] {
  const categorical = [
    'run_id',
    'treatment',
    'participant',
    'role',
    'agent',
    'ask',
    ...crossed,
    ...variants,
  ]
  const orders = categorical.flatMap((column) => {
    const known = levels.get(column)
    return known === undefined ? [] : [`${column} = c(${known.map(quoted).join(', ')})`]
  })
  return [
    '# Cells that a spreadsheet would take for a formula stand behind an apostrophe: this takes it off again.',
    `plain <- function(text) ifelse(grepl("^'+[=+@\\t\\r\\n\\uff1d\\uff0b\\uff0d\\uff20-]", text), substring(text, 2), text)`,
    '# Words are read as words: R would take an option called T for TRUE, and one called 1 for a number.',
    'read_table <- function(file, numbers) {',
    "  table <- read.csv(file, na.strings = '', encoding = 'UTF-8', colClasses = 'character')",
    '  table[] <- lapply(table, plain)',
    '  table[numbers] <- lapply(table[numbers], as.numeric)',
    '  table',
    '}',
    '',
    '# One row for each decision. amount holds numbers, value holds options and words; NA is a pass or a loss.',
    `decisions <- read_table(${quoted(decisionsFile)}, c('replicate', 'occasion', 'amount', 'payoff_in_run'))`,
    '# In the order of the experiment: the first level is what the others are compared with.',
    `in_order <- list(${orders.join(', ')})`,
    `for (column in c(${categorical.map(quoted).join(', ')})) {`,
    '  known <- unique(decisions[[column]])',
    '  if (!is.null(in_order[[column]])) known <- intersect(in_order[[column]], known)',
    '  decisions[[column]] <- factor(decisions[[column]], levels = known)',
    '}',
    '# A participant is somebody else in every run, though called by the same name.',
    'decisions$who <- interaction(decisions$run_id, decisions$participant, drop = TRUE)',
    "own <- decisions[decisions$status == 'finished' & decisions$decision_status %in% c('valid', 'reasked', 'passed'), ]",
  ]
}

/** Factors with their interactions where they are crossed, otherwise the treatment; and what was counterbalanced. */
function fixedTerms({ crossed, variants, treatments }: RScript): string[] {
  const varied = treatments < 2 ? [] : [crossed.length === 0 ? 'treatment' : crossed.join(' * ')]
  return [...varied, ...variants]
}

function modelLines(outcome: ROutcome, place: number, fixed: readonly string[]): string[] {
  const { role, ask, option, repeated, several } = outcome
  const data = `data_${place}`
  const model = `model_${place}`
  const random = [
    ...(repeated || several ? ['(1 | run_id)'] : []),
    ...(repeated && several ? ['(1 | who)'] : []),
  ]
  const course = repeated ? ['scale(occasion)'] : []
  const right = [...fixed, ...course, ...random].join(' + ') || '1'
  const about = `${comment(role)} at ${comment(ask)}`
  const subset = `${data} <- own[own$role == ${quoted(role)} & own$ask == ${quoted(ask)}, ]`
  const isMixed = random.length > 0
  if (option === null)
    return [
      `# ${place}. Amounts of ${about}: linear${isMixed ? ' mixed' : ''} model. Look at the residuals: amounts are bounded and often pile up at`,
      '# the ends. Where they do, divide by the greatest amount and use glmmTMB with family = ordbeta().',
      subset,
      `${data} <- ${data}[!is.na(${data}$amount), ]`,
      isMixed
        ? `${model} <- try(lmer(amount ~ ${right}, data = ${data}))`
        : `${model} <- try(lm(amount ~ ${right}, data = ${data}))`,
      ...tellLines(model, fixed),
    ]
  return [
    `# ${place}. How often ${about} chose ${comment(option)}: logistic${isMixed ? ' mixed' : ''} model. Where all runs of a treatment chose alike the`,
    '# estimate runs away; glmmTMB with a prior, or brglm2, is then the better choice.',
    subset,
    `${data} <- ${data}[!is.na(${data}$value), ]`,
    `${data}$chosen <- as.integer(${data}$value == ${quoted(option)})`,
    isMixed
      ? `${model} <- try(glmmTMB(chosen ~ ${right}, family = binomial(), data = ${data}))`
      : `${model} <- try(glm(chosen ~ ${right}, family = binomial(), data = ${data}))`,
    ...tellLines(model, fixed),
  ]
}

/** The model, and likelihood-ratio tests of whole terms; a model that cannot be fitted has told why. */
function tellLines(model: string, fixed: readonly string[]): string[] {
  return [
    `if (!inherits(${model}, 'try-error')) {`,
    `  print(summary(${model}))`,
    ...(fixed.length === 0 ? [] : [`  try(print(drop1(${model}, test = 'Chisq')))`]),
    '}',
  ]
}

function measureLines({ measuredWith, measuresFile, treatments }: RScript): string[] {
  if (!measuredWith) return []
  return [
    '# One row for each run and measure (for each seat, where a measure is of seats). Runs are independent of each',
    '# other, so that values of runs can be compared with rank tests; p.adjust corrects for how many there are.',
    `measures <- read_table(${quoted(measuresFile)}, c('replicate', 'value'))`,
    'numbers <- measures[!is.na(measures$value), ]',
    "numbers$role[is.na(numbers$role)] <- '(run)'",
    "numbers$about[is.na(numbers$about)] <- ''",
    'by_run <- aggregate(value ~ run_id + treatment + measure + role + about, data = numbers, FUN = mean)',
    'print(aggregate(value ~ treatment + measure + role + about, data = by_run, FUN = mean))',
    ...(treatments < 2
      ? []
      : [
          'parts <- split(by_run, list(by_run$measure, by_run$role, by_run$about), drop = TRUE)',
          'tests <- do.call(rbind, lapply(parts, function(part) {',
          '  p <- tryCatch(kruskal.test(part$value, factor(part$treatment))$p.value, error = function(e) NA)',
          "  data.frame(part[1, c('measure', 'role', 'about')], runs = nrow(part), p = p)",
          '}))',
          "tests$p_holm <- p.adjust(tests$p, method = 'holm')",
          'print(tests, row.names = FALSE)',
        ]),
  ]
}

/** A string of R: backslashes, quotes and whatever is no printable character are escaped. */
function quoted(text: string): string {
  const inside = [...text]
    .map((one) => {
      if (one === '\\' || one === "'") return `\\${one}`
      const code = one.codePointAt(0) ?? 0
      return code < 0x20 || code > 0x7e ? `\\U{${code.toString(16)}}` : one
    })
    .join('')
  return `'${inside}'`
}

/** Words of a record in a comment: one line, plain characters. */
function comment(text: string): string {
  return [...text].map((one) => (/[\x20-\x7e]/.test(one) ? one : '?')).join('')
}
