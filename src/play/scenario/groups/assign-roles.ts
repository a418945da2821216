/** Who has which role in a group: the same for good, in turn, or drawn each round. */
import { shuffled, type Draw } from './draw.ts'

/**
 * `fixed`: the i-th of a group has the i-th role. `alternating`: one place on in each round, so that over as many rounds as there are roles everybody who
 * keeps a place has had each of them. `drawn`: in an order drawn for each group and round.
 */
export const ROLE_ORDERS = ['fixed', 'alternating', 'drawn'] as const
export type RoleOrder = (typeof ROLE_ORDERS)[number]

/**
 * The roles of every group's members in a round (from 1), in the order of the group. Where groups are drawn anew and places matter, form them with
 * `formAcross`, which keeps everybody's place.
 */
export function assignRoles<R>(
  groups: readonly (readonly unknown[])[],
  roles: readonly R[],
  order: RoleOrder,
  round: number,
  draw: Draw,
  stream = 'roles',
): readonly (readonly R[])[] {
  return groups.map((_, group) => {
    switch (order) {
      case 'fixed':
        return roles
      case 'alternating':
        return roles.map((__, i) => roles[(i + round - 1) % roles.length] as R)
      case 'drawn': {
        const from = ((round - 1) * groups.length + group) * roles.length
        return shuffled(roles, draw, stream, from)
      }
    }
  })
}
