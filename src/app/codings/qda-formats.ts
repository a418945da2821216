/** REFI-QDA among the formats of exports. */
import type { Format } from '../../study/export/format.ts'

export const QDA_FORMATS: readonly Format[] = [
  {
    name: 'qdpx',
    writes: 'a REFI-QDA project for NVivo, ATLAS.ti, MAXQDA, QualCoder: talk, codings, cases',
    write: async ({ store, tables }, keep, options) => {
      const { qdpxOf } = await import('../../study/refi/write-qdpx.ts')
      const { recordOfCodings } = await import('./record-of-codings.ts')
      keep('project.qdpx', qdpxOf(recordOfCodings(store, tables), options))
    },
  },
  {
    name: 'qdc',
    writes: 'the codebooks as a REFI-QDA codebook',
    write: async ({ tables }, keep, { note }) => {
      const { qdcOf } = await import('../../study/refi/write-qdpx.ts')
      const { recordedCodebooks } = await import('../../study/coding/recorded-codebooks.ts')
      const qdc = qdcOf(recordedCodebooks(tables))
      if (qdc === null) note?.('The record was coded with no codebook: there is no codebooks.qdc.')
      else keep('codebooks.qdc', [qdc])
    },
  },
]
