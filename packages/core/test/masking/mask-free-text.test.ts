import { expect, test } from 'vitest';
import { maskFreeText } from '../../src/masking/mask-free-text.ts';
import { createPseudonym } from '../../src/masking/pseudonym.ts';

const nobody = () => false;
const everybody = () => true;
const executor = (data: string) => data !== 'restricted';

// Built from parts, so that no scanner takes them for real ones.
const stripeKey = ['sk', 'live', '4eC39HqLyjWDarjtT1zdp7dc'].join('_');
const token = ['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiIxMjM0In0', 'c2lnbmF0dXJlLW9mLXRlc3Q'].join('.');

const masked: [title: string, text: string, shown: string][] = [
  ['an email address', 'Ask jane.roe@example.com.', 'Ask j***@e***.com.'],
  ['a telephone number', 'Call +1 (415) 555-2671 x12', 'Call ***71 x12'],
  ['a card number', 'Visa 4111 1111 1111 1111', 'Visa ***1111'],
  ['a card number of as many digits as one has at most', 'card 6304123456789012347', 'card ***2347'],
  ['an IBAN', 'to DE89 3704 0044 0532 0130 00.', 'to DE***3000.'],
  ['a US social security number', 'SSN 219-09-9999', 'SSN ***-**-9999'],
  ['a US social security number called a tax number', 'Tax ID 219 09 9999', 'Tax ID ***-**-9999'],
  ['a Spanish DNI', 'DNI 12345678Z', 'DNI ***8Z'],
  ['an Italian tax code', 'CF RSSMRA85T10A562S', 'CF ***2S'],
  ['a French NIR of Corsica', 'NIR 1 84 12 2A 451 089 33', 'NIR ***33'],
  ['an IPv4 address', 'from 203.0.113.7 at noon', 'from 203.*** at noon'],
  ['an IPv6 address', 'from 2001:db8::ff00:42:8329', 'from 20**:***'],
  ['an IBAN that runs into an email address', 'to DE89 3704 0044 0532 0130 00-jane@example.com', 'to DE***ecom'],
  ['a number to call that runs into a card number', 'Call 123-45-6789 4111 1111 1111 1111', 'Call ***11'],
  ['a card number behind digits of a number to call', 'tel 5 4111 1111 1111 1111, 12', 'tel ***11, 12'],
  ['a card number behind a dash', 'paid 123-45-6789-4111-1111-1111-1111', 'paid 123-45-6789-***1111'],
  ['a card number before a dash', 'paid 4111-1111-1111-1111-12-2027.', 'paid ***1111-12-2027.'],
  ['a card number between dashes', 'paid 7-4111111111111111-12', 'paid 7-***1111-12'],
  ['a card number behind a plus', 'paid with +4111 1111 1111 1111', 'paid with +***1111'],
  ['a card number in groups after the word order', 'charge order 4111 1111 1111 1111 exp', 'charge order ***1111 exp'],
  ['a card number of American Express', 'Ticket 77: 3782 822463 10005', 'Ticket 77: ***0005'],
  ['a card number with dashes after the word invoice', 'invoice: 4111-1111-1111-1111', 'invoice: ***1111'],
  ['a card number after a word of payment', 'Visa, order 4539148803436467', 'Visa, order ***6467'],
  ['a card number before a word of payment', 'order 4539148803436467 exp 12/27', 'order ***6467 exp 12/27'],
  ['a passport', 'Passport number C01X00T47', 'Passport number ***47'],
  ['a passport of digits alone', 'her passport: 512345678.', 'her passport: ***78.'],
  ['an email address that a card number begins', 'Visa 4111 1111 1111 1111-@example.com', 'Visa ***ecom'],
];

for (const [title, text, shown] of masked) {
  test(`${title} keeps its form and loses its value`, () => {
    expect(maskFreeText(text, nobody)).toBe(shown);
  });

  test(`${title} is shown to who is cleared for everything`, () => {
    expect(maskFreeText(text, everybody)).toBe(text);
  });
}

test('a role cleared for confidential data sees how to reach someone, and no account', () => {
  const text = 'jane@example.com, +44 20 7946 0018, card 4111111111111111, DE89370400440532013000';

  expect(maskFreeText(text, executor)).toBe('jane@example.com, +44 20 7946 0018, card ***1111, DE***3000');
});

