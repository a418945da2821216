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
  openRecord,
  replayRun,
  runExperiment,
  type OpenedRecord,
  type RunExperimentOptions,
} from './app/library.ts'
export type { Fault } from './play/scenario/fault.ts'
export { startPracticeServer } from './app/practice-server.ts'
export type { ModelServer, ModelServerOptions } from './io/model/practice/model-server.ts'
