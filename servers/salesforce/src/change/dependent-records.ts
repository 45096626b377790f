import { type Condition, parseCondition, parseQuery } from '@bizmcp/soql';
import * as z from 'zod';
import { alsoArchived } from '../kept-records.ts';
import { fieldIs, readIfSeen } from '../record/read-fields.ts';
import type { Salesforce } from '../salesforce.ts';
import type { ObjectDescription } from '../schema/object-description.ts';
import { queryableNames } from '../schema/object-summary.ts';

/** How many records; who may not see what they are counted by cannot be told. */
type Count = number | 'an unknown number';

// Of what goes and of what stays. Each is a request of its own: a person waits, and reads in one request look like a write on the wire.
const mostKinds = 7;
/** What a person would miss first; an org has dozens of other kinds. */
const first = ['Contact', 'Opportunity', 'Case', 'Contract', 'Task', 'Event', 'Lead'];
/** What Salesforce keeps beside the records of each object. */
const kept = /(?:History|Feed|Share|Tag|ChangeEvent|Subscription)$/;
/** Of these a person asks first how many are at work or done; told beside how many there are. */
const standings: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Opportunity: { 'still open': 'IsClosed = FALSE', won: 'IsWon = TRUE' },
};
const WireCount = z.object({ n: z.number() });

const activities: readonly string[] = ['Task', 'Event'];
/**
 * Of an activity it tells the account of what that is about, with which it goes or stays.
 * https://developer.salesforce.com/docs/platform/object-reference/guide/sforce-api-objects-event.html
 */
const accountOfActivity = 'AccountId';

type Relationship = ObjectDescription['childRelationships'][number];

/**
 * How many records are deleted with one, and how many stay behind without it, by the name of their relationship; kinds of which there
 * are none are left out, and those that would keep Salesforce from deleting it.
 * https://developer.salesforce.com/docs/atlas.en-us.apexref.meta/apexref/apex_class_Schema_ChildRelationship.htm
 */
export async function countChildren(api: Salesforce, { childRelationships }: ObjectDescription, id: string) {
  const visible = queryableNames(await api.objects());
  const told = childRelationships.filter(
    ({ childSObject, field }) =>
      visible.has(childSObject) &&
      !kept.test(childSObject) &&
      !(activities.includes(childSObject) && field === accountOfActivity),
  );
  const staying = told.filter(({ cascadeDelete, restrictedDelete }) => !(cascadeDelete || restrictedDelete));
  const deleted = told.filter(({ cascadeDelete }) => cascadeDelete);
  const [gone, left] = await Promise.all([countEach(api, deleted, id), countEach(api, staying, id)]);
  return { gone, left };
}

async function countEach(
  api: Salesforce,
  relationships: readonly Relationship[],
  id: string,
): Promise<Record<string, Count>> {
  const kinds = relationships
    .flatMap(({ childSObject, field, relationshipName }) => {
      // Of many that no query can follow, these are people's own: who reports to a contact, the lead that became it.
      const isTold = relationshipName !== null || first.includes(childSObject);
      return isTold ? [{ childSObject, field, name: relationshipName ?? `${childSObject}.${field}` }] : [];
    })
    .toSorted((left, right) => rankOf(left.childSObject) - rankOf(right.childSObject))
    .slice(0, mostKinds);
  const counts = await Promise.all(
    kinds.flatMap(({ childSObject, field, name }) => {
      const own = fieldIs(field, id);
      const parts = Object.entries(standings[childSObject] ?? {}).map(([standing, condition]) => {
        const conditions = [own, parseCondition(condition)];
        return { label: `${name} ${standing}`, where: { kind: 'and', conditions } as const };
      });
      return [{ label: name, where: own }, ...parts].map(
        async ({ label, where }) => [label, await readCount(api, childSObject, where)] as const,
      );
    }),
  );
  return Object.fromEntries(counts.filter(([, count]) => count !== 0));
}

/** How many activities are of an account's contacts, opportunities and the like, beside its own. */
export async function countIndirectActivities(
  api: Salesforce,
  object: ObjectDescription,
  id: string,
  own: Readonly<Record<string, Count>>,
): Promise<Record<string, Count>> {
  if (object.name !== 'Account') return {};
  const visible = queryableNames(await api.objects());
  const counts = await Promise.all(
    activities.map(async (activity) => {
      const all = visible.has(activity) ? await readCount(api, activity, fieldIs(accountOfActivity, id)) : 0;
      return [
        `${activity}s of its contacts, opportunities and others`,
        without(all, own[`${activity}s`] ?? 0),
      ] as const;
    }),
  );
  return Object.fromEntries(counts.filter(([, count]) => count !== 0));
}

function without(all: Count, own: Count): Count {
  return typeof all === 'number' && typeof own === 'number' ? Math.max(0, all - own) : 'an unknown number';
}

async function readCount(api: Salesforce, object: string, where: Condition): Promise<Count> {
  const query = alsoArchived({ ...parseQuery(`SELECT COUNT(Id) n FROM ${object}`), where });
  const [row] = await readIfSeen(api, query, 1);
  return WireCount.safeParse(row).data?.n ?? 'an unknown number';
}

function rankOf(object: string): number {
  const rank = first.indexOf(object);
  if (rank >= 0) return rank;
  return object.endsWith('__c') ? first.length : first.length + 1;
}
