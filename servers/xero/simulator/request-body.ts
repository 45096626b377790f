import { Refusal, type SimulatedRequest } from '@bizmcp/testkit/simulator';
import * as z from 'zod';
import { refuseDocument } from './error-reply.ts';

/**
 * Reads the one document of a body: bare, or in a list under its plural name. Fields that the documentation does not name are
 * refused: Xero ignores them, so that a misspelt one would go unseen.
 */
export function readDocument<Schema extends z.ZodType>(
  request: SimulatedRequest<never>,
  plural: string,
  schema: Schema,
): z.output<Schema> {
  if (request.body.kind !== 'json') {
    throw new Refusal({
      status: 400,
      body: { ErrorNumber: 14, Type: 'PostDataInvalidException', Message: 'JSON for post data was invalid' },
    });
  }
  const wrapped = z.strictObject({ [plural]: z.array(z.unknown()).length(1) }).safeParse(request.body.value);
  const value = wrapped.success ? wrapped.data[plural]?.[0] : request.body.value;
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  return refuseDocument(
    parsed.error.issues.map(({ path, message }) => ({ message: `${path.join('.') || plural}: ${message}` })),
  );
}

/** A list in one parameter, apart by commas; repeated ones add to it. */
export function readList(query: URLSearchParams, name: string): string[] {
  return query
    .getAll(name)
    .flatMap((value) => value.split(','))
    .map((value) => value.trim())
    .filter((value) => value !== '');
}

/** Refuses parameters that the endpoint's documentation does not name. */
export function requireParameters(query: URLSearchParams, known: readonly string[]): void {
  for (const name of query.keys()) {
    if (!known.includes(name)) refuseDocument([{ message: `Query parameter ${name} is not known here` }]);
  }
}
