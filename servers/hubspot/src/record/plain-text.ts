import { htmlElements } from './html-element.ts';

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };
const lineBreaks = /^\/?(br|p|div|li|tr|h[1-6])\b/i;
const hidden = /^(script|style|head|title)\b/i;

/** Reads HTML as text: no markup, no scripts or styles, one space where there were several, a line where a block ended. */
export function plainText(html: string): string {
  const text = withoutTags(html).replace(
    /&(#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8});/gi,
    (whole, name: string) => decode(name) ?? whole,
  );
  const lines = text.split('\n').map((line) => line.replace(/\s+/g, ' ').trim());
  return lines.filter(Boolean).join('\n');
}

function withoutTags(html: string): string {
  const shown = readPieces(html).map(({ kind, text }) => {
    if (kind === 'text' || kind === 'words') return text;
    return kind === 'markup' && lineBreaks.test(text.slice(1)) ? '\n' : '';
  });
  return shown.join('');
}

/**
 * A part of HTML: text, markup, what is never shown such as a script, or words behind a bracket, which are of no element that there is: a
 * page shows nothing of these either, but they were meant to be read.
 */
interface Piece {
  kind: 'text' | 'markup' | 'hidden' | 'words';
  text: string;
}

/** Splits instead of matching tags: what people paste into notes can make a pattern slow. */
export function readPieces(html: string): Piece[] {
  const [start = '', ...parts] = html.split('<');
  const pieces: Piece[] = [{ kind: 'text', text: start }];
  let skipped: { piece: Piece; name: string } | undefined;
  for (const part of parts) {
    if (skipped && !part.toLowerCase().startsWith(`/${skipped.name}`)) {
      skipped.piece.text += `<${part}`;
      continue;
    }
    // Whoever closes a style or a title means it; nobody means a script in a text.
    if (skipped && skipped.name !== 'script') skipped.piece.kind = 'markup';
    skipped = undefined;
    const end = part.indexOf('>') + 1;
    const isTag = end > 0 && isMarkup(part);
    const name = isTag ? hidden.exec(part)?.[1]?.toLowerCase() : undefined;
    if (name !== undefined) {
      skipped = { piece: { kind: 'hidden', text: `<${part}` }, name };
      pieces.push(skipped.piece);
    } else if (isTag || /^[a-z]/i.test(part)) {
      const cut = end || part.length;
      pieces.push({ kind: isTag ? 'markup' : 'words', text: `<${part.slice(0, cut)}` });
      pieces.push({ kind: 'text', text: part.slice(cut) });
    } else pieces.push({ kind: 'text', text: `<${part}` });
  }
  return pieces;
}

/** Whether what follows a bracket is of HTML, or of XML in it such as `o:p`; words that people put between brackets are not. */
function isMarkup(part: string): boolean {
  const name = /^\/?([a-z][a-z0-9]*(?::[a-z0-9]+)?)(?=[\s/>])/i.exec(part)?.[1]?.toLowerCase() ?? '';
  return /^[!?]/.test(part) || name.includes(':') || htmlElements.has(name);
}

function decode(name: string): string | undefined {
  if (!name.startsWith('#')) return entities[name.toLowerCase()];
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code).toWellFormed() : '';
}
