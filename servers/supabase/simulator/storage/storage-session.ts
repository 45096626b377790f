import type { SimulatedRequest } from '@bizmcp/testkit/simulator';
import { DatabaseError } from '../schema/database-error.ts';
import type { Session } from '../schema/session.ts';
import { expiredMessage, storageErrors } from './storage-error.ts';

/** How a request's token is read. */
export interface SessionSettings {
  readonly readSession: (request: SimulatedRequest<never>, now: number) => Session;
}

/** Whose request it is; Storage words its own refusals of tokens. */
export const sessionOf = (settings: SessionSettings, request: SimulatedRequest<never>, now: number): Session => {
  try {
    return settings.readSession(request, now);
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    throw storageErrors.accessDenied(
      error.message === 'JWT expired' ? expiredMessage : 'signature verification failed',
    );
  }
};
