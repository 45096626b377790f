import { cutText } from '@bizmcp/core';
import type { CrmDefinition } from '../portal/crm-property.ts';
import { readPieces } from './plain-text.ts';

/** Warns of words behind an angle bracket, and of scripts, in a text that HubSpot keeps as HTML: a page shows nothing of them. */
export function warnOfLostWords(
  values: Readonly<Record<string, string>>,
  definitions: ReadonlyMap<string, CrmDefinition> | undefined,
): string[] {
  return Object.entries(values).flatMap(([name, value]) => {
    const lost = definitions?.get(name)?.fieldType === 'html' ? lostWords(value) : [];
    return lost.length > 0
      ? [`${name} is HTML, so that HubSpot will not show ${lost.slice(0, 5).join(', ')}: write &lt; in place of <`]
      : [];
  });
}

/** Such as an address as mail programs write it: to a browser it is an element that it does not know. */
function lostWords(html: string): string[] {
  const lost = readPieces(html).filter(({ kind }) => kind === 'words' || kind === 'hidden');
  return lost.map(({ text }) => cutText(text, 60));
}
