import type { DataClass } from '../define/data-class.ts';
import { findSecrets } from './detectors/secret.ts';
import { findPersonal } from './find-personal.ts';
import { type DetectedKind, detectedKinds, type Finding } from './finding.ts';
import { foldText } from './fold-text.ts';
import { maskText } from './mask.ts';
import type { Pseudonym } from './pseudonym.ts';

/** What is known about a text besides its words. */
export interface TextContext {
  /** Name of its field: "order_number" says what the digits in it are. */
  field?: string | undefined;
  /** A kind that the field's own class has decided on, and that is therefore shown. */
  shown?: string | undefined;
  pseudonym?: Pseudonym | undefined;
}

// Identifiers and cursors go into the next call as they are; whatever their digits look like, they are no telephone number.
const opaqueField = /(?:^|_)(?:id|ids|uuid|guid|cursor|token|etag|digest|hash|checksum)$|[a-z](?:Id|Ids|Cursor|Token)$/;
const credentialField =
  /^(?:(?:access|refresh|auth|bearer|oauth)_?token|(?:api|private|secret)_?key|client_?secret|password|passwd)$/i;

/** Hides in a free text what the reader is not cleared for: personal data by the class of its kind, secrets always. */
export function maskFreeText(text: string, isCleared: (data: DataClass) => boolean, context: TextContext = {}): string {
  const { field = '', shown, pseudonym } = context;
  if (credentialField.test(field) && /^\S{8,}$/.test(text)) return '[secret]';
  if (text.length < 6) return text;
  const isWanted = (kind: DetectedKind) => kind !== shown && !isCleared(detectedKinds[kind]);
  // An address that opens by itself for a while is made to be handed on: without its token it is none.
  const withoutSecrets = shown === 'signed_address' ? text : replace(text, findSecrets, undefined);
  if (opaqueField.test(field)) return withoutSecrets;
  return replace(withoutSecrets, (plain) => findPersonal(plain, isWanted, field), pseudonym);
}

function replace(text: string, find: (plain: string) => readonly Finding[], pseudonym: Pseudonym | undefined): string {
  const folded = foldText(text);
  const plain = folded?.text ?? text;
  const findings = find(plain);
  if (findings.length === 0) return text;
  let position = 0;
  let masked = '';
  for (const { kind, start, end } of findings.toSorted((one, other) => one.start - other.start)) {
    const place = folded ? folded.placeOf(start) : start;
    if (place >= position) masked += text.slice(position, place) + maskText(plain.slice(start, end), kind, pseudonym);
    position = Math.max(position, folded ? folded.placeOf(end) : end);
  }
  return masked + text.slice(position);
}
