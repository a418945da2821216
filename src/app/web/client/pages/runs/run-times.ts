/** Wall time as tables show it. */

/** `2026-11-21 16:41:36`; without the day where it is that of `after`. Whatever is no time is shown as it is. */
export function utcTime(iso: string, after?: string): string {
  const [, day = '', time = ''] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)/.exec(iso) ?? []
  if (day === '') return iso
  return after?.startsWith(day) === true ? time : `${day} ${time}`
}