test.each([
  ['full-width digits', 'tel ０３-１２３４-５６７８', 'tel ***78'],
  ['full-width letters', 'IBAN ＤＥ８９３７０４００４４０５３２０１３０００.', 'IBAN DE***3000.'],
  ['Arabic digits', 'phone: ٠٥٠ ١٢٣ ٤٥٦٧', 'phone: ***67'],
  ['narrow blanks', 'card 4111\u202F1111\u202F1111\u202F1111!', 'card ***1111!'],
  ['soft hyphens', 'card 4111\u00AD1111\u00AD1111\u00AD1111', 'card ***1111'],
  ['a joiner', '葛\u{E0100} ann\u200D@acme\u200C.com, 𠮷', '葛\u{E0100} a***@a***.com, 𠮷'],
  ['a sign of another width', 'ann.lee＠acme．com', 'a***@a***.com'],
])('personal data is found though it is written with %s', (_, text, shown) => {
  expect(maskFreeText(text, nobody)).toBe(shown);
});

test('a text that is written unusually and holds nothing personal stays as it is', () => {
  const text = '合計 １２，３４５ 円 — 12\u202F345,67\u00A0€, １２/１１/２０２６ ½ م٢٠٢٦';

  expect(maskFreeText(text, nobody)).toBe(text);
});

const secrets: [title: string, text: string, shown: string][] = [
  ['a Stripe key', `key ${stripeKey}!`, 'key [secret]!'],
  ['a JSON Web Token', `got ${token}`, 'got [secret]'],
  ['a bearer token', 'Authorization: Bearer abcdef0123456789abcdef', 'Authorization: Bearer [secret]'],
  ['a password in an address', 'postgres://app:Tr0ub4dor@db/x', 'postgres://app:[secret]@db/x'],
  ['a named password', 'password=hunter22, done', 'password=[secret], done'],
  ['a named random value', 'api_key: "A1b2C3d4E5f6G7h8I9j0"', 'api_key: "[secret]"'],
  [
    'a private key',
    `${['-----BEGIN', 'PRIVATE KEY-----'].join(' ')}\nMIIE\n${['-----END', 'PRIVATE KEY-----'].join(' ')} end`,
    '[secret] end',
  ],
];

for (const [title, text, shown] of secrets) {
  test(`${title} is shown to nobody`, () => {
    expect(maskFreeText(text, everybody)).toBe(shown);
  });
}

const hexadecimal = '0123456789abcdef0123456789abcdef01234567';

test.each([
  ['sb', 'secret', 'N7UND0UgjKTVK-Uodkm0Hg_xSvEMPvz'],
  ['sbp', hexadecimal],
  ['sbp', 'oauth', hexadecimal],
])('a Supabase key %s_%s is shown to nobody', (...parts) => {
  expect(maskFreeText(`key ${parts.join('_')}!`, everybody)).toBe('key [secret]!');
});

test.each([
  ['password=tulip', 'password=[secret]'],
  ['DB_PASSWORD = tulip', 'DB_PASSWORD = [secret]'],
  ['Server=db;Uid=app;Pwd=tulip;', 'Server=db;Uid=app;Pwd=[secret];'],
  ['{"password":"tulip","kept":1', '{"password":"[secret]","kept":1'],
  ['api_key=tulip-garden', 'api_key=[secret]'],
  ['password="two words", done', 'password="[secret]", done'],
  ['password: "it\'s (a) \\"garden\\"" kept', 'password: "[secret]" kept'],
  ['password="two words\nkept', 'password="[secret]\nkept'],
  ["pass: 'abc def'", "pass: '[secret]'"],
  ['client_secret="tulip garden"; kept', 'client_secret="[secret]"; kept'],
  ['password = tulip # kept', 'password = [secret] # kept'],
  ['Passwort: geheim123', 'Passwort: [secret]'],
  ['mot de passe : tulipe12', 'mot de passe : [secret]'],
  ['https://a.example/?access_token=tulips&page=2', 'https://a.example/?access_token=[secret]&page=2'],
  ['Authorization: Bearer tulipgarden', 'Authorization: Bearer [secret]'],
  ['pw is hunter2, the password is tulip12', 'pw is [secret], the password is [secret]'],
  ['exp 12/27, CVC 123', 'exp 12/27, CVC [secret]'],
  ['cvv: 1234; {"cvv2":"123"}', 'cvv: [secret]; {"cvv2":"[secret]"}'],
  ['PIN: 1234 for the door, PIN 1234.', 'PIN: [secret] for the door, PIN [secret].'],
  ['the pin is 12345', 'the pin is [secret]'],
  ["curl -H 'Authorization: Basic dXNlcjp0dWxpcA=='", "curl -H 'Authorization: Basic [secret]'"],
])('a secret that is a word is known by how it is set: %s', (text, shown) => {
  expect(maskFreeText(text, everybody)).toBe(shown);
});

