/** The closed union of facts. What is not here did not happen. */
import { z } from 'zod'
import { ModelCalled } from './call-entries.ts'
import {
  DecisionAsked,
  DecisionDefaulted,
  DecisionTaken,
  ObservationShown,
} from './decision-entries.ts'
import { ConsentAnswered, HumanAnswered } from './human-entries.ts'
import { InterventionApplied } from './intervention.ts'
import { ChanceDrawn, FactShown, MessageSent, PayoffAwarded } from './play-entries.ts'
import { ParticipantCrashed, ParticipantRemoved, ParticipantReturned } from './presence-entries.ts'
import { ProbabilityEstimated } from './probability-entries.ts'
import { ProbeAnswered, ProbeAsked } from './probe.ts'
import { RunEnded, RunStarted } from './run-entries.ts'

/** Facts that happen within a tick. */
export const TickEntry = z.discriminatedUnion('kind', [
  FactShown,
  MessageSent,
  PayoffAwarded,
  ChanceDrawn,
  DecisionAsked,
  ObservationShown,
  ModelCalled,
  ProbabilityEstimated,
  DecisionTaken,
  DecisionDefaulted,
  InterventionApplied,
  ParticipantCrashed,
  ParticipantRemoved,
  ParticipantReturned,
  ProbeAsked,
  ProbeAnswered,
  ConsentAnswered,
  HumanAnswered,
])
export type TickEntry = z.infer<typeof TickEntry>

export const Entry = z.discriminatedUnion('kind', [RunStarted, ...TickEntry.options, RunEnded])
export type Entry = z.infer<typeof Entry>
