import { expect, test } from 'vitest';
import { createProject, refusal, rows } from './fake-project.ts';

const notEmbedded = () =>
  refusal(400, {
    code: 'PGRST108',
    message: "'x' is not an embedded resource in this request",
    hint: "Verify that 'x' is included in the 'select' query parameter.",
  });

test.each([
  [
    { 'organizations.name': 'Acme' },
    'add organizations!inner(name) there, which drops rows without one, for organizations.name',
  ],
  [{ 'parent.title': 'Late' }, 'add parent:tickets!parent_id!inner(title) there'],
  [
    { organizations: 'Acme' },
    'add organizations!inner(column) there, which drops rows without one, for organizations.column',
  ],
  [{ 'organizations.owners.name': 'Ann' }, 'add organizations!inner(owners!inner(name)) there'],
  [{ organizations: null }, 'add organizations(id) there, with which {"organizations": null} finds rows without one'],
])('filters %j by a table that select does not embed tell how it is embedded', async (filters, told) => {
  const project = createProject({ 'GET /rest/v1/tickets': notEmbedded });

  const error = await project.fail('query_table', { table: 'tickets', filters });

  expect(error.message).toContain('select does not embed');
  expect(error.message).toContain(told);
});

test('rows without an embedded one are told where their absence cannot be asked for as it was', async () => {
  const project = createProject({ 'GET /rest/v1/organizations': () => rows([{ id: 1, tickets: [] }]) });
  const ask = { table: 'organizations', select: 'id,tickets(id)' };

  const { note } = await project.call('query_table', { ...ask, filters: { 'tickets.id': null } });
  const error = await project.fail('query_table', { ...ask, filters: { not: { 'tickets.title': 'Late' } } });

  expect(note).toContain('those without one alone are found with {"tickets": null} beside them');
  expect(error.message).toContain('rows without such a one are asked for with {"tickets": null} there too');
});
