/** What a record has come to, asked for by itself, since of a large record it takes a moment; while somebody plays, the sitting says it. */
import { useComputed } from '@preact/signals'
import type { RecordSpend } from '../../../../../study/viewing/runs/record-spend.ts'
import { useAnswer } from '../../shell/use-answer.ts'
import { sittingOf } from './sitting-signal.ts'

/** Undefined while somebody plays, and until the answer is there. */
export function useSpend(record: string): RecordSpend | undefined {
  const isPlayed = useComputed(() => Boolean(sittingOf(record).value)).value
  const { value } = useAnswer<RecordSpend>(
    isPlayed ? null : `records/${record}/runs/spend`,
    {},
    record,
  )
  return isPlayed ? undefined : value
}
