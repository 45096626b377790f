import { isIPv6 } from 'node:net';
import type { Finding } from '../finding.ts';
import { cueBefore } from './cue.ts';

const dotted = /(?<![\p{L}\p{N}_.-])\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?![\p{L}\p{N}_]|\.\d|-\p{L})/gu;
const hextets = /(?<![\p{L}\p{N}_:.])[0-9a-f]{0,4}:[0-9a-f:.]{2,42}(?![\p{L}\p{N}_])/giu;

/** Below this, four numbers with dots are more often a version or a section than an address. */
const versionLike = 32;

/** Finds IP addresses that can name someone: loopback, unspecified, masks and versions are left. */
export function findIpAddresses(text: string, field: string): Finding[] {
  const findings: Finding[] = [];
  for (const { 0: address, index } of text.matchAll(dotted)) {
    if (isIpv4(address, index, text, field)) findings.push({ kind: 'ip', start: index, end: index + address.length });
  }
  if (!text.includes(':')) return findings;
  for (const { 0: found, index } of text.matchAll(hextets)) {
    const address = found.replace(/[:.]$/, (end) => (found.endsWith('::') ? end : ''));
    if (isIpv6(address)) findings.push({ kind: 'ip', start: index, end: index + address.length });
  }
  return findings;
}

function isIpv4(address: string, index: number, text: string, field: string): boolean {
  const parts = address.split('.');
  const octets = parts.map(Number);
  if (octets.some((octet, place) => octet > 255 || String(octet) !== parts[place])) return false;
  const [first = 0, , third = 0, fourth = 0] = octets;
  if (first === 0 || first === 127 || first >= 240 || (third === 0 && fourth === 0)) return false;
  // "Chrome/120.0.6.9" is a version, "https://120.0.6.9" an address.
  if (text[index - 1] === '/' && text[index - 2] !== '/') return false;
  const cue = cueBefore(text, index, field);
  if (cue === 'version' || cue === 'reference') return false;
  return cue === 'address' || octets.some((octet) => octet >= versionLike);
}

function isIpv6(address: string): boolean {
  if (!isIPv6(address) || address.length < 6 || !/\d/.test(address)) return false;
  // Eight pairs are the identifier of a network card, and nothing but one or two digits between colons is a time.
  return !/^(?:[0-9a-f]{2}:){7}[0-9a-f]{2}$/i.test(address) && /[0-9a-f]{3}|[a-f]/i.test(address);
}
