import { hash } from 'node:crypto';
import { canonicalJson, canonicalMembers } from './canonical-json.ts';

/** A record as it is written: one line of canonical JSON that holds its own hash. */
export interface ChainedRecord {
  line: string;
  /** SHA-256 of a zero byte and the record without its hash: the next record's `prev` and a leaf of the Merkle tree. */
  hash: Buffer;
}

/** Adds to a record its hash. */
export function chained(body: Record<string, unknown>): ChainedRecord {
  const members = canonicalMembers(body);
  const digest = bodyHash(`{${members.join(',')}}`);
  // The hash has its place among the sorted keys; what is written is not written again for it.
  const behind = members.findIndex((member) => member > '"hash"');
  members.splice(behind < 0 ? members.length : behind, 0, `"hash":"${digest.toString('hex')}"`);
  return { line: `{${members.join(',')}}`, hash: digest };
}

/** The hash of a record's canonical text. */
export function bodyHash(body: string): Buffer {
  return hash('sha256', `\0${body}`, 'buffer');
}

/** What the first record of a segment has for `prev`: it ties the chain to its name, its key and its opening. */
export function genesisHash(segment: string, keyId: string, opening: unknown): string {
  return hash('sha256', `genesis${segment}${keyId}${hash('sha256', canonicalJson(opening))}`);
}
