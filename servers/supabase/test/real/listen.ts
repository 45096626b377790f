import * as z from 'zod';
import type { createWebSocketClass } from '../../simulator/realtime/in-process-socket.ts';
import { type JsonObject, type JsonValue, toJsonValue } from '../../simulator/schema/json-value.ts';

const Frame = z.object({ event: z.string(), payload: z.unknown() });
const Told = z.object({ data: z.record(z.string(), z.unknown()) });
const times = ['commit_timestamp', 'created_at', 'updated_at'];

const withoutTimes = (value: JsonValue): JsonValue => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const fields = Object.entries(value).filter(([name]) => !times.includes(name));
  return Object.fromEntries(fields.map(([name, field]) => [name, withoutTimes(field)]));
};

/** A client of Realtime that writes down what it is told, but for the times. */
export interface Listening {
  readonly changes: readonly JsonValue[];
  readonly events: readonly string[];
  send(event: string, payload: JsonObject): void;
  close(): void;
}

type SocketClass = ReturnType<typeof createWebSocketClass>;

/** Joins one topic with these bindings and waits until the database is listened to. */
export const listen = async (
  Socket: SocketClass,
  options: { readonly apiKey: string; readonly token: string; readonly bindings: readonly JsonObject[] },
): Promise<Listening> => {
  const socket = new Socket(`ws://simulated.example/realtime/v1/websocket?apikey=${options.apiKey}&vsn=1.0.0`);
  const changes: JsonValue[] = [];
  const events: string[] = [];
  const send = (event: string, payload: JsonObject): void =>
    socket.send(JSON.stringify({ topic: 'realtime:test', event, payload, ref: '1' }));
  await new Promise<void>((resolve, reject) => {
    socket.onopen = () =>
      send('phx_join', { config: { postgres_changes: options.bindings }, access_token: options.token });
    socket.onerror = () => reject(new Error('no connection'));
    socket.onmessage = ({ data }) => {
      const { event, payload } = Frame.parse(JSON.parse(String(data)));
      events.push(event);
      if (event === 'postgres_changes') changes.push(withoutTimes(toJsonValue(Told.parse(payload).data)));
      if (event === 'system' || (event === 'phx_reply' && events.length === 1 && !isOk(payload))) resolve();
    };
  });
  return { changes, events, send, close: () => socket.close() };
};

const isOk = (payload: unknown): boolean => z.object({ status: z.literal('ok') }).safeParse(payload).success;
