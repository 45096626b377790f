import { createHash } from 'node:crypto';
import type { GuidKind } from './reports/report.ts';

type OwnKind =
  | GuidKind
  | 'payment'
  | 'allocation'
  | 'overpayment'
  | 'bank_transaction'
  | 'line'
  | 'organisation'
  | 'tenant'
  | 'item'
  | 'connection'
  | 'request';

const known = new Map<string, string>();

/** The identifier of something of the ledger: the same for the same thing in every process. */
export function guidOf(kind: OwnKind, id: string): string {
  const name = `${kind}/${id}`;
  const made = known.get(name) ?? makeGuid(name);
  // A request's identifier is asked for once.
  if (kind !== 'request') known.set(name, made);
  return made;
}

function makeGuid(name: string): string {
  const hash = createHash('sha256').update(`xero/${name}`).digest('hex');
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}
