/** What `coterie codings import` is told. */
export interface ImportOptions {
  codebook?: string
  newCodebook?: string
  coder?: string
  coderPrefix?: string
  unmarked: string
  unitsOf?: string
  lookedBy?: string
  mostBytes?: number
  json?: true
}
