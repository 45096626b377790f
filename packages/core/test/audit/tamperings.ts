import { generateKeyPairSync } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AuditKeys } from '../../src/audit/audit-keys.ts';
import { chained } from '../../src/audit/hash-chain.ts';
import { createSegmentChain } from '../../src/audit/segment-chain.ts';
import { noteKey, publicTextOf } from '../../src/audit/signed-note.ts';
import { canonicalMembers } from '../../src/json/canonical-json.ts';

/** A whole number from 0 to `below` - 1. */
export type Pick = (below: number) => number;

/** What a tampering did: the segment and the first of its records that is not what it was. */
export interface Damage {
  file: string;
  seq: number;
}

/** One way to spoil a trail; undefined when it changed nothing. */
export type Tampering = (folder: string, pick: Pick) => Damage | undefined;

const filesOf = (folder: string) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .sort();

/** Changes the lines of a random segment; `change` returns the first line that it touched. */
function onLines(change: (lines: string[], pick: Pick, folder: string) => number): Tampering {
  return (folder, pick) => {
    const files = filesOf(folder);
    const file = files[pick(files.length)] ?? '';
    const before = readFileSync(join(folder, file), 'utf8');
    const lines = before.trimEnd().split('\n');
    const seq = change(lines, pick, folder);
    const after = lines.map((line) => `${line}\n`).join('');
    writeFileSync(join(folder, file), after);
    return after === before ? undefined : { file, seq };
  };
}

function onBytes(change: (bytes: Buffer, pick: Pick) => { bytes: Buffer; at: number }): Tampering {
  return (folder, pick) => {
    const files = filesOf(folder);
    const file = files[pick(files.length)] ?? '';
    const before = readFileSync(join(folder, file));
    const { bytes, at } = change(Buffer.from(before), pick);
    writeFileSync(join(folder, file), bytes);
    const seq = before.subarray(0, at).toString('latin1').split('\n').length - 1;
    return bytes.equals(before) ? undefined : { file, seq };
  };
}

/** Someone without the key who makes every hash and every `prev` fit again. */
function rechain(lines: string[], from: number): void {
  let prev: string | undefined;
  for (const [index, line] of lines.entries()) {
    const { hash, ...body } = JSON.parse(line);
    if (index < from) {
      prev = hash;
      continue;
    }
    const next = chained(canonicalMembers({ ...body, seq: index, ...(prev !== undefined && { prev }) }));
    lines[index] = next.line;
    prev = next.hash;
  }
}

function strangersKeys(): AuditKeys {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return { ...noteKey(publicTextOf(publicKey)), privateKey, digest: (text) => text };
}

/** Writes a segment anew from its first record to its seal, under another key. */
function resigned(lines: string[]): void {
  const [first = '{}', ...rest] = lines.map((line) => JSON.parse(line));
  const { seg, segment: opening, where } = first;
  const chain = createSegmentChain({ id: seg, keys: strangersKeys(), where, opening, now: Date.now });
  for (const {
    ev,
    where: _where,
    mono_ns: _mono,
    v: _v,
    id: _id,
    seq: _seq,
    prev: _prev,
    ts: _ts,
    hash: _hash,
    ...fields
  } of rest) {
    if (ev === 'checkpoint' || ev === 'segment.sealed') chain.stageCheckpoint(ev);
    else chain.stage(canonicalMembers({ ...fields, ev }));
  }
  lines.splice(0, lines.length, ...chain.take().text.trimEnd().split('\n'));
}

/** Every way to spoil a trail that the issue names, and two of someone who knows its format. */
export const tamperings: Readonly<Record<string, Tampering>> = {
  'flip a bit': onBytes((bytes, pick) => {
    const at = pick(bytes.length);
    bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << pick(8)), at);
    return { bytes, at };
  }),
  'delete a record': onLines((lines, pick) => {
    const at = pick(lines.length);
    lines.splice(at, 1);
    return at;
  }),
  'swap two records': onLines((lines, pick) => {
    const [a, b] = [pick(lines.length), pick(lines.length)].sort((one, other) => one - other);
    const [first = 0, second = 0] = [a, b];
    [lines[first], lines[second]] = [lines[second] ?? '', lines[first] ?? ''];
    return first;
  }),
  'duplicate a record': onLines((lines, pick) => {
    const at = pick(lines.length);
    lines.splice(at + 1, 0, lines[at] ?? '');
    return at + 1;
  }),
  'insert a record': onLines((lines, pick) => {
    const at = 1 + pick(lines.length);
    const { hash: _, ...body } = JSON.parse(lines[at - 1] ?? '');
    lines.splice(
      at,
      0,
      chained(canonicalMembers({ ...body, seq: at, ev: 'tool.intent', prev: JSON.parse(lines[at - 1] ?? '').hash }))
        .line,
    );
    return at;
  }),
  'cut within a record': onBytes((bytes, pick) => {
    const at = 1 + pick(bytes.length - 1);
    return { bytes: bytes.subarray(0, at), at };
  }),
  'cut between records': onLines((lines, pick) => {
    const at = pick(lines.length);
    lines.splice(at);
    return at;
  }),
  'replace a segment': (folder, pick) => {
    const files = filesOf(folder);
    const [file = '', other = ''] = [files[pick(files.length)], files[pick(files.length)]];
    if (file === other) return undefined;
    writeFileSync(join(folder, file), readFileSync(join(folder, other)));
    return { file, seq: 0 };
  },
  'drop a segment': (folder, pick) => {
    const files = filesOf(folder);
    const file = files[pick(files.length)] ?? '';
    rmSync(join(folder, file));
    return { file, seq: 0 };
  },
  'roll back to a checkpoint': onLines((lines, pick) => {
    const ends = lines.flatMap((line, index) => (line.includes('"ev":"checkpoint"') ? [index + 1] : []));
    const at = ends[pick(ends.length)] ?? 1;
    lines.splice(at);
    return at;
  }),
  'sign with a foreign key': onLines((lines) => {
    resigned(lines);
    return 0;
  }),
  'change a record and mend the chain': onLines((lines, pick) => {
    const at = pick(lines.length);
    lines[at] = JSON.stringify({ ...JSON.parse(lines[at] ?? ''), mono_ns: 1 });
    rechain(lines, at);
    return at;
  }),
  'take a signature out and mend the chain': onLines((lines, pick) => {
    const signed = lines.flatMap((line, index) => (line.includes('"checkpoint":{') ? [index] : []));
    const at = signed[pick(signed.length)] ?? 0;
    const { checkpoint: _, ...rest } = JSON.parse(lines[at] ?? '');
    lines[at] = JSON.stringify({ ...rest, checkpoint: {} });
    rechain(lines, at);
    return at;
  }),
  'delete a record and mend the chain': onLines((lines, pick) => {
    const at = 1 + pick(lines.length - 1);
    lines.splice(at, 1);
    rechain(lines, at);
    return at;
  }),
};

/** Remembers the files of a trail, to put them back after each tampering. */
export function snapshotOf(folder: string): { restore(): void; recordsIn(file: string): number } {
  const files = new Map(filesOf(folder).map((name) => [name, readFileSync(join(folder, name))]));
  return {
    restore() {
      for (const [name, bytes] of files) {
        const path = join(folder, name);
        if (!existsSync(path) || !readFileSync(path).equals(bytes)) writeFileSync(path, bytes);
      }
    },
    recordsIn: (file) => (files.get(file)?.toString('latin1').split('\n').length ?? 1) - 1,
  };
}
