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

/** Splits instead of matching tags: what people paste into notes can make a pattern slow. */
function withoutTags(html: string): string {
  const [start = '', ...parts] = html.split('<');
  let text = start;
  let skipped = '';
  for (const part of parts) {
    const end = part.indexOf('>');
    const isTag = end !== -1 && isMarkup(part);
    if (skipped) {
      if (part.toLowerCase().startsWith(`/${skipped}`)) skipped = '';
      else continue;
    }
    if (!isTag) {
      text += `<${part}`;
      continue;
    }
    skipped = hidden.exec(part)?.[1]?.toLowerCase() ?? '';
    if (!skipped) text += (lineBreaks.test(part) ? '\n' : '') + part.slice(end + 1);
  }
  return text;
}

/** Whether what follows a bracket is of HTML, or of XML in it such as `o:p`; words that people put between brackets are not. */
export function isMarkup(part: string): boolean {
  const name = /^\/?([a-z][a-z0-9]*(?::[a-z0-9]+)?)(?=[\s/>])/i.exec(part)?.[1]?.toLowerCase() ?? '';
  return /^[!?]/.test(part) || name.includes(':') || htmlElements.has(name);
}

function decode(name: string): string | undefined {
  if (!name.startsWith('#')) return entities[name.toLowerCase()];
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code).toWellFormed() : '';
}
