import * as z from 'zod';
import { canonicalJson, canonicalMembers } from '../../json/canonical-json.ts';
import { parseJson } from '../../json/parse-json.ts';
import { isIntent, isOutcome } from '../call-event.ts';
import { bodyHash, chained, genesisHash } from '../hash-chain.ts';
import { createMerkleTree } from '../merkle-tree.ts';
import { DamagedFile, readLines, StoredRecord, segmentFile, type TornTail } from '../segment-reader.ts';
import type { Checkpoint, OpenNote } from '../signed-note.ts';

/** Something that the verification found. */
export interface Finding {
  level: 'tampered' | 'incomplete' | 'unreadable';
  segment?: string;
  seq?: number;
  problem: string;
}

/** What one record says of another segment. */
export interface Claim {
  /** `gap` and `recovered` also say that the segment ends there. */
  kind: 'head' | 'gap' | 'recovered';
  by: { segment: string; seq: number };
  segment: string;
  seq: number;
  hash: string;
  torn?: { bytes: number; digest: string };
}

/** A segment after its own records were checked. */
export interface CheckedSegment {
  name: string;
  /** Hashes of its records, as far as they are right. */
  hashes: string[];
  /** Records that a trusted signature covers. */
  signed: number;
  isSealed: boolean;
  torn?: TornTail;
  /** Its checkpoints and its seal, by their place. */
  checkpoints: Set<number>;
  claims: Claim[];
  intents: { call: string; seq: number }[];
  outcomes: string[];
  findings: Finding[];
}

/** What a segment is held against. */
export interface SegmentExpectations {
  folder: string;
  name: string;
  /** Keys whose segments are accepted. */
  keyIds: ReadonlySet<string>;
  openNote: OpenNote;
  /** Signed states of it that are kept elsewhere. */
  anchors: readonly Checkpoint[];
}

const Reference = z.object({ segment: z.string(), seq: z.number(), hash: z.string() });
const Opening = z.looseObject({ key_id: z.string(), heads: z.array(Reference) });
const Recovered = Reference.extend({ torn_bytes: z.number().optional(), torn_digest: z.string().optional() });
const Signed = z.strictObject({ size: z.number(), root: z.string(), note: z.string() });
const Told = z.looseObject({ gap: Reference.optional(), recovered: Recovered.optional() });

/** Time that a clock may be set back, in milliseconds, before it is reported. */
const clockTolerance = 2_000;

/** Checks every record of a segment; stops at the first that is wrong. */
export async function verifySegment(expected: SegmentExpectations): Promise<CheckedSegment> {
  const { folder, name, anchors } = expected;
  const checked = uncheckedSegment(name);
  const roots = new Map(anchors.map(({ size }) => [size, '']));
  const tree = createMerkleTree();
  let last: StoredRecord | undefined;
  const torn = await readLines(segmentFile(folder, name), (line) => {
    const record = recordOf(line);
    const problem = typeof record === 'string' ? record : recordProblem(expected, checked, record, last, tree.root);
    if (typeof record === 'string' || problem !== undefined) {
      checked.findings.push({ level: 'tampered', segment: name, seq: tree.size, problem: problem ?? '' });
      return false;
    }
    tree.add(record.hash);
    checked.hashes.push(record.hash);
    if (roots.has(tree.size)) roots.set(tree.size, tree.root());
    note(checked, record, last);
    last = record;
    return true;
  }).catch((error: unknown) => {
    if (!(error instanceof DamagedFile)) throw error;
    checked.findings.push({ level: 'tampered', segment: name, seq: tree.size, problem: error.message });
    return undefined;
  });
  if (torn) checked.torn = torn;
  if (!checked.findings.some(({ level }) => level === 'tampered')) checkAnchors(checked, anchors, roots);
  return checked;
}

function uncheckedSegment(name: string): CheckedSegment {
  const none = { hashes: [], claims: [], intents: [], outcomes: [], findings: [] };
  return { name, signed: 0, isSealed: false, checkpoints: new Set(), ...none };
}

/** The record of a line that is exactly what its hash was made of, or what is wrong with it. */
function recordOf(line: string): StoredRecord | string {
  const parsed = StoredRecord.safeParse(parseJson(line));
  if (!parsed.success) return 'the line is no record';
  const { hash, ...body } = parsed.data;
  const right = chained(canonicalMembers(body));
  if (right.hash !== hash) return `its hash is ${hash}, but its content has ${right.hash}`;
  return right.line === line ? parsed.data : 'the line is not in canonical form';
}

