import * as z from 'zod';
import { wireText } from '../schema/json-value.ts';

/** A message of Phoenix channels; `vsn` 1.0.0 sends an object, 2.0.0 an array. */
export interface PhoenixMessage {
  readonly topic: string;
  readonly event: string;
  readonly payload: unknown;
  readonly ref: string | null;
  readonly joinRef: string | null;
}

export type Dialect = '1.0.0' | '2.0.0';

const reference = z
  .string()
  .nullish()
  .transform((value) => value ?? null);

const Named = z.object({
  topic: z.string(),
  event: z.string(),
  payload: z.unknown(),
  ref: reference,
  join_ref: reference,
});

const Listed = z.tuple([reference, reference, z.string(), z.string(), z.unknown()]);

/** Reads a message; undefined when it is none, which Realtime leaves without an answer. */
export const readMessage = (text: string): PhoenixMessage | undefined => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const listed = Listed.safeParse(value);
  if (listed.success) {
    const [joinRef, ref, topic, event, payload] = listed.data;
    return { topic, event, payload, ref, joinRef };
  }
  const named = Named.safeParse(value);
  if (!named.success) return undefined;
  const { event, join_ref: joinRef, payload, ref, topic } = named.data;
  return { topic, event, payload, ref, joinRef };
};

export const writeMessage = (dialect: Dialect, { event, joinRef, payload, ref, topic }: PhoenixMessage): string =>
  wireText(dialect === '2.0.0' ? [joinRef, ref, topic, event, payload] : { ref, event, payload, topic });
