import { hash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';

/** A record as it is written: one line of canonical JSON that holds its own hash. */
export interface ChainedRecord {
  line: string;
  /** SHA-256 of a zero byte and the record without its hash: the next record's `prev` and a leaf of the Merkle tree. */
  hash: Buffer;
}

/** Adds to a record its hash. */
export function chained(body: Record<string, unknown>): ChainedRecord {
  // The hash has its place among the sorted keys: both halves are written once and joined twice.
  const before: Record<string, unknown> = {};
  const after: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(body)) (key < 'hash' ? before : after)[key] = value;
  const first = canonicalJson(before).slice(1, -1);
  const last = canonicalJson(after).slice(1, -1);
  const digest = bodyHash(`{${[first, last].filter(Boolean).join(',')}}`);
  return { line: `{${[first, `"hash":"${digest.toString('hex')}"`, last].filter(Boolean).join(',')}}`, hash: digest };
}

/** The hash of a record's canonical text. */
export function bodyHash(body: string): Buffer {
  return hash('sha256', `\0${body}`, 'buffer');
}

/** What the first record of a segment has for `prev`: it ties the chain to its name, its key and its opening. */
export function genesisHash(segment: string, keyId: string, opening: unknown): string {
  return hash('sha256', `genesis${segment}${keyId}${hash('sha256', canonicalJson(opening))}`);
}
