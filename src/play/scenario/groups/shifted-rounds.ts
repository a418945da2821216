/** Groups of one from each of k columns, in which no two meet twice: column c moves on by c places in each round. */

/** How many rounds the shifts of k columns of m give. Two columns meet again after m / gcd(m, d) rounds, d being how far they are apart. */
export function shiftedRoundsOf(m: number, k: number): number {
  let most = m
  for (let apart = 1; apart < k; apart++) most = Math.min(most, m / greatestDivisor(m, apart))
  return most
}

/** Rounds → groups → for each column the place of its member. Of the columns, no two members meet twice. */
export function shiftedRounds(m: number, k: number): number[][][] {
  return Array.from({ length: shiftedRoundsOf(m, k) }, (_, round) =>
    Array.from({ length: m }, (__, group) =>
      Array.from({ length: k }, (___, column) => (group + round * column) % m),
    ),
  )
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b)
}
