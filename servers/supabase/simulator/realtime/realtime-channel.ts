import * as z from 'zod';
import type { RowChange } from '../schema/project-state.ts';
import type { Session } from '../schema/session.ts';
import { bindingProblem, ChangeBinding, compileBinding } from './change-binding.ts';
import { changePayload } from './change-payload.ts';
import type { PhoenixMessage } from './phoenix-message.ts';

const JoinPayload = z.object({
  config: z.object({ postgres_changes: z.array(ChangeBinding).default([]) }).prefault({}),
  access_token: z.string().nullish(),
});

/** Reads the payload of `phx_join`; what it does not say is empty. */
export const readJoin = (payload: unknown) => JoinPayload.safeParse(payload).data ?? JoinPayload.parse({});

/** One joined topic of one connection. */
export interface RealtimeChannel {
  readonly topic: string;
  readonly joinRef: string | null;
  session: Session;
  readonly bindings: ReadonlyArray<{ readonly id: number; readonly matches: (change: RowChange) => boolean }>;
}

/** What is sent when a channel was joined: the reply, and then whether the database was. */
export const joinMessages = (
  join: PhoenixMessage,
  asked: readonly ChangeBinding[],
  ids: readonly number[],
): PhoenixMessage[] => {
  const { joinRef, ref, topic } = join;
  const told = asked.map((binding, index) => ({ id: ids[index], ...binding }));
  const problem = asked.map(bindingProblem).find((found) => found !== undefined);
  const system = {
    channel: topic.replace(/^realtime:/, ''),
    extension: 'postgres_changes',
    message: problem ?? 'Subscribed to PostgreSQL',
    status: problem === undefined ? 'ok' : 'error',
  };
  const isListening = asked.length > 0;
  return [
    { topic, event: 'phx_reply', payload: { status: 'ok', response: { postgres_changes: told } }, ref, joinRef },
    { topic, event: 'presence_state', payload: {}, ref: null, joinRef },
    ...(isListening ? [{ topic, event: 'system', payload: system, ref: null, joinRef }] : []),
  ];
};

/** A channel with a binding that cannot be served hears of nothing. */
export const openChannel = (
  { joinRef, ref, topic }: PhoenixMessage,
  session: Session,
  asked: readonly ChangeBinding[],
  ids: readonly number[],
): RealtimeChannel => {
  const isServed = asked.every((binding) => bindingProblem(binding) === undefined);
  const bindings = isServed
    ? asked.map((binding, index) => ({ id: ids[index] ?? 0, matches: compileBinding(binding) }))
    : [];
  return { topic, joinRef: joinRef ?? ref, session, bindings };
};

/** The message that tells a channel of a change; undefined when it asked for none such. */
export const changeMessage = (channel: RealtimeChannel, change: RowChange): PhoenixMessage | undefined => {
  const ids = channel.bindings.filter(({ matches }) => matches(change)).map(({ id }) => id);
  if (ids.length === 0) return undefined;
  const payload = { ids, data: changePayload(change, channel.session) };
  return { topic: channel.topic, event: 'postgres_changes', payload, ref: null, joinRef: channel.joinRef };
};
