/** Whether a media query of the style sheets holds, such as `(max-width: 700px)`. */
import { useEffect, useState } from 'preact/hooks'

export function useMedia(query: string): boolean {
  const [isSo, setSo] = useState(() => matchMedia(query).matches)
  useEffect(() => {
    const media = matchMedia(query)
    const changed = (): void => setSo(media.matches)
    media.addEventListener('change', changed)
    return () => media.removeEventListener('change', changed)
  }, [query])
  return isSo
}
