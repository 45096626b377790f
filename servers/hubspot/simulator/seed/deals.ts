import type { HubspotState } from '../hubspot-state.ts';
import { type CrmRecord, toIso } from '../objects/record.ts';
import type { SeededCompany } from './companies.ts';
import type { SeededContact } from './contacts.ts';
import { day, hour, type PortalBuilder } from './portal-builder.ts';
import { renewalStages, salesStages } from './sales-pipelines.ts';
import { products } from './vocabulary.ts';

/** A deal with what later seeds need to know of it. */
export interface SeededDeal {
  readonly record: CrmRecord;
  readonly company: SeededCompany;
  readonly contacts: readonly SeededContact[];
}

const dealCount = 136;

const lostReasons = ['Price', 'No budget this year', 'Chose a competitor', 'No decision', 'Timing'] as const;

/** Money in cents to HubSpot's decimal text. */
const money = (cents: number): string => (cents / 100).toFixed(2).replace(/\.00$/, '');

/** Adds the products that can be sold. */
const seedProducts = (builder: PortalBuilder): CrmRecord[] =>
  products.map(([name, sku, cents, billing]) =>
    builder.add(
      'products',
      {
        name,
        hs_sku: sku,
        price: money(cents),
        description: `${name}, billed ${billing}`,
        recurringbillingfrequency: billing === 'yearly' ? 'annually' : undefined,
      },
      builder.today - 1_000 * day,
    ),
  );

/** The stages that a deal went through, with the time of each; the last is where it is now. */
const walkStages = (
  builder: PortalBuilder,
  stages: readonly { readonly id: string; readonly metadata: Readonly<Record<string, string>> }[],
  createdAt: number,
): Array<readonly [string, number]> => {
  const { random, today } = builder;
  const open = stages.filter((stage) => stage.metadata.isClosed === 'false');
  const won = stages.find((stage) => stage.metadata.probability === '1.0');
  const lost = stages.find((stage) => stage.metadata.probability === '0.0');
  const path: Array<readonly [string, number]> = [];
  let at = createdAt;
  for (const stage of open) {
    if (at >= today) return path;
    path.push([stage.id, at]);
    const isGivenUp = random.chance(0.1);
    at += isGivenUp ? hour : random.integer(4, 32) * day;
    if (isGivenUp) break;
  }
  const isStillOpen = at >= today || path.length === 0;
  const end = path.length === open.length && random.chance(0.62) ? won : lost;
  return isStillOpen || end === undefined ? path : [...path, [end.id, at]];
};

const addLineItems = (builder: PortalBuilder, deal: CrmRecord, catalogue: readonly CrmRecord[]): number => {
  const { random } = builder;
  let total = 0;
  for (let count = random.integer(1, 3); count > 0; count -= 1) {
    const index = random.integer(0, products.length - 1);
    const [name, sku, cents] = products[index] ?? products[0];
    const quantity = cents > 1_000_000 ? random.integer(1, 2) : random.integer(1, 12);
    total += quantity * cents;
    const item = builder.add(
      'line_items',
      {
        name,
        hs_sku: sku,
        hs_product_id: catalogue[index]?.id,
        price: money(cents),
        quantity,
        amount: money(quantity * cents),
      },
      deal.createdAt,
    );
    builder.link(['deals', deal], ['line_items', item]);
  }
  return total;
};

const closeDate = (
  builder: PortalBuilder,
  history: ReadonlyArray<readonly [string, number]>,
  isClosed: boolean,
): string => {
  const [, last = builder.today] = history.at(-1) ?? [];
  return toIso(isClosed ? last : Math.max(builder.today, last) + builder.random.integer(-10, 80) * day);
};

const themes = ['gauges', 'inline scanner', 'cloud rollout', 'calibration', 'lab upgrade'] as const;

/** Adds one deal; every fourth one with a customer is a renewal. */
const seedDeal = (builder: PortalBuilder, company: SeededCompany, createdAt: number, isRenewal: boolean): CrmRecord => {
  const { random } = builder;
  const stages = isRenewal ? renewalStages : salesStages;
  const history = walkStages(builder, stages, createdAt);
  const stage = stages.find(({ id }) => id === history.at(-1)?.[0]);
  const isClosed = stage?.metadata.isClosed === 'true';
  const isWon = stage?.metadata.probability === '1.0';
  const values = {
    dealname: `${company.name} – ${isRenewal ? 'renewal' : random.pick(themes)}`,
    pipeline: isRenewal ? '881100' : 'default',
    dealtype: isRenewal ? 'existingbusiness' : 'newbusiness',
    closedate: closeDate(builder, history, isClosed),
    hubspot_owner_id: company.ownerId,
    hs_priority: random.chance(0.6) ? random.pick(['low', 'medium', 'high']) : undefined,
    hs_is_closed: String(isClosed),
    hs_is_closed_won: String(isWon),
    hs_deal_stage_probability: stage?.metadata.probability,
    closed_lost_reason: isClosed && !isWon ? random.pick(lostReasons) : undefined,
    deal_currency_code: builder.state.portal.currency,
  };
  const record = builder.add('deals', values, createdAt);
  builder.writeHistory(record, 'dealstage', history);
  return record;
};

/** The oldest deal was entered twice; what was the other is older than all records. */
export const mergeDeals = ({ merged }: HubspotState, [deal]: readonly SeededDeal[]): void => {
  if (deal === undefined) return;
  const other = '31204500004';
  merged.set(other, deal.record.id);
  deal.record.properties.set('hs_merged_object_ids', other);
};

/** Adds the deals, oldest first, and after them their line items, so that a deal has the same id on every day. */
export const seedDeals = (
  builder: PortalBuilder,
  companies: readonly [SeededCompany, ...SeededCompany[]],
  contacts: readonly SeededContact[],
): SeededDeal[] => {
  const { random, today } = builder;
  const catalogue = seedProducts(builder);
  const [first = companies[0], ...others] = companies.filter((company) => company.lifecycle !== 'lead');
  const planned = Array.from({ length: dealCount }, () => {
    const company = random.pick([first, ...others]);
    const earliest = Math.max(company.record.createdAt, today - 600 * day);
    return { company, createdAt: builder.workingTime(earliest, today - day) };
  }).sort((left, right) => left.createdAt - right.createdAt);
  const deals = planned.map(({ company, createdAt }, index) => {
    const isRenewal = company.lifecycle === 'customer' && index % 4 === 0;
    const record = seedDeal(builder, company, createdAt, isRenewal);
    builder.link(['deals', record], ['companies', company.record]);
    const involved = contacts.filter((contact) => contact.company === company).slice(0, random.integer(1, 3));
    for (const contact of involved) builder.link(['deals', record], ['contacts', contact.record]);
    return { record, company, contacts: involved };
  });
  for (const { record } of deals) record.properties.set('amount', money(addLineItems(builder, record, catalogue)));
  return deals;
};
