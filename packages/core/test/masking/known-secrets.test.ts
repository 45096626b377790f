import { expect, test } from 'vitest';
import { cleanText } from '../../src/masking/clean-text.ts';
import { rememberPassingSecret, rememberSecret, withoutSecrets } from '../../src/masking/known-secrets.ts';

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

/** Its Base64 has the two characters that the form for URLs writes otherwise, and ends within a character where more follows. */
const other = '???>>>~~~k';
rememberSecret(other);
for (const form of ['base64', 'base64url'] as const) {
  for (const text of [`${other}:user`, `u${other}!`, `u:${other}!`])
    carriers.push([`in ${form} of ${text.replace(other, 'one')}`, Buffer.from(text).toString(form)]);
}

for (const [title, text] of carriers) {
  test(`a remembered secret is taken out ${title}`, () => {
    const clean = withoutSecrets(`before ${text} after`);

    expect(clean).toContain('[secret]');
    expect(clean).toMatch(/^before .* after$/);
    expect(clean).not.toContain(text);
  });
}

test('a secret with what nobody sees in it is taken out too', () => {
  expect(cleanText(`before ${secret.slice(0, 5)}\u200b${secret.slice(5)} after`)).toBe('before [secret] after');
});

test('what is too short to be a secret is not remembered', () => {
  rememberSecret('order');

  expect(withoutSecrets('an order')).toBe('an order');
});

test('a text is not searched again for a secret that is remembered twice', () => {
  rememberSecret(secret);

  expect(withoutSecrets(`${secret}${secret}`)).toBe('[secret][secret]');
});

test('a process that renews tokens for months forgets the dead ones, and no secret that is in use', () => {
  const settings = 'setting-of-the-whole-life';
  const refreshToken = 'refresh-that-stays-the-same';
  rememberPassingSecret(settings);
  rememberSecret(settings);
  rememberPassingSecret(settings);
  rememberPassingSecret(refreshToken);
  let former = '';
  for (let renewal = 0; renewal < 20_000; renewal += 1) {
    const token = `grant-${renewal}-of-20000`;
    rememberPassingSecret(token);
    rememberPassingSecret(refreshToken);
    if (renewal % 4999 > 0) {
      former = token;
      continue;
    }
    expect(withoutSecrets(`${settings} ${refreshToken} ${token} ${former}`).trim()).toMatch(/^(\[secret\] ?){3,4}$/);
  }

  // The dead are no longer searched for: that would take longer with each.
  expect(withoutSecrets('grant-1-of-20000')).toBe('grant-1-of-20000');
});

test('a token counts from when it was last used, not from when it was new', () => {
  const others = (name: string) => {
    for (let token = 0; token < 40; token += 1) rememberPassingSecret(`${name}-token-${token}`);
  };
  rememberPassingSecret('token-in-use');
  others('first');
  rememberPassingSecret('token-in-use');
  others('second');

  expect(withoutSecrets('token-in-use')).toBe('[secret]');
  expect(withoutSecrets('first-token-0')).toBe('first-token-0');
});
