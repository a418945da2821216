/** What every field of an answer is handed. */

export interface FieldProps<Form> {
  readonly form: Form
  /** As it will be submitted. */
  readonly reply: string
  readonly onReply: (reply: string) => void
}
