import { withoutPersonal } from '../masking/redactor.ts';
import type { ClientInfo } from './call.ts';

let last: { given: ClientInfo; name: string; version: string } | undefined;

/** What a client says of itself goes on record with each call, and it may say anything: without personal data and secrets. */
export function cleanClient(given: ClientInfo): ClientInfo {
  // A process speaks with one client, which says the same each time.
  if (last?.given.name !== given.name || last.given.version !== given.version) {
    last = { given, name: withoutPersonal(given.name), version: withoutPersonal(given.version) };
  }
  return { ...given, name: last.name, version: last.version };
}
