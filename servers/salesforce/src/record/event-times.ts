import type { FieldProblem } from '@bizmcp/core';
import { isTime } from './moment.ts';

/** What a new event needs, though no single field of it is required. */
export const eventNeeds =
  'StartDateTime, and EndDateTime or DurationInMinutes; for whole days IsAllDayEvent true and ActivityDate or StartDateTime';

/**
 * What Salesforce would miss of a new event's times: one of whole days has its day, another its start and its end or duration.
 * https://developer.salesforce.com/docs/platform/object-reference/guide/sforce-api-objects-event.html
 */
export function eventProblems(values: ReadonlyMap<string, unknown>): FieldProblem[] {
  const has = (...names: string[]) => names.some((name) => values.has(name));
  if (String(values.get('IsAllDayEvent')).toLowerCase() === 'true') {
    const isDated = has('ActivityDate', 'StartDateTime');
    return isDated ? [] : [{ path: 'fields.ActivityDate', problem: 'is required: the day of an all-day event' }];
  }
  const start = 'is required: the start with its zone, or ActivityDate with IsAllDayEvent true';
  return [
    ...(has('StartDateTime', 'ActivityDateTime') ? [] : [{ path: 'fields.StartDateTime', problem: start }]),
    ...(has('EndDateTime', 'DurationInMinutes')
      ? []
      : [{ path: 'fields.EndDateTime', problem: 'is required, or DurationInMinutes' }]),
    ...endProblems(values),
  ];
}

/** An end before the start, a duration of less than nothing, and one that adds up to another end. */
export function endProblems(values: ReadonlyMap<string, unknown>): FieldProblem[] {
  const minutes = values.get('DurationInMinutes');
  if (Number(minutes) < 0) return [{ path: 'fields.DurationInMinutes', problem: 'is less than 0' }];
  const [start, end] = ['StartDateTime', 'EndDateTime'].map((name) => {
    const time = String(values.get(name));
    return isTime(time) ? Date.parse(time) : Number.NaN;
  });
  if (start === undefined || end === undefined || Number.isNaN(end - start)) return [];
  if (end < start) return [{ path: 'fields.EndDateTime', problem: 'lies before StartDateTime' }];
  const isOther = minutes !== undefined && Number(minutes) !== (end - start) / 60_000;
  return isOther
    ? [{ path: 'fields.DurationInMinutes', problem: 'adds up to another EndDateTime; leave one out' }]
    : [];
}
