import { subscribe } from 'node:diagnostics_channel';

const failures = new WeakSet<Error>();

// fetch alone knows whether it was still connecting when a connection broke; its error does not say so, this channel does:
// https://github.com/nodejs/undici/blob/main/docs/docs/api/DiagnosticsChannel.md#undiciclientconnecterror
subscribe('undici:client:connectError', (message) => {
  const { error } = Object(message);
  if (error instanceof Error) failures.add(error);
});

/** Whether a fetch failed before it had a connection, TLS and a proxy's consent included, so that nothing was sent. */
export function isFailedConnection(error: unknown): boolean {
  return error instanceof Error && (failures.has(error) || isFailedConnection(error.cause));
}
