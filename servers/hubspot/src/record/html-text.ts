import type { CrmDefinition } from '../portal/crm-property.ts';
import { isMarkup } from './plain-text.ts';

/** Warns of words between angle brackets in a text that HubSpot keeps as HTML: a page shows nothing of them. */
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
  const [, ...parts] = html.split('<');
  return parts.flatMap((part) => {
    const end = part.indexOf('>');
    return end > 0 && /^[a-z]/i.test(part) && !isMarkup(part) ? [`<${part.slice(0, Math.min(end, 60))}>`] : [];
  });
}
