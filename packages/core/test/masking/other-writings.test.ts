import { expect, test } from 'vitest';
import { maskFreeText } from '../../src/masking/mask-free-text.ts';

test.each([
  ['card 4111–1111–1111–1111 ok', 'card ***1111 ok'],
  ['4111  1111  1111  1111', '***1111'],
  ['4111 - 1111 - 1111 - 1111', '***1111'],
  ['4111111111111111/12/27/123', '***1111/12/27/123'],
  ['4111 1111 1111 1111:0427', '***1111:0427'],
  ['SS# 078-05-1120', 'SS# ***-**-1120'],
  ['Soc Sec 078051120', 'Soc Sec ***-**-1120'],
  ['078–05–1120', '***-**-1120'],
  ['IBAN DE 89 3704 0044 0532 0130 00', 'IBAN DE***3000'],
])('a number is known as people write it: %s', (text, shown) => {
  expect(maskFreeText(text, () => false)).toBe(shown);
});

test.each([
  ['API key: 9f8b7c6d5e4f3a2b1c0d', 'API key: [secret]'],
  ['the token is 9f8b7c6d5e4f3a2b1c0d', 'the token is [secret]'],
  ['Your temporary password:\n\nTulip2026!\n\nKind regards', 'Your temporary password:\n\n[secret]\n\nKind regards'],
  ['Password - Tulip2026, pwd – Tulip26', 'Password - [secret], pwd – [secret]'],
  ['The password is "Tulip2026!"', 'The password is "[secret]"'],
  ['wachtwoord: Tulp2026, senha: Tulipa26, hasło: Tulipan26', 'wachtwoord: [secret], senha: [secret], hasło: [secret]'],
  [
    '{"body":"{\\"password\\":\\"tulip garden\\",\\"kept\\":1}"}',
    '{"body":"{\\"password\\":\\"[secret]\\",\\"kept\\":1}"}',
  ],
  ['Your verification code is 482913. It ends soon.', 'Your verification code is [secret]. It ends soon.'],
  ['OTP: 482913, one-time passcode: 4829', 'OTP: [secret], one-time passcode: [secret]'],
  ['G-482913 is your Google verification code', 'G-[secret] is your Google verification code'],
  ['Login code: 482 913', 'Login code: [secret]'],
  [`session 00Dxx0000001gPz!${'AQ4.'.repeat(12)} end`, 'session [secret] end'],
])('a secret is known as people hand it on: %s', (text, shown) => {
  expect(maskFreeText(text, () => true)).toBe(shown);
});

test.each([
  'order no 93 8601 1117 947, DE 12 345 678 901',
  'S/N 123-45-6789, GL 101-22-3000, ledger account 101-22-3000',
  'Password - expired, password - 8-16 characters',
  'https://x.example/4111111111111111/2',
  'The verification code is 6 digits, the security code 4829 Main Street',
  'promo code: 482913, 2026 is your year of the code review',
  'Password:\nUsername: ada',
  'API key: see the handbook; the token is required',
])('what only looks like one stays: %s', (text) => {
  expect(maskFreeText(text, () => false)).toBe(text);
});
