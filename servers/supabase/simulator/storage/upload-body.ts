import { storageErrors } from './storage-error.ts';

/** A file as it was sent: raw, or as a part of a form. */
export interface UploadedFile {
  readonly bytes: Uint8Array;
  readonly contentType: string;
  readonly cacheControl: string;
}

interface Part {
  readonly name: string;
  readonly isFile: boolean;
  readonly contentType: string;
  readonly bytes: Buffer;
}

const readPart = (part: Buffer): Part | undefined => {
  const end = part.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const head = part.subarray(0, end).toString('utf8');
  const name = /name="([^"]*)"/i.exec(head)?.[1] ?? '';
  const contentType = /^content-type:\s*(.+)$/im.exec(head)?.[1]?.trim() ?? 'text/plain';
  return { name, isFile: /filename="/i.test(head), contentType, bytes: part.subarray(end + 4) };
};

/** Splits a form into its parts: RFC 7578. */
const readParts = (bytes: Uint8Array, boundary: string): readonly Part[] => {
  const whole = Buffer.from(bytes);
  const mark = `--${boundary}`;
  const parts: Part[] = [];
  let start = whole.indexOf(mark);
  while (start >= 0) {
    const next = whole.indexOf(`\r\n${mark}`, start + mark.length);
    if (next < 0) break;
    const part = readPart(whole.subarray(start + mark.length + 2, next));
    if (part !== undefined) parts.push(part);
    start = next + 2;
  }
  return parts;
};

const cacheHeader = (seconds: string): string => (/^\d+$/.test(seconds) ? `max-age=${seconds}` : seconds);

export const readUpload = (headers: Headers, bytes: Uint8Array): UploadedFile => {
  const contentType = headers.get('content-type') ?? 'application/octet-stream';
  const boundary = /^multipart\/form-data;.*boundary="?([^";]+)/i.exec(contentType)?.[1];
  if (boundary === undefined) {
    return { bytes, contentType, cacheControl: headers.get('cache-control') ?? 'no-cache' };
  }
  const parts = readParts(bytes, boundary);
  const file = parts.find(({ isFile }) => isFile);
  if (file === undefined) throw storageErrors.invalidBody('the form has no file');
  const seconds = parts.find(({ name }) => name === 'cacheControl')?.bytes.toString('utf8') ?? 'no-cache';
  return { bytes: file.bytes, contentType: file.contentType, cacheControl: cacheHeader(seconds) };
};
