/** What the recorded prisoner's dilemmas come to, worked out from the released file apart from this engine. */

/** Row player → its rate of defection in per cent and (its points in ten rounds) against each of the same eight. */
export const PUBLISHED_DEFECTION: Readonly<Record<string, readonly string[]>> = {
  gpt4: ['0 (80)', '80 (83)', '0 (80)', '0 (80)', '90 (45)', '90 (90)', '0 (80)', '70 (43)'],
  gpt35: ['20 (23)', '10 (77)', '90 (98)', '90 (98)', '40 (20)', '10 (74)', '90 (98)', '20 (18)'],
  gpt3: ['0 (80)', '0 (8)', '0 (80)', '0 (80)', '0 (0)', '0 (72)', '0 (80)', '0 (8)'],
  j: ['0 (80)', '0 (8)', '0 (80)', '0 (80)', '0 (0)', '0 (72)', '0 (80)', '0 (8)'],
  f: [
    '100 (55)',
    '100 (80)',
    '100 (100)',
    '100 (100)',
    '100 (50)',
    '100 (95)',
    '100 (100)',
    '100 (60)',
  ],
  defect_once: [
    '10 (10)',
    '10 (74)',
    '10 (82)',
    '10 (82)',
    '10 (5)',
    '10 (77)',
    '10 (82)',
    '10 (18)',
  ],
  llama2: ['0 (80)', '0 (8)', '0 (80)', '0 (80)', '0 (0)', '0 (72)', '0 (80)', '0 (8)'],
  claude: ['90 (68)', '90 (88)', '90 (98)', '90 (98)', '80 (40)', '80 (88)', '90 (98)', '90 (53)'],
}
