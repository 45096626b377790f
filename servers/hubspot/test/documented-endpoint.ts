import * as z from 'zod';

/** An endpoint that the SDK does not have, by HubSpot's documentation: names of its query parameters, answers by status. */
export interface DocumentedEndpoint {
  readonly method: string;
  readonly path: string;
  readonly query: readonly string[];
  readonly body: z.ZodType | undefined;
  readonly answers: ReadonlyMap<number, z.ZodType | undefined>;
}

/** A point in time, as HubSpot writes it. */
export const time = z.iso.datetime();

/** Says what is documented of an endpoint. */
export const endpoint = (
  method: string,
  path: string,
  query: readonly string[],
  answers: ReadonlyArray<readonly [status: number, shape: z.ZodType | undefined]>,
  body?: z.ZodType,
): DocumentedEndpoint => ({ method, path, query, body, answers: new Map(answers) });
