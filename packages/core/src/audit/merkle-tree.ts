import { hash } from 'node:crypto';

/** A growing list whose every element is under one root. */
export interface MerkleTree {
  readonly size: number;
  /** Takes the hash of the next leaf, SHA-256 of a zero byte and its data, in hexadecimal digits. */
  add(leafHash: string): void;
  /** The root over all leaves so far, as RFC 6962 defines it, in Base64. */
  root(): string;
}

/** A Merkle tree of RFC 6962 that keeps one hash per level, however long the list. */
export function createMerkleTree(): MerkleTree {
  const peaks: { leaves: number; hash: string }[] = [];
  let size = 0;
  return {
    get size() {
      return size;
    },
    add(leafHash) {
      let peak = { leaves: 1, hash: leafHash };
      for (let last = peaks.at(-1); last?.leaves === peak.leaves; last = peaks.at(-1)) {
        peaks.pop();
        peak = { leaves: last.leaves * 2, hash: nodeHash(last.hash, peak.hash) };
      }
      peaks.push(peak);
      size += 1;
    },
    root() {
      const right = peaks.at(-1);
      if (!right) return hash('sha256', '', 'base64');
      const root = peaks.slice(0, -1).reduceRight((below, peak) => nodeHash(peak.hash, below), right.hash);
      return Buffer.from(root, 'hex').toString('base64');
    },
  };
}

function nodeHash(left: string, right: string): string {
  return hash('sha256', Buffer.from(`01${left}${right}`, 'hex'));
}
