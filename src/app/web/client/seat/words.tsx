/** Words for the participant, with the breaks and blanks that they have. */
import { plain } from '../shell/plain.ts'

export function Words({ of }: { readonly of: string }) {
  return (
    <p class="words" dir="auto">
      {plain(of)}
    </p>
  )
}
