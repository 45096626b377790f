import { hash } from 'node:crypto';
import { canonicalJson } from '../json/canonical-json.ts';

/** A record as it is written: one line of canonical JSON that holds its own hash. */
export interface ChainedRecord {
  line: string;
  /** SHA-256 of a zero byte and the record without its hash: the next record's `prev` and a leaf of the Merkle tree. */
  hash: string;
}

/** Adds its hash to a record, whose members are in canonical order. */
export function chained(members: readonly string[]): ChainedRecord {
  const hash = bodyHash(`{${members.join(',')}}`);
  const behind = members.findIndex((member) => member > '"hash"');
  const line = members.toSpliced(behind < 0 ? members.length : behind, 0, `"hash":"${hash}"`).join(',');
  return { line: `{${line}}`, hash };
}

/** The hash of a record's canonical text, in hexadecimal digits: Node.js gives a text sooner than a buffer. */
export function bodyHash(body: string): string {
  return hash('sha256', `\0${body}`);
}

/** What the first record of a segment has for `prev`: it ties the chain to its name, its key and its opening. */
export function genesisHash(segment: string, keyId: string, opening: unknown): string {
  return hash('sha256', `genesis${segment}${keyId}${hash('sha256', canonicalJson(opening))}`);
}
