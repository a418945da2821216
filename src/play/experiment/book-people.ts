/** Who of a sample sits where: each seat that draws from it takes another person, in every replicate. */
import { UnknownNameError } from '../../base/errors.ts'
import type { Seat } from '../../record/seat.ts'
import type { DrawnPerson, PeopleSample } from './draw-banks.ts'
import type { FieldProblem } from './problems.ts'

/** A seat's share in a sample: the `nth` of those that draw from it, from 0. */
export interface Booking {
  readonly sample: PeopleSample
  readonly nth: number
  readonly path: FieldProblem['path']
}

/** The people of one treatment. */
export class BookedPeople {
  readonly #samples: ReadonlyMap<string, PeopleSample>
  readonly #bookings: Booking[] = []
  readonly #seats = new Map<Seat, Booking>()

  constructor(samples: ReadonlyMap<string, PeopleSample>) {
    this.#samples = samples
  }

  /** A place in a sample; undefined where there is a problem. */
  book(name: string, path: FieldProblem['path'], problems: FieldProblem[]): Booking | undefined {
    const sample = this.#samples.get(name)
    if (sample === undefined) {
      const mend = 'Samples are declared under "personas".'
      const error = new UnknownNameError(
        'sample of personas',
        name,
        [...this.#samples.keys()],
        mend,
      )
      problems.push({ path, message: error.message })
      return undefined
    }
    const nth = this.#bookings.filter((one) => one.sample === sample).length
    const booking = { sample, nth, path }
    this.#bookings.push(booking)
    return booking
  }

  /** The person of a key in a sample: `people/ada`. Null where no sample is meant; undefined where there is a problem. */
  certain(
    ref: string,
    path: FieldProblem['path'],
    problems: FieldProblem[],
  ): DrawnPerson | null | undefined {
    const slash = ref.indexOf('/')
    const sample = this.#samples.get(ref.slice(0, slash))
    if (slash < 0 || sample === undefined || /\s/.test(ref)) return null
    const key = ref.slice(slash + 1)
    const person = sample.people.find((one) => one.key === key)
    if (person !== undefined) return person
    const keys = sample.people.map((one) => one.key)
    const { message } = new UnknownNameError('person', key, keys, `They are in "${sample.name}".`)
    problems.push({ path, message })
    return undefined
  }

  /** Lets whoever sits there be the person of a booking. */
  seat(seat: Seat, booking: Booking): void {
    this.#seats.set(seat, booking)
  }

  /** True where replicates differ in who sits there. */
  get varies(): boolean {
    return this.#seats.size > 0
  }

  /** What is wrong where there are too few people for so many replicates. */
  problems(replicates: number): FieldProblem[] {
    return [...Map.groupBy(this.#bookings, ({ sample }) => sample)].flatMap(
      ([sample, bookings]) => {
        const [seats, size] = [bookings.length, sample.people.length]
        const path = bookings[0]?.path ?? []
        if (size < seats)
          return [
            {
              path,
              message: `${seats} seats draw from "${sample.name}", which has ${size} people`,
            },
          ]
        if (sample.reuse || size >= seats * replicates) return []
        const each = seats === 1 ? '' : ` with ${seats} seats each`
        const message = `the ${size} people of "${sample.name}" are too few for ${replicates} replicates${each}. Draw more of them, plan ${Math.floor(size / seats)} replicates, or let people sit in several runs: reuse: true`
        return [{ path, message }]
      },
    )
  }

  /** A seat as it is in a replicate, from 1. */
  in(replicate: number, seat: Seat): Seat {
    const booking = this.#seats.get(seat)
    if (booking === undefined) return seat
    const { sample, nth } = booking
    const seats = this.#bookings.filter((one) => one.sample === sample).length
    const index = ((replicate - 1) * seats + nth) % sample.people.length
    return { ...seat, ...personOf(sample.people[index] as DrawnPerson, sample.name) }
  }
}

/** What a person of a sample brings to its seat. */
export function personOf(
  { key, text, attributes }: DrawnPerson,
  sample: string,
): Pick<Seat, 'persona' | 'personaName' | 'attributes'> {
  return { persona: text, personaName: `${sample}/${key}`, attributes: { ...attributes } }
}
