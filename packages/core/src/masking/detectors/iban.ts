import type { Finding } from '../finding.ts';
import { remainder97 } from './checksum.ts';

/** The national part of an IBAN by country, as the registry writes it (n digits, a letters, c both): ISO 13616, SWIFT registry. */
const registry =
  'AD8n12c AE19n AL8n16c AT16n AZ4a20c BA16n BE12n BG4a6n8c BH4a14c BI23n BR23n1a1c BY4c4n16c CH5n12c CR18n CY8n16c CZ20n DE18n ' +
  'DJ23n DK14n DO4c20n EE16n EG25n ES20n FI14n FK2a12n FO14n FR10n11c2n GB4a14n GE2a16n GI4a15c GL14n GR7n16c GT4c20c HN4a20n ' +
  'HR17n HU24n IE4a14n IL19n IQ4a15n IS22n IT1a10n12c JO4a4n18c KW4a22c KZ3n13c LB4n20c LC4a24c LI5n12c LT16n LU3n13c LV4a13c ' +
  'LY21n MC10n11c2n MD2c18c ME18n MK3n10c2n MN16n MR23n MT4a5n18c MU4a19n3a NI4a20n NL4a10n NO11n OM3n16c PK4a16c PL24n PS4a21c ' +
  'PT21n QA4a21c RO4a16c RS18n RU14n15c SA2n18c SC4a20n3a SD14n SE20n SI15n SK20n SM1a10n12c SO19n ST21n SV4a20n TL19n TN20n ' +
  'TR6n16c UA6n19c VA18n VG4a16n XK16n YE4a4n18c';

const characterOf = { n: '[0-9]', a: '[A-Z]', c: '[A-Z0-9]' };

interface Format {
  length: number;
  form: RegExp;
}

const formats = new Map(registry.split(' ').map((entry) => [entry.slice(0, 2), formatOf(entry.slice(2))]));

function formatOf(structure: string): Format {
  const parts = [...structure.matchAll(/(\d+)([nac])/g)].map(([, count = '', type = '']) => ({
    count: Number(count),
    character: type === 'n' ? characterOf.n : type === 'a' ? characterOf.a : characterOf.c,
  }));
  const form = parts.map(({ count, character }) => `${character}{${count}}`).join('');
  return { length: 4 + parts.reduce((sum, { count }) => sum + count, 0), form: new RegExp(`^${form}$`) };
}

const beginning = /(?<![\p{L}\p{N}_])(?:[A-Za-z]{2}|[A-Z]{2} )\d\d(?=[ -]?[A-Za-z\d])/gu;

/** Finds IBANs by country, length, form and check digits, written together or in groups. */
export function findIbans(text: string): Finding[] {
  const findings: Finding[] = [];
  for (const { 0: opening, index } of text.matchAll(beginning)) {
    const format = formats.get(opening.slice(0, 2).toUpperCase());
    const read = format && readCharacters(text, index, format.length);
    if (!read || !isIban(read.characters, format)) continue;
    findings.push({ kind: 'iban', start: index, end: read.end });
  }
  return findings;
}

function readCharacters(text: string, start: number, length: number): { characters: string; end: number } | undefined {
  let characters = '';
  let position = start;
  for (; characters.length < length; position += 1) {
    const character = text[position] ?? '';
    if (/[A-Za-z0-9]/.test(character)) characters += character;
    else if (!/[ \u00A0-]/.test(character) || /[ \u00A0-]/.test(text[position - 1] ?? '')) return undefined;
  }
  return /[\p{L}\p{N}_]/u.test(text[position] ?? '')
    ? undefined
    : { characters: characters.toUpperCase(), end: position };
}

function isIban(characters: string, format: Format): boolean {
  return format.form.test(characters.slice(4)) && remainder97(characters.slice(4) + characters.slice(0, 4)) === 1;
}