function recordProblem(
  { name, keyIds, openNote }: SegmentExpectations,
  checked: CheckedSegment,
  record: StoredRecord,
  last: StoredRecord | undefined,
  root: () => string,
): string | undefined {
  const seq = checked.hashes.length;
  if (checked.isSealed) return 'it stands behind the seal';
  if (record.seg !== name) return `it belongs to ${record.seg}`;
  if (record.seq !== seq) return `expected record ${seq}, found ${record.seq}`;
  if (!last) return openingProblem(record, keyIds);
  if (record.prev !== last.hash) return `it follows ${record.prev}, but ${last.hash} stands before it`;
  if (record.ev === 'segment.opened') return 'a segment opens twice';
  if (record.ev !== 'checkpoint' && record.ev !== 'segment.sealed') return undefined;
  return checkpointProblem(record, openNote, root());
}

function openingProblem(record: StoredRecord, keyIds: ReadonlySet<string>): string | undefined {
  const opening = Opening.safeParse(record.segment);
  if (record.ev !== 'segment.opened' || !opening.success) return 'the first record does not open the segment';
  if (!keyIds.has(opening.data.key_id)) return `its key ${opening.data.key_id} is not trusted`;
  const prev = genesisHash(record.seg, opening.data.key_id, record.segment);
  return record.prev === prev ? undefined : `it follows ${record.prev}, expected ${prev}`;
}

function checkpointProblem(record: StoredRecord, openNote: OpenNote, root: string): string | undefined {
  const signed = Signed.safeParse(record.checkpoint);
  if (!signed.success) return 'the checkpoint has a wrong form';
  const { note: text, ...checkpoint } = signed.data;
  const opened = openNote(text);
  if (typeof opened === 'string') return `the checkpoint does not hold: ${opened}`;
  const { hash: _, ...body } = record;
  const digest = bodyHash(canonicalJson({ ...body, checkpoint }));
  const isOwn = opened.segment === record.seg && opened.lines.includes(`body ${digest}`);
  if (!isOwn) return 'the checkpoint was made for another record';
  if (opened.size !== record.seq || checkpoint.size !== record.seq)
    return `the checkpoint is of ${opened.size} records`;
  return opened.root === root && checkpoint.root === root ? undefined : 'the checkpoint has another root';
}

/** Takes from a right record what other segments are held against. */
function note(checked: CheckedSegment, record: StoredRecord, last: StoredRecord | undefined): void {
  const { seq, ev, corr } = record;
  if (ev === 'checkpoint' || ev === 'segment.sealed') {
    checked.checkpoints.add(seq);
    checked.signed = seq + 1;
  }
  if (ev === 'segment.sealed') checked.isSealed = true;
  if (corr !== undefined && isIntent(ev)) checked.intents.push({ call: corr, seq });
  if (corr !== undefined && isOutcome(ev)) checked.outcomes.push(corr);
  if (last && Date.parse(record.ts) < Date.parse(last.ts) - clockTolerance) {
    const problem = `the clock was set back from ${last.ts} to ${record.ts}`;
    checked.findings.push({ level: 'incomplete', segment: checked.name, seq, problem });
  }
  checked.claims.push(...claimsOf(checked.name, record));
}

function claimsOf(name: string, { seq, ev, segment, detail }: StoredRecord): Claim[] {
  const by = { segment: name, seq };
  if (ev === 'segment.opened') {
    const heads = Opening.safeParse(segment).data?.heads ?? [];
    return heads.map((head) => ({ kind: 'head', by, ...head }));
  }
  const told = Told.safeParse(detail);
  if (!told.success) return [];
  const { gap, recovered } = told.data;
  if (ev === 'gap' && gap) return [{ kind: 'gap', by, ...gap }];
  if (ev !== 'segment.recovered' || !recovered) return [];
  const { torn_bytes: bytes = 0, torn_digest: digest = '', ...head } = recovered;
  return [{ kind: 'recovered', by, ...head, torn: { bytes, digest } }];
}

function checkAnchors(checked: CheckedSegment, anchors: readonly Checkpoint[], roots: Map<number, string>): void {
  for (const anchor of anchors) {
    const problem = anchorProblem(checked, anchor, roots);
    if (problem !== undefined) {
      const seq = Math.min(anchor.size, checked.hashes.length);
      checked.findings.push({ level: 'tampered', segment: checked.name, seq, problem });
      return;
    }
    checked.signed = Math.max(checked.signed, anchor.size);
  }
}

function anchorProblem(checked: CheckedSegment, anchor: Checkpoint, roots: Map<number, string>): string | undefined {
  const { size, root, lines } = anchor;
  const { hashes, checkpoints } = checked;
  if (size > hashes.length) return `a signed checkpoint has ${size} records, the segment ${hashes.length}`;
  if (roots.get(size) !== root) return `a signed checkpoint of ${size} records has another root`;
  const isRecorded = lines.some((line) => line.startsWith('body '));
  return isRecorded && !checkpoints.has(size) ? 'a signed checkpoint is not where it was recorded' : undefined;
}
