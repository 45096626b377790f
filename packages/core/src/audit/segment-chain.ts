import { canonicalMembers, mergedMembers } from '../json/canonical-json.ts';
import type { AuditKeys } from './audit-keys.ts';
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
  /** Stages a record, whose members are in canonical order. */
  stage(members: readonly string[]): void;
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
  const stamp = stamper(options);
  const add = (members: readonly string[]) => {
    const { line, hash } = chained(members);
    tree.add(hash);
    prev = hash;
    lines.push(`${line}\n`);
  };
  const stage = (members: readonly string[]) => add(mergedMembers(members, stamp(tree.size, prev)));
  const stageCheckpoint: SegmentChain['stageCheckpoint'] = (ev, fields = {}) => {
    const checkpoint = { size: tree.size, root: tree.root() };
    const stamped = stamp(tree.size, prev);
    const body = mergedMembers(canonicalMembers({ ...fields, ev, checkpoint }), stamped);
    // The note signs its own record too, without which a seal could be changed unseen.
    const note = signedState(options, tree, [`body ${bodyHash(`{${body.join(',')}}`)}`]);
    add(mergedMembers(canonicalMembers({ ...fields, ev, checkpoint: { ...checkpoint, note } }), stamped));
    notes.push(note);
    anchored = tree.size;
  };
  stage(canonicalMembers({ ev: 'segment.opened', segment: opening }));
  notes.push(signedState(options, tree, []));
  return {
    get unanchored() {
      return tree.size - anchored;
    },
    stage,
    stageCheckpoint,
    take() {
      const taken = { text: lines.join(''), notes, head: { seq: tree.size - 1, hash: prev } };
      [lines, notes] = [[], []];
      return taken;
    },
  };
}

function signedState({ id, keys }: ChainOptions, tree: MerkleTree, lines: string[]): string {
  const root = tree.root();
  return signNote({ segment: id, size: tree.size, root, lines }, keys.privateKey, keys.id);
}

/** What puts a record in its place: whose it is, what stands before it and when it was made. */
function stamper({ id, where, now }: ChainOptions): (seq: number, prev: string) => string[] {
  const [seg = '', v = '', place = ''] = canonicalMembers({ seg: id, v: 1, where });
  return (seq, prev) => {
    const time = now();
    const nanoseconds = Math.round(performance.now() * 1e6);
    return [
      `"id":"${newTimeId(time)}"`,
      `"mono_ns":${nanoseconds}`,
      `"prev":"${prev}"`,
      seg,
      `"seq":${seq}`,
      `"ts":"${new Date(time).toISOString()}"`,
      v,
      place,
    ];
  };
}
