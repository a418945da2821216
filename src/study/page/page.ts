/** The report as one HTML file: no script, nothing from elsewhere, the same bytes for the same record. */
import { el, escaped, markup, type Html } from './html.ts'
import type { PageData } from './page-data.ts'
import { sectionHtml, type Section } from './section.ts'
import { choicesSection } from './sections/choices-section.ts'
import { codedSection } from './sections/coded-section.ts'
import { courseSection, spreadSection } from './sections/course-section.ts'
import { flowSection } from './sections/flow-section.ts'
import { dictionarySection, measuresSection, modelsSection } from './sections/further-sections.ts'
import { methodsSection } from './sections/methods-section.ts'
import { presentationSection } from './sections/presentation-section.ts'
import { referencesSection } from './sections/references-section.ts'
import { talkSection } from './sections/talk-section.ts'
import { testsSection } from './sections/tests-section.ts'
import { STYLE } from './style.ts'

/** Whatever a record may hold, a browser runs nothing of it and fetches nothing. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"

/** The page: well-formed as XML, too. */
export async function reportPage(data: PageData): Promise<string> {
  const sections = [
    methodsSection(data),
    flowSection(data),
    await choicesSection(data),
    testsSection(data),
    await courseSection(data),
    await spreadSection(data),
    await presentationSection(data),
    await talkSection(data),
    await codedSection(data),
    measuresSection(data),
    await referencesSection(data),
    modelsSection(data),
    dictionarySection(data),
  ].flatMap((section) => section ?? [])
  const title = `${data.report.methods.experiment ?? 'A record'}: report`
  return `<!DOCTYPE html>\n${el('html', { lang: 'en' }, headOf(title), bodyOf(data, sections)).html}\n`
}

function headOf(title: string): Html {
  return el(
    'head',
    {},
    el('meta', { charset: 'utf-8' }),
    el('meta', { 'http-equiv': 'Content-Security-Policy', content: POLICY }),
    el('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    el('meta', { name: 'referrer', content: 'no-referrer' }),
    // The style sheet is from this house and has nothing that XML would have to escape but what `escaped` leaves alone in it.
    { html: `<title>${escaped(title)}</title>\n<style>${STYLE}</style>` },
  )
}

function bodyOf({ report, version }: PageData, sections: readonly Section[]): Html {
  const { methods, flow } = report
  const { experiment, about } = methods
  const when =
    methods.startedAt === null
      ? ''
      : `, ${methods.startedAt.slice(0, 10)} to ${methods.endedAt?.slice(0, 10) ?? 'not ended'}`
  return el(
    'body',
    {},
    el(
      'header',
      {},
      el('h1', {}, experiment ?? 'A record'),
      about === null ? null : el('p', {}, about),
      el(
        'p',
        { class: 'about' },
        `${flow.all.finished} of ${flow.all.planned ?? flow.all.started} runs finished under ${methods.treatments} ${methods.treatments === 1 ? 'treatment' : 'treatments'}${when}. Told by Coterie ${version}. The unit of inference is the run.`,
      ),
      el(
        'nav',
        { 'aria-label': 'Contents' },
        el(
          'ul',
          {},
          ...sections.map(({ id, title }) => el('li', {}, el('a', { href: `#${id}` }, title))),
        ),
      ),
    ),
    el('main', {}, { html: markup(sections.map(sectionHtml)) }),
  )
}
