/** The public face of coterie: define, run, read. Named exports only. */
export { defineStrategy } from './play/agent/define-strategy.ts'
export type {
  AnyStrategy,
  GameFacts,
  History,
  Move,
  Strategy,
  StrategyFacts,
} from './play/agent/define-strategy.ts'
export type { Random } from './base/random.ts'
export { Streams } from './base/random.ts'
export { BadInputError, UnknownNameError } from './base/errors.ts'
export {
  defineScenario,
  scenarioSetup,
  type Amended,
  type Counterbalance,
  type Decided,
  type Scenario,
  type ScenarioInput,
  type Stand,
} from './play/scenario/define-scenario.ts'
export {
  ask,
  chance,
  pay,
  readmit,
  remove,
  say,
  show,
  type Effect,
} from './play/scenario/effects.ts'
export type { Ask, AnswerForm, ChoiceForm, Value } from './record/ask.ts'
export type { ParticipantId } from './record/ids.ts'
export type { Heard, Seen } from './record/seen.ts'
export { isProbeAsk } from './record/probe.ts'
export type { TextPart } from './record/prompt.ts'
export { defineAgent, definePersona, type Agent, type Persona } from './play/agent/define-agent.ts'
export { defineExperiment, type ExperimentInput } from './play/experiment/define-experiment.ts'
export {
  compareForks,
  forkRun,
  openRecord,
  replayRun,
  runExperiment,
  sittingOf,
  steer,
  watchSitting,
  type ForkRunOptions,
  type OpenedRecord,
  type RunExperimentOptions,
} from './app/library.ts'
export type { SittingStatus, SteeringCommand } from './study/viewing/sitting-status.ts'
export type { Fault } from './play/scenario/fault.ts'
export { startPracticeServer } from './app/practice-server.ts'
export type { ModelServer, ModelServerOptions } from './io/model/practice/model-server.ts'
export {
  audienceOf,
  channelOf,
  listChannel,
  privateChannel,
  publicChannel,
  teamChannel,
  type Channel,
} from './play/scenario/talk/channels.ts'
export { wholeIn, type WholeRange } from './play/scenario/talk/whole-range.ts'
export {
  lastMessages,
  noHistory,
  sinceOwnTurn,
  wholeHistory,
  type TalkHistory,
} from './play/scenario/talk/history.ts'
export { mentionsIn } from './record/mentions.ts'
export { moderated } from './play/scenario/talk/moderated.ts'
export { fixedOrder, rotatingOrder, shuffledOrder } from './play/scenario/talk/one-by-one.ts'
export { raiseHand } from './play/scenario/talk/raise-hand.ts'
export {
  deliverAll,
  deliverAtMost,
  deliverNonEmpty,
  deliverToAddressed,
  type Said,
  type Selection,
} from './play/scenario/talk/selection.ts'
export { simultaneous } from './play/scenario/talk/simultaneous.ts'
export type {
  Floor,
  Held,
  SpeakingOrder,
  Turn,
  Wanted,
} from './play/scenario/talk/speaking-order.ts'
export {
  assertStagger,
  scheduleOf,
  staggered,
  type Arrival,
  type Schedule,
  type Stagger,
} from './play/scenario/talk/staggered.ts'
export {
  everybody,
  isolated,
  ring,
  star,
  teams,
  type Visibility,
} from './play/scenario/talk/visibility.ts'
export { assignRoles, ROLE_ORDERS, type RoleOrder } from './play/scenario/groups/assign-roles.ts'
export { shuffled, type Draw } from './play/scenario/groups/draw.ts'
export { formAcross } from './play/scenario/groups/form-across.ts'
export {
  formGroups,
  MATCHINGS,
  type Grouping,
  type GroupsOf,
  type Matching,
} from './play/scenario/groups/form-groups.ts'
export {
  matchChosen,
  RESOLUTIONS,
  type Matched,
  type Resolution,
} from './play/scenario/groups/match-chosen.ts'
export { caveNeighbours, ringNeighbours } from './play/scenario/groups/neighbours.ts'
export { midRanks } from './study/statistics/ranks.ts'
export { pearsonR, spearmanOfOrders, spearmanRho } from './study/statistics/spearman.ts'
export {
  etaSquared,
  etaSquaredOfSummaries,
  summaryOf,
  type GroupSummary,
} from './study/statistics/eta-squared.ts'
export { forecastError, type ForecastError } from './study/statistics/forecast-error.ts'
export { inSteps, placesOf, times, total } from './base/exact-decimals.ts'
export { moneyText } from './play/scenario/money-text.ts'
export type { ForkReport } from './app/fork-run.ts'
export type { ForkComparison } from './study/analysis/paired-forks.ts'
export { median } from './study/statistics/median.ts'
export {
  beliefConsistency,
  beliefOfGroups,
  beliefOfOrder,
  EFFECT_SIZES,
  type AttributeConsistency,
  type BeliefConsistency,
  type ElicitedBelief,
  type SimulatedAmounts,
} from './study/analysis/belief-consistency.ts'
export { participantsFor, refusalOf } from './play/scenario/cast-problems.ts'
export { assertRoundsLeft } from './play/scenario/rounds-left.ts'
export { adjustP, ADJUSTMENTS, type Adjustment } from './study/statistics/adjust-p.ts'
export {
  bootstrapDifference,
  bootstrapMean,
  type BootstrapDifference,
  type BootstrapMean,
} from './study/statistics/bootstrap-mean.ts'
export { chiSquaredAbove } from './study/statistics/chi-squared.ts'
export {
  chiSquaredTest,
  fisherExact,
  type ChiSquared,
  type FisherExact,
} from './study/statistics/contingency.ts'
export { cosineSimilarity } from './study/statistics/cosine.ts'
export {
  cohenD,
  cohenDz,
  cohenH,
  hedgesG,
  type EffectSize,
} from './study/statistics/effect-sizes.ts'
export { fAbove } from './study/statistics/f-distribution.ts'
export {
  poolCorrelations,
  type Correlation,
  type PooledCorrelation,
} from './study/statistics/fisher-z.ts'
export { kendallTau, type Kendall } from './study/statistics/kendall.ts'
export {
  dunnPairs,
  kruskalWallis,
  type DunnPair,
  type KruskalWallis,
} from './study/statistics/kruskal-wallis.ts'
export { mannWhitney, type MannWhitney } from './study/statistics/mann-whitney.ts'
export { normalBelow, normalQuantile, twoSidedNormal } from './study/statistics/normal.ts'
export { oneWayAnova, type OneWayAnova } from './study/statistics/one-way-anova.ts'
export { pairedT, type PairedT } from './study/statistics/paired-t.ts'
export {
  permuteGroups,
  permuteMeans,
  permuteUnits,
  type Permutation,
  type PermutationOptions,
} from './study/statistics/permutation.ts'
export { signFlips, type SignFlips } from './study/statistics/sign-flips.ts'
export { signedRank, type SignedRank } from './study/statistics/signed-rank.ts'
export { spearmanTest, type SpearmanTest } from './study/statistics/spearman-test.ts'
export {
  sprt,
  sprtOf,
  type Sprt,
  type SprtDesign,
  type SprtState,
} from './study/statistics/sprt.ts'
export { quantileT, twoSidedT } from './study/statistics/student-t.ts'
export {
  newcombeInterval,
  wilsonInterval,
  type Proportion,
  type ProportionDifference,
} from './study/statistics/wilson.ts'
export {
  codebookOf,
  CodebookFile,
  type Codebook,
  type CodebookCode,
} from './study/coding/codebook.ts'
export { blindRuns, blindUnit, type BlindLine, type BlindUnit } from './study/coding/blind.ts'
export { contextOf } from './study/coding/context.ts'
export { cutUnits } from './study/coding/cut-units.ts'
export { ruleCoder, type RuleCoding } from './study/coding/rules/rule-coder.ts'
export { runWorlds, type RunWorld } from './study/coding/run-world.ts'
export { shuffledUnits } from './study/coding/coding-order.ts'
export type { Unit, UnitDecision, UnitLine } from './study/coding/unit.ts'
export { codeRecord } from './app/coding/library.ts'
export type { CodeOptions, CodeReport } from './app/code-record.ts'
export type { Interval } from './study/reliability/bootstrap.ts'
export { pairsOf, ratingsOfPair } from './study/reliability/coder-pairs.ts'
export { codingTable, type RatingsWanted } from './study/reliability/coding-table.ts'
export type { Coefficient } from './study/reliability/coefficient.ts'
export { COEFFICIENTS, type CoefficientName } from './study/reliability/coefficients.ts'
export { confusionTable, kappaErrors } from './study/reliability/confusion-table.ts'
export { congerKappa } from './study/reliability/conger-kappa.ts'
export type { Level } from './study/reliability/level.ts'
export { prevalences } from './study/reliability/prevalence.ts'
export type { Ratings } from './study/reliability/ratings.ts'
export { ratingsSums } from './study/reliability/ratings-sums.ts'
export { reliabilityOf, type Reliability } from './study/reliability/reliability-of.ts'
export { biasIndex, pabak, prevalenceIndex } from './study/reliability/two-categories.ts'
export { recordMeasures } from './app/record-measures.ts'
export type { MeasureDefinition } from './study/analysis/measures/measure.ts'
export type { MeasureRow } from './study/analysis/measures/measure-rows.ts'
export { measures } from './study/analysis/measures/measures.ts'
export type { ConsentReply, People, PersonReply, PutToPerson } from './play/agent/people.ts'
