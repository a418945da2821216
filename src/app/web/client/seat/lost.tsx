/** Says that something did not arrive. */

export function Lost({ isLost }: { readonly isLost: boolean }) {
  return (
    <div role="alert">
      {isLost && (
        <p class="fault">That did not arrive: the connection is lost. Please send it again.</p>
      )}
    </div>
  )
}
