import { hash } from 'node:crypto';

/** A growing list whose every element is under one root. */
export interface MerkleTree {
  readonly size: number;
  /** Takes the hash of the next leaf, SHA-256 of a zero byte and its data. */
  add(leafHash: Buffer): void;
  /** The root over all leaves so far, as RFC 6962 defines it. */
  root(): Buffer;
}

/** A Merkle tree of RFC 6962 that keeps one hash per level, however long the list. */
export function createMerkleTree(): MerkleTree {
  const peaks: { leaves: number; hash: Buffer }[] = [];
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
      if (!right) return hash('sha256', '', 'buffer');
      return peaks.slice(0, -1).reduceRight((root, peak) => nodeHash(peak.hash, root), right.hash);
    },
  };
}

function nodeHash(left: Buffer, right: Buffer): Buffer {
  return hash('sha256', Buffer.concat([nodePrefix, left, right]), 'buffer');
}

const nodePrefix = Buffer.of(1);
