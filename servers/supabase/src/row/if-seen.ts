import { orNothing } from '@bizmcp/core';

/** What is read beside a question or answer; undefined of what may not be read: who may not may write to it, or refer to it, all the same. */
export function ifSeen<Read>(reading: Promise<Read>): Promise<Read | undefined> {
  return orNothing(reading, 'forbidden', 'not_found', 'invalid_input');
}
