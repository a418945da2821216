/** Every format that a record can be exported in: those of the export room, and those whose writers stand in rooms of their own. */
import type { Format } from '../study/export/format.ts'
import { FORMATS } from '../study/export/formats.ts'
import { QDA_FORMATS } from './codings/qda-formats.ts'

/** In the order in which `--help` tells them. A format of another room adds its entry here, and loads its writer when it is wanted. */
export const EXPORT_FORMATS: readonly Format[] = [...FORMATS, ...QDA_FORMATS]
