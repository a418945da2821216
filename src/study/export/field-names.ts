/** Names of columns that are made of names which may be anybody's. */

/** Letters, digits and underscores, no digit first: a name in Python, R, SPSS and Stata alike. */
export function identifierOf(words: string): string {
  const name = words.normalize('NFKC').replaceAll(/[^\p{L}\p{N}_]+/gu, '_')
  return name === '' || /^\p{N}/u.test(name) ? `_${name}` : name
}

/** Hands out a column for each field; a name that is taken gets `_ask` behind it, then a number. */
export interface FieldNames {
  nameOf(field: string): string
  /** All fields in the order in which they first came. */
  readonly fields: readonly string[]
}

/** `reserved` are names that mean something already; each stands for itself and its `_status`. */
export function fieldNames(reserved: readonly string[]): FieldNames {
  const taken = new Set(reserved)
  const names = new Map<string, string>()
  return {
    nameOf(field) {
      const known = names.get(field)
      if (known !== undefined) return known
      const plain = identifierOf(field)
      let name = plain
      for (let n = 1; taken.has(name) || taken.has(`${name}_status`); n++)
        name = n === 1 ? `${plain}_ask` : `${plain}_ask_${n}`
      for (const one of [name, `${name}_status`]) taken.add(one)
      names.set(field, name)
      return name
    },
    get fields() {
      return [...names.keys()]
    },
  }
}
