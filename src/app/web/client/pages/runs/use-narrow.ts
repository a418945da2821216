/** Whether the window is as narrow as a phone. */
import { useEffect, useState } from 'preact/hooks'

/** As in the style sheets of this page. */
const NARROW = '(max-width: 700px)'

export function useNarrow(): boolean {
  const [isNarrow, setNarrow] = useState(() => matchMedia(NARROW).matches)
  useEffect(() => {
    const media = matchMedia(NARROW)
    const changed = (): void => setNarrow(media.matches)
    media.addEventListener('change', changed)
    return () => media.removeEventListener('change', changed)
  }, [])
  return isNarrow
}
