import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';

/** The state of one segment at one moment, in the form of a C2SP tlog-checkpoint. */
export interface Checkpoint {
  segment: string;
  /** Records under the root. */
  size: number;
  /** Base64 of the Merkle root. */
  root: string;
  /** Further lines, `name value` each. */
  lines: readonly string[];
}

/** A key that signs, or whose signatures are trusted. */
export interface NoteKey {
  /** Hexadecimal of the four bytes that a signature line begins with. */
  id: string;
  /** The 32 raw bytes in Base64. */
  publicText: string;
  publicKey: KeyObject;
}

const signer = 'bizmcp-audit';
const originPrefix = `${signer}/`;
/** DER of an Ed25519 public key up to its raw bytes. */
const keyHeader = Buffer.from('302a300506032b6570032100', 'hex');

/** The key whose raw bytes are given in Base64. Throws when they are not those of an Ed25519 key. */
export function noteKey(publicText: string): NoteKey {
  const raw = Buffer.from(publicText, 'base64');
  const publicKey = createPublicKey({ key: Buffer.concat([keyHeader, raw]), format: 'der', type: 'spki' });
  const id = createHash('sha256').update(`${signer}\n`).update(Buffer.of(1)).update(raw).digest('hex').slice(0, 8);
  return { id, publicText, publicKey };
}

/** The Base64 of a public key's raw bytes. */
export function publicTextOf(publicKey: KeyObject): string {
  return publicKey.export({ format: 'der', type: 'spki' }).subarray(keyHeader.length).toString('base64');
}

/** Writes a checkpoint as a C2SP signed note. */
export function signNote(checkpoint: Checkpoint, privateKey: KeyObject, keyId: string): string {
  const { segment, size, root, lines } = checkpoint;
  const text = [`${originPrefix}${segment}`, size, root, ...lines, ''].join('\n');
  const signature = Buffer.concat([Buffer.from(keyId, 'hex'), sign(null, Buffer.from(text), privateKey)]);
  return `${text}\n\u2014 ${signer} ${signature.toString('base64')}\n`;
}

/** Reads a signed note; a string says why it can't be trusted. */
export function openNote(note: string, trusted: readonly NoteKey[]): Checkpoint | string {
  const shape = /^(?<text>(?:[^\n]+\n){3,})\n\u2014 bizmcp-audit (?<signature>[A-Za-z0-9+/]+=*)\n$/u.exec(note);
  if (!shape?.groups) return 'it is no signed note';
  const { text = '', signature = '' } = shape.groups;
  const signed = Buffer.from(signature, 'base64');
  const id = signed.subarray(0, 4).toString('hex');
  const key = trusted.find((candidate) => candidate.id === id);
  if (!key) return `its key ${id} is not trusted`;
  if (signed.length !== 68 || signed.toString('base64') !== signature) return 'its signature has a wrong form';
  if (!verify(null, Buffer.from(text), key.publicKey, signed.subarray(4))) return 'its signature is wrong';
  const [origin = '', size = '', root = '', ...lines] = text.trimEnd().split('\n');
  if (!origin.startsWith(originPrefix) || !/^\d{1,15}$/.test(size)) return 'it is no checkpoint';
  return { segment: origin.slice(originPrefix.length), size: Number(size), root, lines };
}

/** Reads signed notes as {@link openNote} does. */
export type OpenNote = (note: string) => Checkpoint | string;

/** Reads signed notes and checks each signature once, however often the note comes. */
export function noteOpener(trusted: readonly NoteKey[]): OpenNote {
  const opened = new Map<string, Checkpoint | string>();
  return (note) => {
    const known = opened.get(note) ?? openNote(note, trusted);
    opened.set(note, known);
    return known;
  };
}
