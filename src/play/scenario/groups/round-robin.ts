/** Pairs in which everybody meets everybody once: the circle method (Kirkman 1847; Lucas 1883). */

/** n − 1 rounds of pairs of the indexes 0 … n − 1; n is even. The first index stands still, all others move one place on in each round. */
export function roundRobin(n: number): number[][][] {
  const moving = n - 1
  return Array.from({ length: moving }, (_, round) => [
    [0, 1 + round],
    ...Array.from({ length: n / 2 - 1 }, (__, i) => [
      1 + ((round + i + 1) % moving),
      1 + ((round - i - 1 + moving) % moving),
    ]),
  ])
}
