/** Who has crashed and who was removed: nobody asks them, and what the others are told of it is said here. */
import type { TickEntry } from '../../record/entry.ts'
import type { ParticipantId } from '../../record/ids.ts'
import type { Deed } from '../../record/intervention.ts'
import type { MessageSent } from '../../record/play-entries.ts'
import type { Considered } from '../agent/policy.ts'
import type { AskEffect } from '../scenario/step.ts'

type Crash = Extract<Deed, { do: 'crash' }>

interface Crashed {
  readonly crash: Crash
  /** The first round in which it answers again; null where there is none. */
  readonly until: number | null
}

/** Rounds are counted by ticks where the scenario has none. */
export class Presence {
  readonly #crashed = new Map<ParticipantId, Crashed>()
  readonly #removed = new Set<ParticipantId>()
  /** Notices that are owed to the others also when their participant is back. */
  #owed: { readonly crash: Crash; readonly round: number }[] = []

  isAbsent(participant: ParticipantId): boolean {
    return this.#crashed.has(participant) || this.#removed.has(participant)
  }

  remove(of: ParticipantId): TickEntry[] {
    this.#removed.add(of)
    return [{ kind: 'participant-removed', of, why: 'intervention' }]
  }

  crash(crash: Crash, round: number): TickEntry[] {
    const { who, lasting, notice, told } = crash
    const until = lasting === 'permanent' ? null : round + lasting.rounds
    this.#crashed.set(who, { crash, until })
    if (typeof told !== 'string') this.#owed.push({ crash, round: round + told.afterRounds })
    return [{ kind: 'participant-crashed', of: who, lasting, notice, told }]
  }

  /** Whoever takes the seat of somebody who has crashed, or was taken out, is there. */
  replaced(of: ParticipantId): TickEntry[] {
    const wasAbsent = this.isAbsent(of)
    this.#crashed.delete(of)
    this.#removed.delete(of)
    return wasAbsent ? [{ kind: 'participant-returned', of, why: 'somebody else sits there' }] : []
  }

  /** Who is back in this round, and what was still to be told. */
  begin(round: number): TickEntry[] {
    const entries: TickEntry[] = []
    for (const [of, { until }] of this.#crashed) {
      if (until === null || round < until) continue
      this.#crashed.delete(of)
      entries.push({ kind: 'participant-returned', of, why: 'its crash is over' })
    }
    for (const { crash, round: due } of this.#owed)
      if (round >= due) entries.push(...noticeOf(crash))
    this.#owed = this.#owed.filter(({ round: due }) => round < due)
    return entries
  }

  /** The answer of somebody who is not there; undefined where it is. */
  answer({ of, name }: AskEffect): Considered | undefined {
    if (!this.isAbsent(of)) return undefined
    const decision = {
      kind: 'decision-defaulted' as const,
      of,
      ask: name,
      value: null,
      displayed: null,
      status: 'forfeited' as const,
      attempts: 0,
      why: this.#removed.has(of) ? 'removed' : 'crashed',
    }
    return { trail: [], decision, latenciesMs: [] }
  }

  /** What is heard at once of those who were asked and did not answer. */
  notices(asks: readonly AskEffect[]): TickEntry[] {
    return asks.flatMap(({ of }) => {
      const crashed = this.#removed.has(of) ? undefined : this.#crashed.get(of)
      return crashed?.crash.told === 'at-once' ? noticeOf(crashed.crash) : []
    })
  }
}

function noticeOf({ who, notice, audience }: Crash): MessageSent[] {
  if (notice === null) return []
  return [
    {
      kind: 'message-sent',
      from: who,
      channel: 'public',
      audience,
      text: notice,
      onRecord: true,
      notice: true,
    },
  ]
}
