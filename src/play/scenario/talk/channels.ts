/** Channels: who is on them, and the one function that decides who hears what is said there. */
import { BadInputError } from '../../../base/errors.ts'
import type { ParticipantId } from '../../../record/ids.ts'
import { assertSeated } from './seated.ts'
import { everybody, type Visibility } from './visibility.ts'

/** Where words are said. Its members are in the order of their seats. */
export interface Channel {
  readonly name: string
  readonly members: readonly ParticipantId[]
}

/**
 * A channel for some of those who are seated.
 * @throws BadInputError where nobody is on it, or a stranger.
 */
export function channelOf(
  name: string,
  members: readonly ParticipantId[],
  seated: readonly ParticipantId[],
): Channel {
  if (members.length === 0) {
    throw new BadInputError(
      `nobody is on the channel "${name}": what is said there is heard by no one. Put somebody on it, or take it out.`,
    )
  }
  assertSeated(members, seated, `the channel "${name}"`)
  return { name, members: seated.filter((one) => members.includes(one)) }
}

/** `public`: all who are seated are on it. */
export function publicChannel(seated: readonly ParticipantId[]): Channel {
  return channelOf('public', seated, seated)
}

/** `private:p1-p2`, whichever of the two is named first. */
export function privateChannel(
  one: ParticipantId,
  other: ParticipantId,
  seated: readonly ParticipantId[],
): Channel {
  const { members } = channelOf('private', [one, other], seated)
  return { name: `private:${members.join('-')}`, members }
}

/** `team:red`. */
export function teamChannel(
  team: string,
  members: readonly ParticipantId[],
  seated: readonly ParticipantId[],
): Channel {
  return channelOf(`team:${team}`, members, seated)
}

/** `list:p1,p4,p5`: whoever a message is addressed to. */
export function listChannel(
  members: readonly ParticipantId[],
  seated: readonly ParticipantId[],
): Channel {
  const list = channelOf('list', members, seated)
  return { ...list, name: `list:${list.members.join(',')}` }
}

/**
 * Who hears what somebody says on a channel: its members, as far as the visibility rule lets them, and always the speaker. Where nobody seated speaks (null:
 * a brief, an announcement) all members hear it. Nothing else decides who hears.
 * @throws BadInputError where the speaker is not on the channel.
 */
export function audienceOf(
  { name, members }: Channel,
  speaker: ParticipantId | null,
  hears: Visibility = everybody,
): ParticipantId[] {
  if (speaker === null) return [...members]
  if (!members.includes(speaker)) {
    throw new BadInputError(
      `${speaker} speaks on the channel "${name}" and is not on it: ${members.join(', ')} are. Put ${speaker} on it, or let it speak elsewhere.`,
    )
  }
  return members.filter((listener) => listener === speaker || hears(speaker, listener))
}
