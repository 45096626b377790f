import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasCode, readPublicKeys } from '../audit-keys.ts';
import { readNotes, splitNotes } from '../ledger.ts';
import { tombstoneEnding } from '../retention.ts';
import { listSegments } from '../segment-reader.ts';
import { type Checkpoint, type NoteKey, noteKey, noteOpener, type OpenNote } from '../signed-note.ts';
import {
  type CheckedSegment,
  type Claim,
  type Finding,
  type SegmentExpectations,
  verifySegment,
} from './verify-segment.ts';

/** What a trail is held against besides itself. */
export interface VerifyOptions {
  /** Public keys in Base64. Default: those beside the trail. */
  publicKeys?: readonly string[];
  /** Signed checkpoints that were kept off this computer, as one text. Those beside the trail count too. */
  anchors?: string;
}

/** The outcome of a verification. */
export interface Verification {
  /** 0 intact, 1 tampered, 2 incomplete, 3 unreadable. */
  exitCode: 0 | 1 | 2 | 3;
  segments: number;
  records: number;
  /** Records that no signature covers: who can write the folder could have changed them unseen. */
  unanchored: number;
  /** What is wrong, the worst first. */
  findings: Finding[];
}

/** Checks a whole audit trail. It changes nothing and never throws. */
export async function verifyAuditTrail(folder: string, options: VerifyOptions = {}): Promise<Verification> {
  try {
    return await verifyTrail(folder, options);
  } catch (error) {
    const problem = error instanceof Error ? error.message : 'it cannot be read';
    return { exitCode: 3, segments: 0, records: 0, unanchored: 0, findings: [{ level: 'unreadable', problem }] };
  }
}

async function verifyTrail(folder: string, options: VerifyOptions): Promise<Verification> {
  const names = await listSegments(folder);
  const keys = options.publicKeys ? options.publicKeys.map(noteKey) : keptKeys(folder);
  const findings: Finding[] = [];
  if (names.length > 0 && keys.length === 0) throw new Error('There is no public key to verify the trail with');
  const openNote = noteOpener(keys);
  const keyIds = new Set(keys.map(({ id }) => id));
  const notes = [...(await readNotes(folder)), ...splitNotes(options.anchors ?? '')];
  const anchors = openAll(notes, openNote, findings);
  const tombstones = readTombstones(folder, openNote, findings);
  // Another folder than was meant is not an intact trail.
  if (names.length + notes.length + tombstones.size === 0) throw new Error('There is no audit trail in this folder');
  const checked = new Map<string, CheckedSegment>();
  for (const name of names) {
    const expected = { folder, name, keyIds, openNote, anchors: anchors.filter(({ segment }) => segment === name) };
    const segment = await tryVerify(expected, findings);
    if (segment) checked.set(name, segment);
  }
  const segments = [...checked.values()];
  const claims = segments.flatMap((segment) => segment.claims);
  const wrong = [
    ...findings,
    ...segments.flatMap((segment) => segment.findings),
    ...claims.flatMap((claim) => claimProblems(claim, checked, tombstones)),
    ...missingSegments([...claims, ...anchors], names, tombstones),
  ];
  cover(claims, checked);
  return summaryOf(segments, [...wrong, ...openEnds(checked, claims), ...loneIntents(segments, claims)]);
}

function keptKeys(folder: string): NoteKey[] {
  try {
    return readPublicKeys(folder);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return [];
    throw error;
  }
}

function openAll(notes: readonly string[], openNote: OpenNote, findings: Finding[]): Checkpoint[] {
  return notes.flatMap((note) => {
    const opened = openNote(note);
    if (typeof opened !== 'string') return [opened];
    findings.push({ level: 'incomplete', problem: `a checkpoint that was kept can't be used: ${opened}` });
    return [];
  });
}

function readTombstones(folder: string, openNote: OpenNote, findings: Finding[]): Map<string, Checkpoint> {
  const files = readdirSync(folder).filter((name) => name.endsWith(tombstoneEnding));
  return new Map(
    files.flatMap((file): [string, Checkpoint][] => {
      const segment = file.slice(0, -tombstoneEnding.length);
      const opened = openNote(readFileSync(join(folder, file), 'utf8'));
      const isOwn = typeof opened !== 'string' && opened.segment === segment && headOf(opened) !== undefined;
      if (isOwn) return [[segment, opened]];
      findings.push({ level: 'tampered', segment, problem: 'its tombstone is not signed by a trusted key' });
      return [];
    }),
  );
}

function headOf({ lines }: Checkpoint): string | undefined {
  return lines.find((line) => line.startsWith('head '))?.slice(5);
}

