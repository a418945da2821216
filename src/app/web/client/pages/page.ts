/** What a page of a record is. */
import type { ComponentType } from 'preact'

export interface RecordNamed {
  /** As it stands in addresses. */
  readonly id: string
  /** Where the file is; on a static site, its name. */
  readonly path: string
}

export interface PageProps {
  readonly record: RecordNamed
}

export interface Page {
  /** As it stands in addresses, after the record. */
  readonly name: string
  readonly title: string
  /** The tab that is lit while it is shown. */
  readonly tab: string
  readonly isTab: boolean
  readonly component: ComponentType<PageProps>
}
