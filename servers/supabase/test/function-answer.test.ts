import { expect, test } from 'vitest';
import { createProject, refusal } from './fake-project.ts';

async function rpc(name: string, answer: unknown) {
  const project = createProject({
    'GET /rest/v1/': () => new Response('{}', { status: 403 }),
    // Where it is looked for by a plan, which the project makes none of.
    [`GET /rest/v1/rpc/${name}`]: () => refusal(406, { code: 'PGRST107' }),
    [`POST /rest/v1/rpc/${name}`]: () => Response.json(answer),
  });
  return (await project.call('call_rpc', { function_name: name })).data;
}

async function edge(answer: Response) {
  return (
    await createProject({ 'POST /functions/v1/digest': () => answer }).call('call_edge_function', {
      function_name: 'digest',
    })
  ).data;
}

const staff = {
  staff: [{ id: 7, salary: '5100 EUR', contact: { dateOfBirth: '1990-02-03', totp_secret: 'JBSWY3DPEHPK3PXP' } }],
  count: 1,
};
const shown = {
  staff: [{ id: 7, salary: '[masked]', contact: { dateOfBirth: '[masked]', totp_secret: '[secret]' } }],
  count: 1,
};

test('what functions give is masked by its keys, however deep they stand', async () => {
  expect(await rpc('staff_of', staff)).toEqual(shown);
  expect(await edge(Response.json(staff))).toEqual(shown);
});

test('JSON in a text is read, so that its keys are masked too', async () => {
  expect(await rpc('staff_of', JSON.stringify(staff))).toEqual(shown);
  expect(await edge(new Response(JSON.stringify(staff)))).toEqual(shown);
  expect(await edge(new Response('{"id":1234567890123456789}'))).toEqual({ id: '1234567890123456789' });
});

test.each([
  ['salary', '5100 EUR', { salary: '[masked]' }],
  ['get_salary', ['5100 EUR', null], { salary: ['[masked]', null] }],
  ['get_salary', [{ total: 7 }], [{ total: 7 }]],
  ['get_salary', null, null],
  ['head_count', 5100, 5100],
  ['template', '{not JSON}', '{not JSON}'],
  ['token_count', 12, 12],
])('of a function %s the answer %j is shown as %j', async (name, answer, expected) => {
  expect(await rpc(name, answer)).toEqual(expected);
});

test('a stream of events is given as its text', async () => {
  const events = 'data: {"step":1}\n\ndata: [DONE]\n\n';

  expect(await edge(new Response(events, { headers: { 'content-type': 'text/event-stream' } }))).toBe(events);
});
