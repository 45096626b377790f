import type { OrgRecord } from '../object-definition.ts';
import { findRecord, type OrgState } from '../org-state.ts';

/**
 * The account of an activity: that of what it is about, where this has one, else that of the contact.
 * https://developer.salesforce.com/docs/platform/object-reference/guide/sforce-api-objects-event.html
 */
export const withAccount = (state: OrgState, record: OrgRecord): OrgRecord => {
  const [what, who] = [record.WhatId, record.WhoId].map((id) => findRecord(state, id ?? null));
  const isAccount = what !== undefined && String(what.Id).startsWith('001');
  return { ...record, AccountId: isAccount ? (what.Id ?? null) : (what?.AccountId ?? who?.AccountId ?? null) };
};
