/** Asked of the codings of a record: how reliably a code was coded, with the numbers of `coterie agree`. */
import { BadInputError } from '../../../base/errors.ts'
import type { CoefficientName } from '../../../study/reliability/coefficients.ts'
import type { Reliability, StatisticName } from '../../../study/reliability/reliability-of.ts'
import type {
  AgreementView,
  CoefficientView,
  ConfusionView,
  PairView,
} from '../../../study/viewing/codings/agreement-view.ts'
import { agreementOf, type CodeAgreement } from '../../agree.ts'
import { agreeTables } from '../../agree-record.ts'
import type { AgreeTarget } from '../../agree-target.ts'
import { hasManyCodings, keptByLedger } from './codings-kept.ts'
import { shellWord } from '../../shell-word.ts'
import type { Opened } from '../records.ts'
import { bookAt, booksOf, thirdsOf, type RecordedBook } from './codings.ts'
import type { Question } from './question.ts'

/** As the command has them where nobody says otherwise. */
const REPLICATES = 2000
const SEED = 1
/** A table with more cells is told by the command. */
const MOST_CATEGORIES = 30

/** `coders` of the query is a JSON list; without it all are taken but those who decide between others. */
export const codingAgreement: Question = {
  path: 'codings/:book/agreement/:code',
  takesSeconds: hasManyCodings,
  answer(record, given, query) {
    const book = bookAt(record, given['book'])
    const code = given['code'] ?? ''
    const coders = codersIn(query['coders'])
    return keptByLedger(record, JSON.stringify(['agreement', book.key, code, coders]), () =>
      agreementView(record, book, code, coders),
    )
  },
  *instances(record) {
    for (const { key, codebook } of booksOf(record))
      for (const { code } of codebook.codes) yield { book: key, code }
  },
}

function codersIn(text: string | undefined): readonly string[] | null {
  if (text === undefined || text === '') return null
  try {
    const coders: unknown = JSON.parse(text)
    if (Array.isArray(coders) && coders.every((one) => typeof one === 'string')) return coders
  } catch {
    // Told below.
  }
  throw new BadInputError('coders: a list of names is wanted, as JSON.')
}

function agreementView(
  record: Opened,
  { key, id: book, codebook }: RecordedBook,
  code: string,
  wanted: readonly string[] | null,
): AgreementView | null {
  const target = keptByLedger(record, JSON.stringify(['agree-target', key]), () =>
    targetOf(record, book),
  )
  if (target === null || target.codes.every((one) => one.code !== code)) return null
  const thirds = thirdsOf(record, codebook)
  const coders = (wanted ?? target.table.coders.filter((name) => !thirds.has(name))).filter(
    (name) => target.table.coders.includes(name),
  )
  if (coders.length === 0) return null
  const isAll = coders.length === target.table.coders.length
  const agreement = agreementOf(target, {
    codes: [code],
    ...(isAll ? {} : { coders }),
    replicates: REPLICATES,
    seed: SEED,
  })
  const [one] = agreement.codes
  if (one === undefined) return null
  return {
    ...viewOf(one),
    intervals: `95 % intervals: percentile bootstrap over ${agreement.resampled}s, ${agreement.replicates.toLocaleString('en')} replicates, seed ${agreement.seed}`,
    command: [
      'coterie agree',
      shellWord(record.path),
      `--codebook ${shellWord(book)}`,
      `--code ${shellWord(code)}`,
      ...(isAll ? [] : [`--coders ${shellWord(coders.join(','))}`]),
    ].join(' '),
  }
}

function targetOf({ tables, path }: Opened, codebook: string): AgreeTarget | null {
  try {
    return agreeTables(tables, path, { codebook })
  } catch (error) {
    // Nobody has coded by it yet.
    if (error instanceof BadInputError) return null
    throw error
  }
}

function viewOf({
  code,
  reliability,
  pairs,
  notes,
}: CodeAgreement): Omit<AgreementView, 'intervals' | 'command'> {
  const { ratings, pairableUnits, statistics } = reliability
  const kappa = ratings.coders.length === 2 ? 'cohen_kappa' : 'fleiss_kappa'
  const first: StatisticName[] = ['percent_agreement', 'krippendorff_alpha', kappa, 'gwet_ac1']
  const others = (Object.keys(statistics) as StatisticName[]).filter(
    (name) => !first.includes(name) && statistics[name].value !== null,
  )
  return {
    code,
    level: ratings.level,
    coders: ratings.coders,
    units: ratings.units,
    pairableUnits,
    coefficients: [...first, ...others].map((name) => coefficientView(name, reliability)),
    pairs: pairs.map(({ coders, reliability: of }): PairView => ({
      coders,
      units: of.pairableUnits,
      agreement: of.statistics.percent_agreement.value,
      kappa: of.statistics.cohen_kappa.value,
      alpha: of.statistics.krippendorff_alpha.value,
      ac1: of.statistics.gwet_ac1.value,
    })),
    confusion: confusionView(reliability),
    notes,
  }
}

function coefficientView(
  name: StatisticName,
  { statistics, bootstrap }: Reliability,
): CoefficientView {
  const { value, reason } = statistics[name]
  const interval = bootstrap.get(name as CoefficientName)
  return {
    name,
    title: TITLES[name] ?? name.replaceAll('_', ' '),
    value,
    reason: reason ?? null,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
  }
}

const TITLES: Partial<Record<StatisticName, string>> = {
  percent_agreement: 'Agreement',
  krippendorff_alpha: 'Krippendorff’s α',
  cohen_kappa: 'Cohen’s κ',
  fleiss_kappa: 'Fleiss’ κ',
  gwet_ac1: 'Gwet’s AC1',
}

function confusionView({ confusion }: Reliability): ConfusionView | null {
  if (confusion === null || confusion.categories.length > MOST_CATEGORIES) return null
  const { coders, categories, counts } = confusion
  const many = categories.length
  return {
    coders: [coders[0], coders[1]],
    categories,
    counts: categories.map((_, i) => [...counts.subarray(i * many, (i + 1) * many)]),
  }
}
