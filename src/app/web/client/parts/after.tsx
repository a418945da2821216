/** What stands below waits a moment for what is above it, so that it is not pushed away under whoever reads it. */
import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'

/** What comes later than this is not waited for. */
const PATIENCE_MS = 300

interface AfterProps {
  /** Whether what is above is there. */
  readonly isThere: boolean
  readonly children: ComponentChildren
}

export function After({ isThere, children }: AfterProps) {
  const [isShown, setShown] = useState(isThere)
  useEffect(() => {
    if (isThere) setShown(true)
    const timer = setTimeout(() => setShown(true), PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [isThere])
  return isShown || isThere ? <>{children}</> : null
}
