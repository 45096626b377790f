import { expect, test } from 'vitest';
import { maskFreeText } from '../../src/masking/mask-free-text.ts';

const nearMisses: [title: string, text: string][] = [
  ['a card number with a wrong check digit', 'Visa 4539148803436468'],
  ['a number with dashes that holds a wrong check digit', '123-45-6789-4111-1111-1111-1112'],
  ['a part number that holds the digits of a card', 'Part 20-4111-1111-1111-1111-07'],
  ['the number of an order that could be a card, written together', 'Order 4539148803436467 is late'],
  ['a part number in groups with a wrong check digit', 'Part 4111-1111-1111-1112'],
  ['a social security number called a reference', 'ref 123-45-6789'],
  ['a passport that is told of', 'passport number required by 20.11.2026'],
  ['pins of a connector', 'pin 1234 items, PIN 5, pin: 12, shipping 1234'],
  [
    'what there is of a part',
    'PIN: 1200 pieces, pin=1000 units, the pin is 1234 mm long, CVC 300 connectors, CVC: 750 pcs',
  ],
  ['an Indian postal code', 'PIN: 560001, PIN code 110001'],
  ['words about a verification code', 'The CVC rule of 2026, cvv1234567, CVV is 3 digits'],
  ['words about a password', 'Your password is expired, a password is 8-16 characters'],
  ['an identifier of digits alone', '41111111-1111-4111-8111-111111111111'],
  ['a card number of a range that nobody issues', '1234567890123452'],
  ['a number of more digits than a card has', 'card 41234567890123456787'],
  ['an IBAN with wrong check digits', 'IBAN DE88 3704 0044 0532 0130 00'],
  ['an IBAN of a wrong length', 'IBAN DE8937040044053201300'],
  ['a social security number of an area that is never given', 'SSN 666-45-6789'],
  ['a DNI with a wrong letter', 'DNI 12345678A'],
  ['an Italian tax code with a wrong letter', 'CF RSSMRA85T10A562T'],
  ['a CPF with a wrong check digit', 'CPF 529.982.247-26'],
  ['a French NIR with a wrong key', 'NIR 1 84 12 76 451 089 47'],
  ['a German tax number without its name', 'Record 86095742719'],
  ['a British VAT number called a tax number', 'Tax number GB 123 4567 89'],
  ['an American employer identification number', 'Tax id 12-3456789'],
  ['an Australian business number called a tax number', 'tax number 51 824 753 556'],
  ['a German VAT number called a tax number', 'tax id: DE 136695976'],
  ['an address beyond 255', 'host 300.1.2.3'],
  ['a loopback address', 'host 127.0.0.1'],
  ['a country code with too few digits', 'Growth of +44 1234'],
  ['an amount to call about', 'Please call about 1 250 000.00 EUR'],
  ['a date to call on', 'Call on 2026-11-21 or 21.11.2026'],
  ['an amount after a date, together with the key of a French NIR', 'until 2026-10-31 (84106.18)'],
  ['an amount after a date, together with such a key', 'due 2026-10-31 12109.41 net'],
  ['an amount after a German date, together with such a key', 'zum 12.10.2026 12109.24'],
  ['an amount after a date without dashes, together with such a key', 'paid 20261031 12109.41'],
  ['a handle', 'Thanks @jane, see you'],
  ['an address without a domain', 'jane@localhost'],
];

for (const [title, text] of nearMisses) {
  test(`${title} is left as it is`, () => {
    expect(maskFreeText(text, () => false)).toBe(text);
  });
}
