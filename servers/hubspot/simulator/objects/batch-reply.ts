import type { SimulatedReply } from '@bizmcp/testkit/simulator';
import type { ObjectType } from './object-type.ts';
import { toIso } from './record.ts';

/** One of the errors of a batch that went half well. */
export interface BatchError {
  readonly status: 'error';
  readonly category: string;
  readonly message: string;
  readonly context: Readonly<Record<string, readonly string[]>>;
  readonly subCategory?: string;
}

/** A batch's answer: 207 with its errors when something went wrong, else the status given. */
export const createMultiReply = (
  status: number,
  results: readonly unknown[],
  now: number,
  errors: readonly BatchError[],
): SimulatedReply => {
  const body = { status: 'COMPLETE', results, startedAt: toIso(now), completedAt: toIso(now) };
  if (errors.length === 0) return { status, body };
  return { status: 207, body: { ...body, numErrors: errors.length, errors } };
};

/** The answer to a batch of records; the ids in `missing` are told as not found, all in one error. */
export const createBatchReply = (
  status: number,
  results: readonly unknown[],
  now: number,
  missing: readonly string[] = [],
  type?: ObjectType,
): SimulatedReply => {
  if (missing.length === 0) return createMultiReply(status, results, now, []);
  const name = type?.singular.toUpperCase() ?? 'OBJECT';
  return createMultiReply(status, results, now, [
    {
      status: 'error',
      category: 'OBJECT_NOT_FOUND',
      message: `Could not get some ${name} objects, they may be deleted or not exist. Check that ids are valid.`,
      context: { ids: missing },
    },
  ]);
};
