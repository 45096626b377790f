import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import * as z from 'zod';

const Base64Url = z.base64url();

const Sealed = z.strictObject({
  v: z.literal(1),
  /** Which master key opens it; tells nothing about the key. */
  key: z.string(),
  /** Whose record it is. Shown for nothing but sealing it again: a reader says whose it wants. */
  subject: z.string(),
  /** The record's own data key, encrypted with the master key. */
  wrapped: Base64Url,
  data: Base64Url,
});

/** The version of the form, a part of what every record is bound to. */
const formVersion = 1;
const ivBytes = 12;
const tagBytes = 16;

/** A name for a master key that can stand beside the data: the key can't be computed from it. */
export function keyName(masterKey: Uint8Array): string {
  return createHmac('sha256', masterKey).update('bizmcp master key name').digest('base64url').slice(0, 16);
}

/** Encrypts a text under a fresh data key, bound to its subject and its place: elsewhere it does not open. */
export function seal(text: string, subject: string, path: string, masterKey: Uint8Array): Uint8Array {
  const dataKey = randomBytes(32);
  const bound = boundTo(subject, path);
  const sealed: z.input<typeof Sealed> = {
    v: formVersion,
    key: keyName(masterKey),
    subject,
    wrapped: encrypt(dataKey, masterKey, `key|${bound}`),
    data: encrypt(Buffer.from(text), dataKey, `data|${bound}`),
  };
  return Buffer.from(JSON.stringify(sealed));
}

/** The name of the master key that a record was sealed with, and whose it claims to be; undefined for bytes that are no record. */
export function readLabel(bytes: Uint8Array): { key: string; subject: string } | undefined {
  return parse(bytes);
}

/** The sealed text; undefined when a byte was changed, the subject or place is another or the key is not the right one. */
export function unseal(bytes: Uint8Array, subject: string, path: string, masterKey: Uint8Array): string | undefined {
  const sealed = parse(bytes);
  if (sealed?.subject !== subject) return undefined;
  const bound = boundTo(subject, path);
  try {
    const dataKey = decrypt(sealed.wrapped, masterKey, `key|${bound}`);
    return decrypt(sealed.data, dataKey, `data|${bound}`).toString('utf8');
  } catch {
    return undefined;
  }
}

function boundTo(subject: string, path: string): string {
  return JSON.stringify([formVersion, subject, path]);
}

function parse(bytes: Uint8Array): z.output<typeof Sealed> | undefined {
  try {
    const text = Buffer.from(bytes).toString('utf8');
    const parsed = Sealed.safeParse(JSON.parse(text));
    // One form only: a byte that JSON does not care about may not be changed either.
    return parsed.success && JSON.stringify(parsed.data) === text ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

function encrypt(plain: Uint8Array, key: Uint8Array, context: string): string {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(context));
  return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]).toString('base64url');
}

function decrypt(text: string, key: Uint8Array, context: string): Buffer {
  const bytes = Buffer.from(text, 'base64url');
  // The last character has bits that decoding ignores.
  if (bytes.length < ivBytes + tagBytes || bytes.toString('base64url') !== text) throw new RangeError('not as written');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, ivBytes), { authTagLength: tagBytes });
  decipher.setAAD(Buffer.from(context)).setAuthTag(bytes.subarray(-tagBytes));
  return Buffer.concat([decipher.update(bytes.subarray(ivBytes, -tagBytes)), decipher.final()]);
}
