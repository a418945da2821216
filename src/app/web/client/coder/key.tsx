/** A key as it stands on a button: for the eye; what is read aloud is the button's own name. */
export function Key({ of }: { readonly of: string }) {
  return (
    <kbd class="coder-key" aria-hidden="true">
      {of}
    </kbd>
  )
}
