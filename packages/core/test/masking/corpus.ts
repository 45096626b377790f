import { cardGroups, cardNumber, iban, nationalNumbers } from './identifiers.ts';
import { heldOutPhoneFormats, type PhoneFormats, phoneFormats } from './phone-formats.ts';
import { createSeeded, type Seeded } from './seeded.ts';
import { heldOutTraps, traps } from './traps.ts';

/** One text of a business system and the personal data in it, in order. */
export interface BusinessRecord {
  text: string;
  planted: { kind: string; value: string }[];
}

/** A text with one value of a kind in it. */
type Writer = (seeded: Seeded) => { kind: string; value: string; text: string };

const sentences = {
  email: ['Send the offer to {} please', 'From: Jane Roe <{}>', '{}', 'Ask {}, or the shop', 'mailto:{}?subject=Hi'],
  alone: ['Reach me at {}.', 'Jane Roe\nAcme Ltd\n{}', '{}', 'New number: {}, thanks', 'She left {} for the driver'],
  bare: ['Phone: {}', 'Please call {} after lunch', 'Tel. {}', 'mobile {}', 'WhatsApp me on {}'],
  card: ['Charge {} again', 'card {} was declined', 'Visa {} exp 12/28', '{}', 'He read out {} by mistake'],
  iban: ['Refund to {}', 'IBAN: {}', '{}', 'Account {} at our bank.', 'Überweisung an {} bis Montag'],
  ssn: ['SSN {}', 'Her social security number is {}', 'ssn: {}, born in May', 'The form says {}'],
  ip: ['Login from {}', 'Blocked ip {} twice', 'host {} timed out', '[{}] GET /orders 200'],
  national: ['{name}: {}', 'New supplier, {name} {}', 'Her {name} is {}.'],
  secret: ['use {} for now', 'Header: Authorization: Bearer {}', 'API key={}'],
};

const heldOutSentences: typeof sentences = {
  email: ['cc {}; urgent', '"{}" bounced', 'contacto: {}.', '({})'],
  alone: ['Rappelez-moi au {} svp', 'Kontakt: {} (Zentrale)', 'escalate to {} / night shift', 'driver {}, gate 4'],
  bare: ['Tél : {}', 'Handy {}', 'Llamar al {} mañana', 'fax {}', 'Her cell is {}'],
  card: ['Kreditkarte {} abgelehnt', 'used {} at checkout', 'Please bill {} instead', 'PAN={}'],
  iban: ['Virement vers {} demain', 'pay {}; thanks', 'Bankverbindung {}', '({})'],
  ssn: ['employee SSN: {}', 'social security {}', 'Typed {} in the wrong box'],
  ip: ['client {} was throttled', 'from {} at noon', 'X-Forwarded-For: {}'],
  national: ['{name} {}', 'Su {name} es {}', '{name} = {}'],
  secret: ['paste {} into the form', 'token: {}', 'He mailed {} to us'],
};

const localParts = ['jane.roe', 'j_roe', 'jane+crm', 'info', "o'neill", 'müller', 'jr-2026', 'jane.m.roe', 'x'];
const domains = [
  'example.com',
  'mail.example.co.uk',
  'example.museum',
  'ex-ample.de',
  'bücher.example',
  'example.xn--p1ai',
];
const ipForms = [
  '2001:db8::ff00:4X:83XN',
  '2a02:810d:XNNN::1X',
  '2001:0db8:85a3:0000:0000:8a2e:0XN0:7334',
  'fe80::XNN1:ff:fe23:45X7',
];
const secretForms = [
  ['sk_', 'live_', '§§NN§§NN§§NN§§NN§§NN§§NN'],
  ['gh', 'p_', '§§NN§§NN§§NN§§NN§§NN§§NN§§NN§§NN§§NN'],
  ['AK', 'IA', '§§N§§N§§N§§N§§N§'],
  ['AI', 'za', 'Sy§§NN§§NN§§NN§§NN§§NN§§NN§§NN§§NN§'],
  ['xo', 'xb-', 'NNNNNNNNNNNN-NNNNNNNNNNNN-§§NN§§NN§§NN§§NN'],
  ['eyJ', 'hbGciOiJIUzI1NiJ9.eyJ', 'zdWIiOiIxNN§§NN§§.§§NN§§NN§§NN§§NN§§NN'],
];

/** Half of them of version 4, from the ranges that are given to networks. */
function ipAddress(seeded: Seeded): string {
  if (seeded.below(2) === 0) return seeded.fill(seeded.pick(ipForms));
  const first = seeded.pick([23, 46, 51, 62, 78, 85, 91, 104, 142, 151, 172, 185, 192, 203, 212, 217]);
  return [first, seeded.below(256), seeded.below(256), 1 + seeded.below(254)].join('.');
}

function writers(words: typeof sentences, phones: PhoneFormats): Writer[] {
  const writer = (kind: string, list: readonly string[], make: (seeded: Seeded) => string): Writer => {
    return (seeded) => {
      const value = make(seeded);
      return { kind, value, text: seeded.pick(list).replace('{}', value) };
    };
  };
  return [
    writer('email', words.email, (seeded) => `${seeded.pick(localParts)}@${seeded.pick(domains)}`),
    writer('phone', words.alone, (seeded) => seeded.fill(seeded.pick(phones.alone))),
    writer('phone', words.alone, (seeded) => seeded.fill(seeded.pick(phones.alone))),
    writer('phone', words.bare, (seeded) => seeded.fill(seeded.pick(phones.bare))),
    writer('card', words.card, (seeded) => cardGroups(cardNumber(seeded), seeded.pick(['', ' ', '-']))),
    writer('iban', words.iban, (seeded) => {
      const number = iban(seeded);
      return seeded.below(2) === 0 ? number : number.replaceAll(/(.{4})(?=.)/g, '$1 ');
    }),
    writer('ssn', words.ssn, (seeded) => seeded.fill(seeded.pick(['1NN-X1-1NNN', '5NN X1 1NNN', '4NN-1X-1NNN']))),
    writer('ip', words.ip, ipAddress),
    writer('secret', words.secret, (seeded) => seeded.fill(seeded.pick(secretForms).join(''))),
    (seeded) => {
      const { name, value } = seeded.pick(nationalNumbers)(seeded);
      return {
        kind: 'national_id',
        value,
        text: seeded.pick(words.national).replace('{name}', name).replace('{}', value),
      };
    },
  ];
}

/** Records of one seed, half of them clean: the same for the same seed, on every machine. */
export function businessRecords(seed: number, count: number, part: 'known' | 'held out'): BusinessRecord[] {
  const seeded = createSeeded(seed);
  const isKnown = part === 'known';
  const write = isKnown ? writers(sentences, phoneFormats) : writers(heldOutSentences, heldOutPhoneFormats);
  const clean = isKnown ? traps : heldOutTraps;
  return Array.from({ length: count }, (_, index) => {
    if (index % 2 === 0) return { text: seeded.pick(clean)(seeded), planted: [] };
    const first = seeded.pick(write)(seeded);
    if (seeded.below(4) > 0) return { text: first.text, planted: [first] };
    const second = seeded.pick(write)(seeded);
    return { text: `${first.text}\n${second.text}\n${seeded.pick(clean)(seeded)}`, planted: [first, second] };
  });
}
