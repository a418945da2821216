/** Any value that JSON can hold, as a schema. */
import { z } from 'zod'
import type { Json } from '../base/canonical-json.ts'

export const JsonValue: z.ZodType<Json> = z.json() as z.ZodType<Json>
