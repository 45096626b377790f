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

type Find = (plain: string) => readonly Finding[];

/** Hides in a free text what the reader is not cleared for: personal data by the class of its kind, secrets always. */
export function maskFreeText(text: string, isCleared: (data: DataClass) => boolean, context: TextContext = {}): string {
  const { field = '', shown, pseudonym } = context;
  if (credentialField.test(field) && /^\S{8,}(?:$|… )/.test(text)) return '[secret]';
  if (text.length < 6) return text;
  const isWanted = (kind: DetectedKind) => kind !== shown && !isCleared(detectedKinds[kind]);
  // An address that opens by itself for a while is made to be handed on: without its token it is none.
  const withoutSecrets = shown === 'signed_address' ? text : replace(text, findSecrets, undefined);
  if (opaqueField.test(field)) return withoutSecrets;
  return replace(withoutSecrets, (plain) => findPersonal(plain, isWanted, field), pseudonym);
}

/** The longest secret of one form, and some: what goes on further is none. */
const longestReach = 25_000;

/** The last place up to `end` where a text can be cut and nothing that masking hides whole is in two. */
export function placeToCut(text: string, end: number): number {
  const near = text.slice(0, end + longestReach);
  const all = [findSecrets, (plain: string) => findPersonal(plain, () => true)];
  const places = all.flatMap((find) => stretchesOf(near, find));
  return Math.min(end, ...places.filter((place) => place.start < end && end < place.end).map(({ start }) => start));
}

function replace(text: string, find: Find, pseudonym: Pseudonym | undefined): string {
  let position = 0;
  let masked = '';
  for (const { kind, plain, start, end } of stretchesOf(text, find)) {
    if (start >= position) masked += text.slice(position, start) + maskText(plain, kind, pseudonym);
    position = Math.max(position, end);
  }
  return masked + text.slice(position);
}

/** What is found in a text as it is meant, with its places in the text as it is written. */
function stretchesOf(text: string, find: Find): (Finding & { plain: string })[] {
  const folded = foldText(text);
  const plain = folded?.text ?? text;
  const placeOf = (index: number) => (folded ? folded.placeOf(index) : index);
  return find(plain)
    .toSorted((one, other) => one.start - other.start)
    .map(({ kind, start, end }) => ({
      kind,
      plain: plain.slice(start, end),
      start: placeOf(start),
      end: placeOf(end),
    }));
}
