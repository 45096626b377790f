import { defaultPolicy, type Policy } from '@bizmcp/core';
import { expect } from 'vitest';
import { recordsOf } from '../simulator/org-state.ts';
import { openServer } from './server-client.ts';

export const { viewer } = defaultPolicy.roles;

/** What is asked of one contact, of whom much is known, and of the account where that contact is. */
export function openKnown(role?: Policy['roles'][string]) {
  const server = openServer(role === undefined ? {} : { role });
  const { state } = server.simulator;
  const isLimited = (id: unknown) => typeof recordsOf(state, 'Account').get(String(id))?.Credit_Limit__c === 'number';
  const person = [...recordsOf(state, 'Contact').values()].find(
    ({ AccountId, Door_Code__c: code }) => code !== null && isLimited(AccountId),
  );
  const account = recordsOf(state, 'Account').get(String(person?.AccountId));
  if (person === undefined || account === undefined) throw new Error('Nobody is known so well');
  const ask = async (object_type: string, fields: string[]) => {
    const conditions = `Id = '${String(object_type === 'Account' ? account.Id : person.Id)}'`;
    const { error, value } = await server.call('query_records', { object_type, fields, conditions });
    expect(error).toBeUndefined();
    const { Id: _, ...record } = value.records[0];
    return record;
  };
  const definitions = () => asked(server.simulator).filter((text) => text.includes('FieldDefinition'));
  return { ...server, account, ask, definitions, person };
}

/** What was asked for, in the address or together with others. */
function asked({ requests }: ReturnType<typeof openServer>['simulator']): string[] {
  return requests.map((request) => `${JSON.stringify(request.body)} ${request.query.q?.[0] ?? ''}`);
}
