/** What help is asked about. */
import { signal } from '@preact/signals'
import type { Word } from './glossary.ts'

/** The word that was asked for; `all` where none was, null while help is closed. */
export const helpAsked = signal<Word | 'all' | null>(null)
