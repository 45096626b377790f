import { Refusal, type SimulatedRequest } from '@bizmcp/testkit/simulator';
import type * as z from 'zod';
import { errorReply } from './error-reply.ts';

/** Reads a JSON body, or refuses it as HubSpot does. Fields that HubSpot's documentation does not name are refused too. */
export const readJson = <Schema extends z.ZodType>(
  request: SimulatedRequest<never>,
  schema: Schema,
): z.output<Schema> => {
  if (request.body.kind === 'text') {
    throw new Refusal(
      errorReply(400, 'VALIDATION_ERROR', 'Invalid input JSON on line 1, column 1: it could not be read'),
    );
  }
  const parsed = schema.safeParse(request.body.kind === 'json' ? request.body.value : undefined);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map((issue) => ({ message: issue.message, in: issue.path.join('.') }));
  const first = errors[0];
  throw new Refusal(
    errorReply(400, 'VALIDATION_ERROR', `Invalid input JSON: ${first?.in ?? ''} ${first?.message ?? ''}`, { errors }),
  );
};

/** Reads a list that may be given as repeated parameters, as one with commas, or both. */
export const readList = (query: URLSearchParams, name: string): string[] =>
  query
    .getAll(name)
    .flatMap((value) => value.split(','))
    .map((value) => value.trim())
    .filter((value) => value !== '');

/** Reads a page size; refuses one outside 1..`largest`. */
export const readLimit = (query: URLSearchParams, fallback: number, largest: number): number => {
  const text = query.get('limit');
  if (text === null) return fallback;
  const limit = Number(text);
  if (Number.isInteger(limit) && limit >= 1 && limit <= largest) return limit;
  throw new Refusal(
    errorReply(400, 'VALIDATION_ERROR', `limit must be between 1 and ${largest}, but was ${text}`, {
      errors: [{ message: `limit must be between 1 and ${largest}`, in: 'limit' }],
    }),
  );
};
