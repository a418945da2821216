/** Who sits in a seat, as pages tell it. */
import { nameOf, type Names } from '../../record/names.ts'
import { modelOf, type Seat } from '../../record/seat.ts'
import { isSimulated } from '../../record/simulated.ts'

export interface SeatTold {
  readonly participant: string
  /** What the others call it; its id where it has no name. */
  readonly name: string
  readonly role: string
  readonly agent: string
  readonly policy: string
  /** `provider/model`; null where no model plays. */
  readonly model: string | null
  readonly isSimulated: boolean
  readonly isHuman: boolean
  /** The name of its persona; null where it has none. */
  readonly persona: string | null
}

export function seatTold(seat: Seat, names: Names): SeatTold {
  const { participant, role, agent, policy, personaName } = seat
  const model = modelOf(seat)
  return {
    participant,
    name: nameOf(participant, names),
    role,
    agent,
    policy,
    model,
    isSimulated: isSimulated(model),
    isHuman: policy === 'human',
    persona: personaName ?? null,
  }
}
