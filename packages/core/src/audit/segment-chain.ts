import type { AuditKeys } from './audit-keys.ts';
import { canonicalJson } from './canonical-json.ts';
import { bodyHash, chained, genesisHash } from './hash-chain.ts';
import { createMerkleTree, type MerkleTree } from './merkle-tree.ts';
import { signNote } from './signed-note.ts';
import { newTimeId } from './time-id.ts';

/** What was staged and is to be written. */
export interface StagedRecords {
  text: string;
  /** Signed notes about them, worth keeping once they are on the disk. */
  notes: string[];
  head: { seq: number; hash: string };
}

/** The records of one segment, chained, in the memory between their making and their writing. */
export interface SegmentChain {
  /** Records after the last checkpoint. */
  readonly unanchored: number;
  stage(fields: Record<string, unknown>): void;
  /** Stages a record that signs all before it and itself; the seal is the last of a segment. */
  stageCheckpoint(ev: 'checkpoint' | 'segment.sealed', fields?: Record<string, unknown>): void;
  take(): StagedRecords;
}

/** What a chain begins with. */
export interface ChainOptions {
  id: string;
  keys: AuditKeys;
  where: Record<string, unknown>;
  /** The first record's account of the segment and of those before it. */
  opening: Record<string, unknown>;
  now: () => number;
}

/** Begins a chain with its first record staged. */
export function createSegmentChain(options: ChainOptions): SegmentChain {
  const tree = createMerkleTree();
  const opening = { ...options.opening, key_id: options.keys.id, public_key: options.keys.publicText };
  let prev = genesisHash(options.id, options.keys.id, opening);
  let lines: string[] = [];
  let notes: string[] = [];
  let anchored = 0;

  const bodyOf = (fields: object) => placed(options, { ...fields, seq: tree.size, prev });
  const add = (body: Record<string, unknown>) => {
    const { line, hash } = chained(body);
    tree.add(hash);
    prev = hash.toString('hex');
    lines.push(`${line}\n`);
  };
  const stageCheckpoint: SegmentChain['stageCheckpoint'] = (ev, fields = {}) => {
    const checkpoint = { size: tree.size, root: tree.root().toString('base64') };
    const body = bodyOf({ ...fields, ev, checkpoint });
    // The note signs its own record too, without which a seal could be changed unseen.
    const note = signedState(options, tree, [`body ${bodyHash(canonicalJson(body)).toString('hex')}`]);
    add({ ...body, checkpoint: { ...checkpoint, note } });
    notes.push(note);
    anchored = tree.size;
  };
  add(bodyOf({ ev: 'segment.opened', segment: opening }));
  notes.push(signedState(options, tree, []));
  return {
    get unanchored() {
      return tree.size - anchored;
    },
    stage: (fields) => add(bodyOf(fields)),
    stageCheckpoint,
    take() {
      const taken = { text: lines.join(''), notes, head: { seq: tree.size - 1, hash: prev } };
      lines = [];
      notes = [];
      return taken;
    },
  };
}

function signedState({ id, keys }: ChainOptions, tree: MerkleTree, lines: string[]): string {
  const root = tree.root().toString('base64');
  return signNote({ segment: id, size: tree.size, root, lines }, keys.privateKey, keys.id);
}

/** A record in its place: whose it is and when it was made. */
function placed({ id, where, now }: ChainOptions, fields: Record<string, unknown>): Record<string, unknown> {
  const time = now();
  const stamp = { v: 1, id: newTimeId(time), seg: id, ts: new Date(time).toISOString() };
  return { ...fields, where, ...stamp, mono_ns: Math.round(performance.now() * 1e6) };
}
