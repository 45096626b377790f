import { expect, test } from 'vitest';
import { readOutgoing } from '../../src/http/outgoing-request.ts';
import { parseAddress } from '../../src/http/request-url.ts';

const address = parseAddress('Vendor', 'https://vendor.example');
const url = 'https://vendor.example/things';

const requests: Record<string, RequestInit> = {
  'a question': { headers: { Accept: 'application/json' } },
  'a text': { method: 'POST', body: 'größer' },
  'an empty text': { method: 'PUT', body: '' },
  'JSON with its type': { method: 'PATCH', body: '{}', headers: [['Content-Type', 'application/json']] },
  'a form': { method: 'POST', body: new URLSearchParams({ name: 'a b' }) },
  'a small method': { method: 'delete' },
  'a probe': { method: 'HEAD' },
};

for (const [name, init] of Object.entries(requests)) {
  test(`${name} is sent as fetch would send it`, async () => {
    const expected = new Request(url, init);

    const { method, headers, body } = await readOutgoing(address, undefined, url, init);

    expect(method).toBe(expected.method);
    expect([...headers]).toEqual([...expected.headers]);
    expect(body).toEqual(expected.body ? new Uint8Array(await expected.arrayBuffer()) : undefined);
  });
}

test('what fetch refuses to form is refused, and what it says of it is not shown', async () => {
  const wrong: RequestInit[] = [
    { headers: { 'x-token': 'secret\nvalue' } },
    { method: 'GET', body: 'a text' },
    { method: 'TRACE' },
  ];

  for (const init of wrong) {
    const refused = readOutgoing(address, undefined, url, init);

    await expect(refused).rejects.toThrow('could not be formed; nothing was sent');
    await expect(refused).rejects.not.toThrow('secret');
  }
});
