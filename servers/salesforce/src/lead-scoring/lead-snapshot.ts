import type { CaseFeatures } from '@bizmcp/insights';
import { type EmailKind, emailKindOf } from './email-kind.ts';
import { day, type Engagement, type LeadField, type LeadRecord, type LeadValue, leadFields } from './lead-record.ts';
import { seniorityOf } from './title-seniority.ts';

/** A lead as it stood at a moment: nothing in it is younger. */
export interface LeadSnapshot {
  leadId: string;
  at: number;
  ageDays: number;
  seniority: string | null;
  industry: string | null;
  source: string | null;
  country: string | null;
  emailKind: EmailKind | null;
  employees: number | null;
  /** Its logarithm, which leads are compared by. */
  logEmployees: number | null;
  revenue: number | null;
  /** Share of the fields that had a value, of those that the user may see. */
  completeness: number;
  missing: LeadField[];
  /** Counts, of what was known; null where it isn't. */
  calls: number | null;
  emails: number | null;
  meetings: number | null;
  /** Those that are arranged, none of which counts. */
  meetingsToCome: number;
  campaigns: number | null;
  responses: number | null;
  idleDays: number | null;
}

/** More of a kind tells nothing more. */
const mostOfKind = 10;

/** Looks back: field values are taken from before later changes, and what was entered later is not there. */
export function takeSnapshot(lead: LeadRecord, at: number): LeadSnapshot {
  const values = Object.fromEntries(leadFields.map((field) => [field, valueAt(lead, field, at)]));
  const seen = leadFields.filter((field) => field in lead.fields);
  const missing = seen.filter((field) => isEmpty(values[field]));
  const arranged = lead.engagements.filter(({ knownAt }) => knownAt <= at);
  // What is arranged may yet be called off.
  const known = arranged.filter((one) => one.at <= at);
  const count = (kind: Engagement['kind']) =>
    lead.hasEngagements ? Math.min(mostOfKind, known.filter((one) => one.kind === kind).length) : null;
  const employees = asAmount(values.NumberOfEmployees);
  return {
    leadId: lead.id,
    at,
    ageDays: (at - lead.createdAt) / day,
    seniority: seniorityOf(values.Title),
    industry: asText(values.Industry),
    source: asText(values.LeadSource),
    country: asText(values.Country),
    emailKind: emailKindOf(values.Email),
    employees,
    logEmployees: employees === null ? null : Math.log(employees),
    revenue: asAmount(values.AnnualRevenue),
    completeness: seen.length === 0 ? 0 : 1 - missing.length / seen.length,
    missing,
    calls: count('call'),
    emails: count('email'),
    meetings: count('meeting'),
    meetingsToCome: arranged.filter((one) => one.kind === 'meeting' && one.at > at).length,
    campaigns: count('campaign'),
    responses: count('response'),
    idleDays: lead.hasEngagements ? idleDays(known, at) : null,
  };
}

/** Whether the lead had been closed by then, as far as the org keeps the history of its status. */
export function isClosedAt({ changes }: LeadRecord, at: number): boolean {
  const last = changes.findLast((change) => change.field === 'Status' && change.at <= at);
  return typeof last?.after === 'string' && isClosedStatus(last.after);
}

/** The API does not say which statuses are ends; their names do. */
export function isClosedStatus(status: string): boolean {
  return /\b(closed|unqualified|disqualified|not qualified|dead|lost|junk|rejected|not converted)\b/i.test(status);
}

/** What the model sees. */
export function featuresOf(snapshot: LeadSnapshot, similar: number | null): CaseFeatures {
  const { calls, campaigns, completeness, country, emailKind, emails, employees } = snapshot;
  const { idleDays, industry, meetings, responses, revenue, seniority, source } = snapshot;
  return {
    title_seniority: seniority,
    company_size: employees,
    annual_revenue: revenue,
    industry,
    lead_source: source,
    country,
    email_domain: emailKind,
    completeness,
    calls,
    emails,
    meetings,
    campaigns,
    campaign_responses: responses,
    days_since_activity: idleDays,
    similar_leads: similar,
  };
}

function valueAt({ changes, fields }: LeadRecord, field: LeadField, at: number): LeadValue {
  const later = changes.find((change) => change.field === field && change.at > at);
  return later === undefined ? (fields[field] ?? null) : later.before;
}

function idleDays(known: readonly Engagement[], at: number): number | null {
  // Being put on a list is nothing that the lead had to do with.
  const past = known.filter((one) => one.kind !== 'campaign').map((one) => one.at);
  return past.length === 0 ? null : (at - Math.max(...past)) / day;
}

function isEmpty(value: LeadValue | undefined): boolean {
  return value === null || value === undefined || value === '';
}

function asText(value: LeadValue | undefined): string | null {
  return isEmpty(value) ? null : String(value).trim();
}

function asAmount(value: LeadValue | undefined): number | null {
  const amount = isEmpty(value) ? Number.NaN : Number(value);
  return Number.isFinite(amount) && amount > 0 ? amount : null;
}
