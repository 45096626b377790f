import { expect, test } from 'vitest';
import { rememberSecret, withoutSecrets } from '../../src/masking/known-secrets.ts';

const secret = 'Masking+Canary/9f "q"\\=x';
rememberSecret(secret);

const carriers: [title: string, text: string][] = [
  ['as it is', secret],
  ['in a URL', encodeURIComponent(secret)],
  ['in a form', encodeURIComponent(secret).replaceAll('%20', '+')],
  ['in JSON', JSON.stringify({ secret })],
  ['in Base64', Buffer.from(secret).toString('base64')],
  ['in Base64 for URLs', Buffer.from(secret).toString('base64url')],
  ['in Base64 behind one byte', Buffer.from(`u${secret}!`).toString('base64')],
  ['in Base64 behind two bytes', Buffer.from(`u:${secret}!`).toString('base64')],
  ['in Base64 for URLs behind a user', Buffer.from(`user:${secret}`).toString('base64url')],
];

for (const [title, text] of carriers) {
  test(`a remembered secret is taken out ${title}`, () => {
    const clean = withoutSecrets(`before ${text} after`);

    expect(clean).toContain('[secret]');
    expect(clean).toMatch(/^before .* after$/);
    expect(clean).not.toContain(text);
  });
}

test('what is too short to be a secret is not remembered', () => {
  rememberSecret('order');

  expect(withoutSecrets('an order')).toBe('an order');
});

test('a text is not searched again for a secret that is remembered twice', () => {
  rememberSecret(secret);

  expect(withoutSecrets(`${secret}${secret}`)).toBe('[secret][secret]');
});
