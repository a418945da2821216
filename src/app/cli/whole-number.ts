/** Options that are counts. */
import { InvalidArgumentError } from 'commander'

/** A whole number from 1. */
export function atLeastOne(text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1)
    throw new InvalidArgumentError('give a whole number from 1.')
  return value
}

/** A tick: a whole number from 0. */
export function tickNumber(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !Number.isInteger(value) || value < 0)
    throw new InvalidArgumentError('ticks are whole numbers from 0.')
  return value
}

/** A port to listen on; 0 takes any that is free. */
export function portNumber(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !Number.isInteger(value) || value < 0 || value > 65_535)
    throw new InvalidArgumentError('give a whole number from 0 to 65535.')
  return value
}

/** Minutes, from 0; parts of them count. */
export function minutes(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !Number.isFinite(value) || value < 0)
    throw new InvalidArgumentError('give a number of minutes from 0.')
  return value
}
