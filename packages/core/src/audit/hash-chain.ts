import { hash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';

/** A record as it is written: one line of canonical JSON that holds its own hash. */
export interface ChainedRecord {
  line: string;
  /** SHA-256 of a zero byte and the record without its hash: the next record's `prev` and a leaf of the Merkle tree. */
  hash: Buffer;
  /** The same in hexadecimal digits. */
  hex: string;
}

/** Adds its hash to a record, whose members are in canonical order. */
export function chained(members: readonly string[]): ChainedRecord {
  const behind = members.findIndex((member) => member > '"hash"');
  const place = behind < 0 ? members.length : behind;
  const front = members.slice(0, place).join(',');
  const back = members.slice(place).join(',');
  const isBetween = front !== '' && back !== '';
  const hash = bodyHash(`{${front}${isBetween ? ',' : ''}${back}}`);
  const hex = hash.toString('hex');
  return { line: `{${front}${front && ','}"hash":"${hex}"${back && ','}${back}}`, hash, hex };
}

/** Begins with the zero byte that a leaf of the tree begins with; what is hashed is written behind it, again and again. */
const leaf = Buffer.alloc(16_384);

/** The hash of a record's canonical text. */
export function bodyHash(body: string): Buffer {
  // Of one character UTF-8 makes three bytes at most.
  if (body.length * 3 >= leaf.length) return hash('sha256', `\0${body}`, 'buffer');
  return hash('sha256', leaf.subarray(0, 1 + leaf.write(body, 1)), 'buffer');
}

/** What the first record of a segment has for `prev`: it ties the chain to its name, its key and its opening. */
export function genesisHash(segment: string, keyId: string, opening: unknown): string {
  return hash('sha256', `genesis${segment}${keyId}${hash('sha256', canonicalJson(opening))}`);
}
