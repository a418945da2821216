/** Options that are numbers. */
import { InvalidArgumentError } from 'commander'

/** A whole number from 1. */
export function atLeastOne(text: string): number {
  return numberIn(text, (value) => isWholeFrom(1, value), 'give a whole number from 1.')
}

/** A tick: a whole number from 0. */
export function tickNumber(text: string): number {
  return numberIn(text, (value) => isWholeFrom(0, value), 'ticks are whole numbers from 0.')
}

/** A port to listen on; 0 takes any that is free. */
export function portNumber(text: string): number {
  const isPort = (value: number): boolean => isWholeFrom(0, value) && value <= 65_535
  return numberIn(text, isPort, 'give a whole number from 0 to 65535.')
}

/** Minutes, from 0; parts of them count. */
export function minutes(text: string): number {
  const isTime = (value: number): boolean => Number.isFinite(value) && value >= 0
  return numberIn(text, isTime, 'give a number of minutes from 0.')
}

function isWholeFrom(least: number, value: number): boolean {
  return Number.isInteger(value) && value >= least
}

function numberIn(text: string, fits: (value: number) => boolean, mend: string): number {
  const value = Number(text)
  if (text.trim() === '' || !fits(value)) throw new InvalidArgumentError(mend)
  return value
}
