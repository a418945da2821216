/** Fills the names in braces of a text: `You are a {age}-year-old {occupation}.` */

export interface Filled {
  readonly text: string
  /** The first name that nothing is known for; null where all are filled. */
  readonly missing: string | null
}

/** The text with `{name}` replaced by what is known under that name. Braces round anything but one word stay as they are. */
export function fillTemplate(
  template: string,
  known: Readonly<Record<string, string | number | boolean>>,
): Filled {
  let missing: string | null = null
  const text = template.replaceAll(/\{([A-Za-z_][\w-]*)\}/g, (whole, name: string) => {
    if (Object.hasOwn(known, name)) return String(known[name])
    missing ??= name
    return whole
  })
  return { text, missing }
}
