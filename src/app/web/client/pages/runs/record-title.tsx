/** The head of a record: what was tried, with whom, how far it has come and what it cost. */
import type { ComponentChildren } from 'preact'
import type { RecordHead } from '../../../../../study/viewing/runs/record-head.ts'
import type { RecordSpend } from '../../../../../study/viewing/runs/record-spend.ts'
import type { Word } from '../../help/glossary.ts'
import { Term } from '../../help/term.tsx'
import { count, counted, dollars } from '../../shell/numbers.ts'
import { plain, plainLine } from '../../shell/plain.ts'
import { href } from '../../shell/route.ts'
import type { PageProps } from '../page.ts'
import { utcTime } from './run-times.ts'
import { sittingOf } from './sitting-signal.ts'
import { StatusBar } from './status-bar.tsx'

interface Props extends PageProps {
  readonly head: RecordHead
  /** Undefined while somebody plays, and until it is known. */
  readonly spend: RecordSpend | undefined
}

export function RecordTitle({ record, head, spend }: Props) {
  const { experiment, about, scenarios, treatments, runs, forks, importedFrom } = head
  return (
    <header class="record-title">
      <h1>{plainLine(experiment ?? record.id)}</h1>
      {about !== null && (
        <p class="record-about" dir="auto">
          {plain(about)}
        </p>
      )}
      <dl class="record-facts">
        <Fact name={scenarios.length === 1 ? 'Scenario' : 'Scenarios'} word="scenario">
          {scenarios.map(plainLine).join(', ') || '–'}
        </Fact>
        <Fact name="Design" word="treatment">
          {counted(treatments, 'treatment')}, {counted(runs, 'run')}
        </Fact>
        <Spend record={record} head={head} spend={spend} />
        <Played head={head} />
        {forks > 0 && (
          <Fact name="Forks">
            <a href={href([record.id, 'forks'])}>{counted(forks, 'fork')}</a>
          </Fact>
        )}
        {importedFrom.length > 0 && (
          <Fact name="Imported from">{importedFrom.map(plainLine).join(', ')}</Fact>
        )}
        <Models head={head} />
      </dl>
      <StatusBar counts={head.counts} />
    </header>
  )
}

interface FactProps {
  readonly name: string
  /** Where the name is not plain to everybody. */
  readonly word?: Word
  /** True for what comes later than the rest: it has its room from the beginning. */
  readonly isAwaited?: true
  readonly children: ComponentChildren
}

function Fact({ name, word, isAwaited, children }: FactProps) {
  return (
    <div class={isAwaited && 'fact-awaited'}>
      <dt>{word === undefined ? name : <Term of={word}>{name}</Term>}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function Models({ head: { models } }: { readonly head: RecordHead }) {
  if (models.length === 0) return <Fact name="Models">none: scripted policies</Fact>
  return (
    <Fact name={models.length === 1 ? 'Model' : 'Models'}>
      <span class="row models">
        {models.map(({ model, isSimulated }) => (
          <span key={model} class={isSimulated ? 'chip chip-simulated' : 'chip'}>
            {plainLine(model)}
            {isSimulated && ' · simulated'}
          </span>
        ))}
      </span>
    </Fact>
  )
}

/** While somebody plays, the sitting says it. */
function Spend({ record, head, spend: kept }: Props) {
  const sitting = sittingOf(record.id).value
  const spend = sitting?.spend ?? kept
  if (head.models.length === 0) return null
  const uncertainUsd = spend?.uncertainUsd ?? 0
  const unpriced = sitting?.unpriced ?? kept?.unpriced ?? 0
  return (
    <Fact name="Spent" isAwaited>
      {spend === undefined ? '…' : dollars(spend.usd)}
      {typeof head.budget?.usd === 'number' && ` of ${dollars(head.budget.usd)}`} ·{' '}
      {spend === undefined ? '… calls' : counted(spend.calls, 'call')}
      {typeof head.budget?.calls === 'number' && ` of ${count(head.budget.calls)}`}
      {uncertainUsd > 0 && <small> · {dollars(uncertainUsd)} may have been charged besides</small>}
      {unpriced > 0 && <small> · {counted(unpriced, 'reply', 'replies')} without a price</small>}
    </Fact>
  )
}

function Played({ head: { startedAt, endedAt, counts } }: { readonly head: RecordHead }) {
  if (startedAt === null) return null
  const isOpen = counts.started > 0 || endedAt === null
  return (
    <Fact name="Played">
      <time dateTime={startedAt}>{utcTime(startedAt)}</time>
      {!isOpen && (
        <>
          {' to '}
          <time dateTime={endedAt}>{utcTime(endedAt, startedAt)}</time>
        </>
      )}{' '}
      <small>UTC</small>
    </Fact>
  )
}
