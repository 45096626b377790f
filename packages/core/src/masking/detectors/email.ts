import type { Finding } from '../finding.ts';

const localCharacter = /[\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]/u;
const domainCharacter = /[\p{L}\p{N}.-]/u;
const topLevel = /\.(?:\p{L}{2,63}|xn--[a-z0-9-]{2,59})$/iu;

/** Longest local part and domain, RFC 5321 section 4.5.3.1. */
const longestLocal = 64;
const longestDomain = 253;

// Image names for dense screens (logo@2x.png) and package versions look like addresses; these endings are no top-level domains.
const fileEnding = /\.(?:png|jpe?g|gif|svg|webp|pdf|js|css|html?|json|txt|csv|xlsx?|docx?|tgz|gz)$/i;

/** Finds email addresses by walking outwards from each `@`; linear, because both walks are bounded. */
export function findEmails(text: string): Finding[] {
  const findings: Finding[] = [];
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const start = localStart(text, at);
    const end = domainEnd(text, at);
    const domain = text.slice(at + 1, end);
    // git@host:path is how a repository is cloned; it names nobody.
    const isRepository = text.slice(start, at) === 'git' && text[end] === ':';
    if (start < at && isDomain(domain) && !isRepository) findings.push({ kind: 'email', start, end });
  }
  return findings;
}

function localStart(text: string, at: number): number {
  let start = at;
  while (start > 0 && at - start < longestLocal && localCharacter.test(text[start - 1] ?? '')) start -= 1;
  // Dots and punctuation before an address belong to the sentence; "a=b@c.de" in a query is b@c.de.
  const local = text.slice(start, at);
  const opening = /^.*[=/?&'`{|]/.exec(local)?.[0].length ?? 0;
  while (start + opening < at && /[.!#$%*^~-]/.test(text[start + opening] ?? '')) start += 1;
  return start + opening;
}

function domainEnd(text: string, at: number): number {
  let end = at + 1;
  while (end < text.length && end - at <= longestDomain && domainCharacter.test(text[end] ?? '')) end += 1;
  while (end > at + 1 && /[.-]/.test(text[end - 1] ?? '')) end -= 1;
  return end;
}

function isDomain(domain: string): boolean {
  if (!topLevel.test(domain) || fileEnding.test(domain)) return false;
  return domain.split('.').every((label) => label !== '' && !label.startsWith('-') && !label.endsWith('-'));
}