test.each([
  'password=required',
  'password = getpass()',
  'token=process.env.TOKEN',
  'reset_password=https://a.example',
  'account_key=ACME-001',
  'Password: see the handbook',
  'passphrase = see wiki',
  'boarding pass: 2026-11-23',
  '{"password":"","kept":"all of it"}',
  'password: tulip',
  'Authorization: Bearer tokens are sent by every call',
  '{"token": "expired", "next_token": "tulips", "tokens": 500000}',
  'sb_publishable_N7UND0UgjKTVK-Uodkm0Hg_xSvEMPvz',
])('what only looks like a setting stays: %s', (text) => {
  expect(maskFreeText(text, nobody)).toBe(text);
});

test('a private key is one with its headers', () => {
  const key = ['-----BEGIN', 'RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nMIIE\n-----END', 'RSA PRIVATE KEY-----'];

  expect(maskFreeText(`${key.join(' ')} end`, everybody)).toBe('[secret] end');
});

test('words about secrets are no secrets', () => {
  const text = 'Password: required. The token: expired; https://a.example/list?page_token=CAUQAA1b2C3d4E5f6G7h8';

  expect(maskFreeText(text, nobody)).toBe(text);
});

test('a telephone number is none of a card, whatever its check digit and the words before it', () => {
  const text = 'Card services: +442079460006';

  expect(maskFreeText(text, (data) => data !== 'restricted')).toBe(text);
});

test('an identifier and a cursor are never masked, whatever they look like', () => {
  for (const field of ['id', 'owner_id', 'next_cursor', 'page_token', 'objectId']) {
    expect(maskFreeText('+44 20 7946 0018', nobody, { field })).toBe('+44 20 7946 0018');
  }
});

test('a field that is named as a credential is masked whole', () => {
  expect(maskFreeText('Zm9vYmFyYmF6', everybody, { field: 'access_token' })).toBe('[secret]');
  expect(maskFreeText('not set', everybody, { field: 'password' })).toBe('not set');
});

test('a secret is none because it stands where identifiers do', () => {
  expect(maskFreeText(stripeKey, everybody, { field: 'session_token' })).toBe('[secret]');
  expect(maskFreeText(`${stripeKey}:7`, everybody, { field: 'external_id' })).toBe('[secret]:7');
});

test('the name of a field says what its digits are', () => {
  expect(maskFreeText('4155552671', nobody, { field: 'mobile_phone' })).toBe('***71');
  expect(maskFreeText('415-555-2671', nobody, { field: 'order_number' })).toBe('415-555-2671');
  expect(maskFreeText('4111111111111111', nobody, { field: 'sku' })).toBe('4111111111111111');
});

test.each([
  ['17,90000,4111111111111111', '17,90000,***1111'],
  ['[17,4111111111111111,90000]', '[17,***1111,90000]'],
  ['4111111111111111,17', '***1111,17'],
  ['0,4111111111111111,17', '0,***1111,17'],
  ['4111.1111.1111.1111', '***1111'],
])('a card number is found in a list, and with points: %s', (text, shown) => {
  expect(maskFreeText(text, nobody)).toBe(shown);
});

test.each([
  '0,4111111111111111',
  '0.4111111111111111',
  '1,234,411,111,111,111',
  '17,90000,4111111111111112',
  '4111.1111.1111.1111.1',
])('%s is no card number', (text) => {
  expect(maskFreeText(text, nobody)).toBe(text);
});

test('a card number that stands alone is masked, beside the word SKU it is not', () => {
  expect(maskFreeText('4539148803436467', nobody)).toBe('***6467');
  expect(maskFreeText('SKU 4539148803436467', nobody)).toBe('SKU 4539148803436467');
});

test('masked values can be joined within a tenant, however they are written, and not across tenants', () => {
  const key = Buffer.alloc(32, 7);
  const show = (text: string, tenant: string) =>
    maskFreeText(text, nobody, { pseudonym: createPseudonym(key, tenant) });

  expect(show('DE89 3704 0044 0532 0130 00', 'acme')).toMatch(/^DE\*\*\*3000~[A-Za-z0-9]{10}$/);
  expect(show('DE89370400440532013000', 'acme')).toBe(show('de89 3704 0044 0532 0130 00', 'acme').replace('de', 'DE'));
  expect(show('+44 20 7946 0018', 'acme')).toMatch(/~/);
  expect(show('+44 (20) 7946-0018', 'acme')).toBe(show('+44 20 7946 0018', 'acme'));
  expect(show('Jane@example.com', 'acme').slice(1)).toBe(show('jane@Example.com', 'acme').slice(1).replace('E', 'e'));
  expect(show('jane@example.com', 'acme')).not.toBe(show('jane@example.com', 'other'));
  expect(show('jane@example.com', 'acme')).not.toBe(show('jake@example.com', 'acme'));
});

test('a text that holds more addresses than a call takes arguments is masked whole', () => {
  const masked = maskFreeText('ada@example.com '.repeat(150_000), nobody);
  expect(masked).not.toContain('ada@');
});
