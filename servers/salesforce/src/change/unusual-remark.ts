import type { Values } from '../salesforce.ts';
import { type FieldDescription, findField, numberTypes, type ObjectDescription } from '../schema/object-description.ts';

/** Values that Salesforce takes and hardly anybody means, for the person who is asked; `present` is the record as it is. */
export function unusualRemarks(object: ObjectDescription, values: Values, present: Values = {}): string[] {
  const after = { ...present, ...values };
  const isNew = (name: string) => name in values;
  return [
    ...Object.entries(values).flatMap(([name, value]) => decimalsRemark(findField(object, name), value)),
    ...(object.name === 'Opportunity' && isNew('Probability') ? probabilityRemark(after) : []),
    ...(object.name === 'Campaign' && ends.Campaign.some(isNew) ? orderRemark(ends.Campaign, after) : []),
    ...(object.name === 'Event' && isNew('EndDateTime') && !starts.some(isNew) ? orderRemark(ends.Event, after) : []),
    ...(object.name === 'Event' && isNew('StartDateTime') && !eventEnds.some(isNew) ? endRemark(present) : []),
    ...(activityEnds.some(isNew) ? aboutRemark(after) : []),
    ...(object.name === 'OpportunityContactRole' && values.IsPrimary === true ? [onePrimary] : []),
  ];
}

/** The fields that values of an object are compared with. */
export function comparedEnds({ name }: ObjectDescription): readonly string[] {
  return compared[name] ?? [];
}

const ends = { Campaign: ['StartDate', 'EndDate'], Event: ['StartDateTime', 'EndDateTime'] } as const;

/** What an activity is about. */
const activityEnds = ['WhoId', 'WhatId'];

const compared: Readonly<Record<string, readonly string[]>> = {
  Campaign: ends.Campaign,
  Event: [...ends.Event, ...activityEnds],
  Task: activityEnds,
};

/** Each of them moves an event, so that the stored start is no longer its own. */
const starts = ['StartDateTime', 'ActivityDateTime', 'ActivityDate'];

const eventEnds = ['EndDateTime', 'DurationInMinutes'];

/** https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_opportunitycontactrole.htm */
const onePrimary = 'an opportunity has one primary contact, so that any other of it is primary no longer';

/** https://help.salesforce.com/s/articleView?id=000385689 */
function decimalsRemark(field: FieldDescription | undefined, value: unknown): string[] {
  if (!field || typeof value !== 'number' || !numberTypes.has(field.type) || field.precision === 0) return [];
  if (Number(value.toFixed(field.scale)) === value) return [];
  return [`${field.name} has more than its ${field.scale} decimals: Salesforce stores them all, and shows fewer`];
}

/** What becomes of the end of an event whose start alone is moved is not documented. */
function endRemark({ EndDateTime: end }: Values): string[] {
  return typeof end === 'string'
    ? [`EndDateTime, ${end}, may stay where it is: give it, or DurationInMinutes, too`]
    : [];
}

/** https://rioeducation.com/salesforce-activity-whatid-whoid/ */
function aboutRemark({ WhatId: what, WhoId: who }: Values): string[] {
  const isOfLead = typeof who === 'string' && who.startsWith('00Q') && typeof what === 'string';
  return isOfLead ? ['WhoId is a lead, which has no WhatId beside it: Salesforce may refuse it'] : [];
}

function probabilityRemark({ Probability: percent }: Values): string[] {
  const isUsual = typeof percent !== 'number' || (percent >= 0 && percent <= 100);
  return isUsual ? [] : [`Probability, ${percent}, is outside of 0 to 100`];
}

function orderRemark([startName, endName]: readonly [string, string], after: Values): string[] {
  const [start, end] = [after[startName], after[endName]];
  const isOrdered = typeof end !== 'string' || typeof start !== 'string' || !(Date.parse(end) < Date.parse(start));
  return isOrdered ? [] : [`${endName}, ${end}, is before ${startName}, ${start}`];
}
