/** What the score looks at of a lead's own fields. */
export const leadFields = [
  'Title',
  'Industry',
  'LeadSource',
  'NumberOfEmployees',
  'AnnualRevenue',
  'Country',
  'Email',
  'Phone',
] as const;

export type LeadField = (typeof leadFields)[number];

export type LeadValue = string | number | null;

/** A change of a field as the org's field history has it. */
export interface FieldChange {
  field: string;
  /** What stood there before. */
  before: LeadValue;
  after: LeadValue;
  at: number;
}

/** Something that happened with a lead. Times are in milliseconds since 1970. */
export interface Engagement {
  kind: 'call' | 'email' | 'meeting' | 'campaign' | 'response';
  /** When it happened, or will. */
  at: number;
  /** When the org came to know of it: what was entered later is not looked at, whatever date it bears. */
  knownAt: number;
}

/** A lead with all that the org knows of it, later things included: only a snapshot of it may be scored. */
export interface LeadRecord {
  id: string;
  createdAt: number;
  /** The start of the day of its conversion (UTC), or on the day of its creation the moment after that. */
  convertedAt: number | undefined;
  /** As they stand today; one that the user may not see is not there. */
  fields: Readonly<Partial<Record<LeadField, LeadValue>>>;
  /** Oldest first. */
  changes: readonly FieldChange[];
  engagements: readonly Engagement[];
  /** False where the org no longer tells what was done with it. */
  hasEngagements: boolean;
}

/** A day in milliseconds. */
export const day = 86_400_000;

/** The start of a day (UTC). */
export function startOfDay(time: number): number {
  return time - (((time % day) + day) % day);
}
