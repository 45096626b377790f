import { cardGroups, cardNumber } from './identifiers.ts';
import type { Seeded } from './seeded.ts';

type Trap = (seeded: Seeded) => string;

/** The same digits with a wrong check digit. */
function failingLuhn(seeded: Seeded): string {
  const digits = cardNumber(seeded);
  return digits.slice(0, -1) + ((Number(digits.at(-1)) + 1 + seeded.below(8)) % 10);
}

/** Everything that looks like personal data in business texts and is none. */
export const traps: readonly Trap[] = [
  (seeded) => `Order ${seeded.fill('XNN-XNN-NNNN')} was shipped`,
  (seeded) => `Purchase order no. ${seeded.fill('XNNXNNNNNN')} is approved`,
  (seeded) => `Invoice ${seeded.fill('020 7NNN NNNN')} is overdue`,
  (seeded) => seeded.fill('PO-XNN-XNN-NNNN, 4 boxes'),
  (seeded) => seeded.fill('Ticket #XNNXNNNNNN was closed'),
  (seeded) => `SKU ${failingLuhn(seeded)} is back in stock`,
  (seeded) => `Barcode ${cardGroups(failingLuhn(seeded), ' ')} does not scan`,
  (seeded) => `SKU ${cardNumber(seeded)} is back in stock`,
  (seeded) => `SKU-${cardNumber(seeded)}, 12 pieces`,
  (seeded) => `Part ${cardGroups(failingLuhn(seeded), '-')} fits both models`,
  (seeded) => `Customer ${seeded.fill('NNNNNNNNNNN')} moved to the new plan`,
  (seeded) => seeded.fill('Merged records 1NNNNNNNNNN and 2NNNNNNNNNNN'),
  (seeded) => `Upgraded from v${seeded.fill('1X.0.XNN.1N')} to version ${seeded.fill('1X.2.XNN.10')}`,
  (seeded) => seeded.fill('Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/1XN.0.XNN.1NN Safari/537.36'),
  (seeded) => `See section ${seeded.fill('X.X.X.X')} of the contract`,
  (seeded) => `Correlation ${randomUuid(seeded)} failed twice`,
  (seeded) => seeded.fill('Paid EUR 1 XNN NNN.NN on account'),
  (seeded) => seeded.fill('Total: XNN,NNN,NNN.NN USD, +1N.N% on last year'),
  (seeded) => seeded.fill('Budget $XNNNNNNNNN for 2027'),
  (seeded) => seeded.fill('Tracking 1Z999AA1NNNNNNNNNN, arrives 2026-11-2X'),
  (seeded) => seeded.fill('Parcel 9400 1NNN NNNN NNNN NNNN NN is delayed'),
  (seeded) => seeded.fill('Shipment XNNN NNNN NNNN left the warehouse'),
  (seeded) => seeded.fill('Due 2026-0X-1N, paid 1X.11.2026, booked 2026-11-1NT10:3N:00Z'),
  (seeded) => seeded.fill('Created 2026-11-1N 10:3N:4N.NNN'),
  (seeded) => seeded.fill('ISBN 978-3-16-148NNN-N is out of print'),
  (seeded) => seeded.fill('EAN 400638133NNNN'),
  (seeded) => seeded.fill('Commit 3fa9c2d1XNb7e4NN0c1d2e3f4a5b6cXNd8e9f0a1 is live'),
  (seeded) => seeded.fill('https://app.example.com/contacts/XNNNNNNN/record/0-1/XNNNNNNNNNNN'),
  (seeded) => seeded.fill('https://shop.example.com/orders?id=XNNXNNNNNN&page=2'),
  (seeded) => seeded.fill('Warehouse at 52.5XNNNN, 13.4XNNNN'),
  (seeded) => seeded.fill('MAC 00:1A:2B:3C:XN:NN, serial C02XNNNNQNNN'),
  (seeded) => seeded.fill('Ratio 16:9, meeting 10:30:4N, room 2.1X'),
  (seeded) => seeded.fill('Sold 1XNNNNN units in Q3 (2024: 9NNNNN, 2025: 9NNNNN)'),
  (seeded) => seeded.fill('Follow @acme_support, install @acme/tool@1X.2.N, open logo@2x.png'),
  (seeded) => seeded.fill('Deal amount 12X.500.000, probability 0.XNNNNNNNN'),
  (seeded) => seeded.fill('{"id":"XNNNNNNNNNNN","dealstage":"closedwon","amount":"XNNNN.NN"}'),
  (seeded) => seeded.fill('eyJhIjoiXNNNNNNNIiwicyI6MTB9'),
  (seeded) => seeded.fill('Password: required; token: expired; key: none'),
  (seeded) => seeded.fill('Rows 1000000 to 2000000 of batch 17320XNNNNNNN'),
  (seeded) => seeded.fill('VAT DE81XNNNNNN, registered HRB 1XNNNN'),
  (seeded) => seeded.fill('XNNN-NNNN-NNNN is the contract, not the meter'),
  () => 'The quarterly review went well; renewal is likely in spring.',
];

/** Traps kept apart. Their first misses led to new rules, so their figures are no longer those of a blind test. */
export const heldOutTraps: readonly Trap[] = [
  (seeded) => `Bestellung ${seeded.fill('0171 2NNNNNN')} ist unterwegs`,
  (seeded) => `Facture ${seeded.fill('06 12 NN NN NN')} payée`,
  (seeded) => `Booking reference ${seeded.fill('XNN XNN NNNN')}`,
  (seeded) => `Item ${cardNumber(seeded)} was returned`,
  (seeded) => `Article ${cardGroups(failingLuhn(seeded), ' ')} replaced`,
  (seeded) => `Model ${failingLuhn(seeded)} ships in May`,
  (seeded) => seeded.fill('Batch 2026110XNNNN, lot XNNNNNN-NN'),
  (seeded) => `Firmware ${seeded.fill('1X.XN.XNN.1')} fixes it`,
  (seeded) => seeded.fill('Build 22621.XNNN.1N.0'),
  (seeded) => seeded.fill('Transaction XNNNNNNNNNNNNNNNN settled'),
  (seeded) => seeded.fill('Umsatz 1.XNN.NNN,NN EUR (Vorjahr 1.XNN.NNN,NN EUR)'),
  (seeded) => seeded.fill('Chiffre 12 XNN NNN,NN €'),
  (seeded) => seeded.fill('Meeting 11/1X/2026 09:3N-10:00, dial-in follows'),
  (seeded) => `urn:uuid:${randomUuid(seeded)}`,
  (seeded) => seeded.fill('Container MSCU XNNNNN N, vessel at 51.9N, 4.1N'),
  (seeded) => seeded.fill('sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0fXNNNN'),
  (seeded) => seeded.fill('Pallets: 120 x 80 x 144 cm, 1XNN kg, 24 per truck'),
  (seeded) => seeded.fill('gid://shopify/Order/XNNNNNNNNNNNN'),
  (seeded) => seeded.fill('Epoch 17XNNNNNNN, 17XNNNNNNNNNN ms'),
  (seeded) => seeded.fill('std::vector<int>, a::before, 10:30::45'),
];

function randomUuid(seeded: Seeded): string {
  return 'hhhhhhhh-hhhh-4hhh-ahhh-hhhhhhhhhhhh'.replaceAll('h', () => seeded.pick([...'0123456789abcdef']));
}