async function tryVerify(expected: SegmentExpectations, findings: Finding[]): Promise<CheckedSegment | undefined> {
  try {
    return await verifySegment(expected);
  } catch (error) {
    const problem = error instanceof Error ? error.message : 'it cannot be read';
    findings.push({ level: 'unreadable', segment: expected.name, problem });
    return undefined;
  }
}

/** Where a segment is not what a record of another one says of it. */
function claimProblems(
  claim: Claim,
  checked: Map<string, CheckedSegment>,
  tombstones: Map<string, Checkpoint>,
): Finding[] {
  const { segment, seq, hash, by, kind, torn } = claim;
  const found = checked.get(segment);
  const witness = `record ${by.seq} of ${by.segment}`;
  const differs = (problem: string): Finding[] => [{ level: 'tampered', segment, seq, problem }];
  if (!found) {
    const tombstone = tombstones.get(segment);
    if (!tombstone || seq < tombstone.size - 1) return [];
    const isRight = seq === tombstone.size - 1 && hash === headOf(tombstone);
    return isRight ? [] : differs(`${witness} knows another end of it than its tombstone`);
  }
  if (found.findings.some(({ level }) => level === 'tampered')) return [];
  if (seq >= 0 && found.hashes[seq] !== hash) return differs(`${witness} names another record there`);
  if (kind !== 'recovered' || found.hashes.length !== seq + 1) return [];
  const tail = found.torn ?? { bytes: 0, digest: '' };
  const isSame = tail.bytes === torn?.bytes && tail.digest === torn.digest;
  return isSame ? [] : differs(`${witness} knows another torn end of it`);
}

function missingSegments(
  references: readonly { segment: string }[],
  names: readonly string[],
  tombstones: Map<string, Checkpoint>,
): Finding[] {
  const missing = new Set(references.map(({ segment }) => segment));
  for (const name of [...names, ...tombstones.keys()]) missing.delete(name);
  return [...missing].map((segment) => ({ level: 'incomplete', segment, problem: 'it is missing' }));
}

/** A record of another segment that is signed itself stands for what it names, and that for what it names in turn. */
function cover(claims: readonly Claim[], checked: Map<string, CheckedSegment>): void {
  let hasChanged = true;
  while (hasChanged) {
    hasChanged = false;
    for (const { by, segment, seq } of claims) {
      const found = checked.get(segment);
      const witness = checked.get(by.segment);
      if (!found || !witness || by.seq >= witness.signed || found.signed > seq) continue;
      found.signed = seq + 1;
      hasChanged = true;
    }
  }
}

function openEnds(checked: Map<string, CheckedSegment>, claims: readonly Claim[]): Finding[] {
  return [...checked.values()].flatMap(({ name, hashes, isSealed, torn, findings }): Finding[] => {
    if (findings.some(({ level }) => level === 'tampered')) return [];
    const at = { level: 'incomplete', segment: name, seq: hashes.length } as const;
    if (isSealed) return torn ? [{ ...at, level: 'tampered', problem: 'bytes stand behind the seal' }] : [];
    const end = claims.find(({ segment, kind }) => segment === name && kind !== 'head');
    if (end?.kind === 'gap') return [];
    if (end && end.seq === hashes.length - 1) return [];
    const tail = torn ? `; its last ${torn.bytes} bytes are no whole record` : '';
    return [{ ...at, problem: `it has no seal: its process still runs, or ended without one${tail}` }];
  });
}

/** Calls that began and have no end. Behind a gap stand calls that were refused because their record was not safe. */
function loneIntents(segments: readonly CheckedSegment[], claims: readonly Claim[]): Finding[] {
  const ended = new Set(segments.flatMap(({ outcomes }) => outcomes));
  return segments.flatMap(({ name, intents }) => {
    const end = claims.find(({ segment, kind }) => segment === name && kind === 'gap')?.seq ?? Number.POSITIVE_INFINITY;
    const lone = intents.filter(({ call, seq }) => seq <= end && !ended.has(call)).length;
    return lone === 0
      ? []
      : [{ level: 'incomplete', segment: name, problem: `${lone} calls have no outcome` } as const];
  });
}

function summaryOf(segments: readonly CheckedSegment[], findings: readonly Finding[]): Verification {
  const levels = ['tampered', 'unreadable', 'incomplete'] as const;
  const sorted = levels.flatMap((level) => findings.filter((finding) => finding.level === level));
  const records = segments.reduce((sum, { hashes }) => sum + hashes.length, 0);
  const signed = segments.reduce((sum, segment) => sum + Math.min(segment.signed, segment.hashes.length), 0);
  const codes = { tampered: 1, unreadable: 3, incomplete: 2 } as const;
  const worst = sorted[0]?.level;
  const exitCode = worst === undefined ? 0 : codes[worst];
  return { exitCode, segments: segments.length, records, unanchored: records - signed, findings: sorted };
}
